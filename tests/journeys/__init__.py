"""Whole ways through the program, as the people who use it go them."""
