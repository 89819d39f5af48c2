"""Everything that is published, as values: a path, its content, the file behind it."""
