"""What was said, how did it sound and look? One file per library, loaded late. Imports domain."""
