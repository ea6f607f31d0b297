"""What an iteration can be written as, one target a file."""
