"""The database: connection, tables, schema."""
