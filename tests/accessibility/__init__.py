"""What somebody meets who does not see the screen, has no mouse, or reads large text."""
