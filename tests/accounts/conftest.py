"""Fixtures of the tests of app/accounts."""

from tests.fixtures.books import book

__all__ = ["book"]
