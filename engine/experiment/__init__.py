"""All that decides a run: a value, its JSON document, its order of batches."""
