"""The processes that PM2 keeps running."""
