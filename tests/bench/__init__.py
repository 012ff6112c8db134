"""Benchmarks: each module has measure(), a list of named figures."""

import app.store  # noqa: F401 - before any benchmark imports sqlite_utils
