"""The year plan: as page, picture and calendar file."""
