"""Second readers of an answer beside Tier 0. May import scoring, content, settings, domain, errors; no Qt."""
