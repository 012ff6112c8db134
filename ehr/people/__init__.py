"""People who work with the hub: scopes, users, grants, sessions. Also the pattern of a subject."""
