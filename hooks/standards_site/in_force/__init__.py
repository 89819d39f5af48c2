"""What applies to a branch and by which number: conditions, resolution, and advice written accordingly."""
