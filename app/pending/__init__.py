"""Which recordings were never read, and what is said in them? Knows store, capture and analysis."""
