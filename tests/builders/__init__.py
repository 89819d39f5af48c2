"""What makes data, records, projects, fonts and files for tests."""
