"""Copies of the whole hub: database, master key and files in one encrypted file, and the way back."""
