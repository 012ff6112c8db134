"""Is this kiosk well? Each check says ok, or what to do. Devices are opened in a child process only."""
