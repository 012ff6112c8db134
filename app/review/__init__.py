"""What a recruiter sees and says of an interview, blind rating first. Imports store, flow, content, agreement; no Qt."""
