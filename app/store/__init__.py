"""What is remembered? SQLite through sqlite-utils: event log, answers, results, outbox. Imports domain."""
