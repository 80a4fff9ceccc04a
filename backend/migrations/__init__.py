"""The database's schema, revision by revision. `backend.adapters.schema_upgrade.upgrade` applies them."""
