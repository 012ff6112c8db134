"""One file for each change, `NNNN_subject.py`."""
