"""What does a résumé say that the work needs? Pure: bytes in, values out; no database, no network.

`reader` turns a file into text in a child process with limits; `parser` finds fields in that text, each with the span
it came from. Nothing found here enters a score: a person reads it beside the scores. Imports nothing of ours.
"""
