"""Everything Pairbook knows and does. Imports no Qt."""
