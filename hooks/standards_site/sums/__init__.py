"""The calculators: the numbers they go by, what they ask, the sums, what they answer."""
