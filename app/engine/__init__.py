"""The media process: its loop and its supervisor. Imports capture, analysis, domain."""
