"""How does it reach the hub? Wire format, drain, client. Imports store, domain."""
