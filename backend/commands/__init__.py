"""What a person runs once: prepare, doctor."""
