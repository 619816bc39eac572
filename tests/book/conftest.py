"""Fixtures of the tests of app/book."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.book import Book, UnitRecord
from tests.fixtures.books import book

__all__ = ["book"]


@pytest.fixture
def rename() -> Callable[..., None]:
    """Saves a change: the unit's name."""

    def do(book: Book, name: str, **options: str) -> None:
        with book.change(f"Name {name}", by=book.account, **options) as db:
            db.get_one(UnitRecord, 1).name = name

    return do


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the test's own for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder
