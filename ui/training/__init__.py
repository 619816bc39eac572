"""Mentor training on screen: records, signing items off, and the checklist itself."""
