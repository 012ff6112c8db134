"""What are our values? Frozen dataclasses and enums, no behaviour beyond checks. Imports app.errors only."""
