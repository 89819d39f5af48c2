"""What is authored, read strictly: files, shapes, records, and what their sentences quote."""
