"""Everything about connections, heads and headers; no route and no computing."""
