"""Pictures of violations and how long they are kept."""
