"""Tests of the imports place."""
