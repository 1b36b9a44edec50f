"""How the tables of a workspace came about, for Alembic."""
