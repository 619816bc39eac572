"""Fixtures of the fault tests."""

from pathlib import Path

import pytest

from tests.fixtures.closed_book import closed, reopened

__all__ = ["closed", "reopened"]


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the test's own for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder
