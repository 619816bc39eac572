"""Qt widgets only: the window, its places, and the kit they are made of (DESIGN 1)."""
