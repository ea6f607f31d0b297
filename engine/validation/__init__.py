"""Whether the parts of an experiment fit each other."""
