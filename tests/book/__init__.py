"""Tests of app/book."""
