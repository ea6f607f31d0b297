"""Kinds of data, one a file."""
