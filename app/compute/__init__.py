"""What is computed, what it costs, and whose turn it is."""
