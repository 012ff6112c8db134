"""What the demo candidates scored when a person last looked: python -m tests.golden.scores.accept."""
