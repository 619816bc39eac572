"""Sample data: a believable unit in a book of its own, the same for the same seed and day.

Promises that what it writes obeys the rules every other entry obeys, and that it stands in the
history like any other change.
"""

from app.demo.sample_book import PASSPHRASE, make_sample_book

__all__ = ["PASSPHRASE", "make_sample_book"]
