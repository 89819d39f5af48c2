"""Standards data in YAML becomes a Party-branch handbook: load, check, resolve, render. Pure Python, no MkDocs."""
