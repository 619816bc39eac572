"""Tests of the staff place."""
