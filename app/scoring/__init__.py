"""What does an answer show? Transcript and observations to evidence to scores; pure. Imports domain."""
