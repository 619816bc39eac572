"""Pairs from proposal to closure: conflicts, the activation gate, status and the stall light."""
