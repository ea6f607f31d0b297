"""Penalties on large weights, one a file."""
