"""Signing in to a book: names, passphrase, recovery code, and a new passphrase where one is due."""
