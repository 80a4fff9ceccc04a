"""Redis: connection, key names, server."""
