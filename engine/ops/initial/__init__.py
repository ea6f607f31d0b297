"""How parameters begin that an experiment does not give."""
