"""Ops that a program uses of itself; an experiment does not name them."""
