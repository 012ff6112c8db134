"""What may happen next? advance(state, event), plan building, branches, timing. Imports domain."""
