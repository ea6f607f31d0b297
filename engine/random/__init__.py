"""Seeds, and the numbers that are drawn from them."""
