"""How do the parts become a program? Builds every concrete object; starts and stops them in order."""
