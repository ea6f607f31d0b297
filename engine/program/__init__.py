"""What will run: the ordered steps of an iteration over a table of named tensors."""
