"""What a reviewer sees and says of an interview, blind rating first. Imports store, sync, content, agreement; no Qt."""
