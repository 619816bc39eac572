"""Tests of the pairs place."""
