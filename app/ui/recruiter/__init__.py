"""What does a recruiter see? Queue, blind rating, card. Imports app.ui and app.review.values; never the store."""
