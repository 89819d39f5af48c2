"""What rests on a record: how many pages and branches."""
