"""Recordings that candidates agreed to hand over: taken piece by piece, kept as the kiosk sealed them."""
