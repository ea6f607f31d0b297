"""Ways to bound a gradient, one a file."""
