"""What only Windows does, on Windows itself or under wine."""
