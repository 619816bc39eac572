"""The Staff place: the list, one person in full, the form, leaving, conflicts and the import."""
