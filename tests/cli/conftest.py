"""The program's door, called as a shell would, and a small sample book to call it with."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import __main__ as door
from app import log
from app.book import FAST_KEYS
from app.book import book as opened_book
from app.demo import PASSPHRASE, make_sample_book
from tests.fixtures.books import set_clock


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        assert (self.status, self.err) == (0, "")
        return json.loads(self.out)


Pairbook = Callable[..., Ended]


@pytest.fixture
def pairbook(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Pairbook:
    """Runs a command with the sample book's passphrase; new keys cost nothing."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(log, "catch_crashes", lambda path: None)
    monkeypatch.setattr(log, "set_up", lambda: None)
    monkeypatch.setenv("PAIRBOOK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(opened_book, "KeyCost", lambda: FAST_KEYS)

    def run(*arguments: object) -> Ended:
        status = door.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ended(status, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_book(tmp_path_factory.mktemp("made") / "Ward 7.pairbook", clock=set_clock())


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """A sample book of one's own."""
    return Path(shutil.copytree(made, tmp_path / "Ward 7.pairbook"))
