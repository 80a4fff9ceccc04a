"""How well a detector does on labelled pictures."""
