"""One branch: its duties and when they fall, what does not fit in what it gave, the rules for the browser."""
