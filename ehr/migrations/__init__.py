"""The schema, one change after the other (Alembic), run as the owner role."""
