"""What people said of interviews, at kiosks and at the hub: ratings, changed scores, decisions, notes; never changed."""
