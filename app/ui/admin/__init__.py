"""What does an administrator see before the first candidate comes?"""
