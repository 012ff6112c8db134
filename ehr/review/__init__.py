"""What people said of interviews, at kiosks and at the hub: ratings, decisions, notes; nothing is ever changed."""
