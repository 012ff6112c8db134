"""The kiosk: the interview terminal in a walk-in recruiting centre."""

__version__ = "0.1.0"
