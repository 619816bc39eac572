"""Spreadsheets, in and out: what is refused is named by row, what is left is safe to open."""
