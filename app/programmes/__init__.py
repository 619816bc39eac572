"""Programmes that frame pairs, and the skills people reach in a roll-out."""
