"""What do microphone and camera give? Sources by URI, one clock, recorder, device check. Imports domain."""
