"""What does the whole program lose when it is killed, unplugged, filled up or run for long? `make soak`.

The real `kiosk run` in processes of its own; hands press its buttons; what its screen said is written down and
compared with what its store holds afterwards.
"""
