"""Settings: the unit, who signs in, backups, lists, look, history."""
