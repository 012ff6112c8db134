"""Candidates: who they are, kept so that erasing a person is deleting one key."""
