"""From the bytes of a request to typed values, or a problem that names every fault."""
