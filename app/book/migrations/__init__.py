"""The schema of a book, version by version.  `PRAGMA user_version` says which one a book has."""

CURRENT = 1
