"""Sessions of a pair, their notes for a chosen audience, and actions that carry forward."""
