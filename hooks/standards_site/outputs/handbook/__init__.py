"""The pages of the handbook: Markdown with a title and a description, and the navigation."""
