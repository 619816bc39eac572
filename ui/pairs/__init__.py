"""The Pairs place: the list, one pair in full, proposing, agreeing, starting, pausing and closing."""
