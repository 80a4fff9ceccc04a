"""How long people wore what they must, and how long cameras could assess it."""
