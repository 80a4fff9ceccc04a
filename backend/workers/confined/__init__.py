"""Programs that handle untrusted files, without rights."""
