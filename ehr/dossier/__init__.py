"""One person, whole: what kiosks sent and what people added, in one place."""
