"""Sessions on screen: the list, one in full, and the form that records one."""
