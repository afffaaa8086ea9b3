"""The steps, each one transaction; read by Alembic."""
