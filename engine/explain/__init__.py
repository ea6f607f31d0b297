"""Why a number is what it is: the cells it was computed from, and proofs of it."""
