"""What looks at data, pages, papers and files for tests."""
