"""Who may do what at this kiosk? Accounts, secrets, lock-out. Imports errors only; no Qt, no database."""
