"""How does a recorded candidate go through a whole interview? Drives the real window; on top of bootstrap."""
