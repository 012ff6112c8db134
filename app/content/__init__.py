"""What is asked and how is it marked? Reads and checks the content folder. Imports domain."""
