"""Kiosks: how they are let in, how they are, what they fetch (contract/v1/http.md)."""
