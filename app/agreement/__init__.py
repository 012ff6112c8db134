"""How far do program and people agree, and may a score of the program be shown? Pure; imports errors only."""
