"""Which model packs are there, which suit this machine, and how does one get in? Knows analysis and capture."""
