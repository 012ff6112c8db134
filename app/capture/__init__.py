"""What do microphone and camera give? Sources by URI, clock, guards, recorder. May import domain, errors."""
