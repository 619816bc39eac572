"""Accounts and roles: who may sign in, and the one table of who may do and see what."""
