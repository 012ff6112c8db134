"""Does the program itself do well? Starts that failed, a heartbeat, crash reports. No Qt, no database."""
