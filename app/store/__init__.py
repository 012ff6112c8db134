"""What is remembered? SQLite through sqlite-utils: event log, answers, results, outbox. Imports domain."""

from app.store import cipher as cipher  # before any module of ours imports sqlite_utils
