"""What the recordings measured when a person last looked: python -m tests.golden.observations.accept."""
