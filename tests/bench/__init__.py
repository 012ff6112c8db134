"""Benchmarks: each module has measure(), a list of named figures."""
