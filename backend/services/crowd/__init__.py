"""The crowd interface: clients, their pictures, and what is found in them."""
