"""The self-check: checklists, my own branch, one file, the roll-up, tables to take along."""
