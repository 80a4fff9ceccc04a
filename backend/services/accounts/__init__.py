"""Accounts, passwords, tokens."""
