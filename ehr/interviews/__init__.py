"""Interviews as kiosks assessed them: numbers in rows, words sealed under the candidate's key."""
