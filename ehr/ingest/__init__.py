"""Records of kiosks: taken once each, byte for byte, everything of one in one transaction (contract/v1/http.md)."""
