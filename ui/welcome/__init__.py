"""The first minutes: a new unit in four steps, a book to open, a backup to restore, sample data."""
