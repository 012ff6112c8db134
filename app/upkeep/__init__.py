"""What the kiosk does for itself when nobody is there: check, back up, delete what is due. Imports store, staff."""
