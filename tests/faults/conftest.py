"""Fixtures of the fault tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.book import Book, write_schema
from tests.fixtures.books import PASSPHRASE, new_book, set_clock


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the test's own for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The folder of a closed book."""
    write_schema.import_rooms()
    book = new_book(tmp_path)
    book.close()
    return book.folder


@pytest.fixture
def reopened(closed: Path) -> Callable[[], Book]:
    """Opens that book again, as whoever comes next would."""
    return lambda: Book.open(closed, 1, PASSPHRASE, clock=set_clock(), back_up=False)
