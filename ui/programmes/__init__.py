"""Programmes: the frames of pairs and their defaults."""
