"""A backup while its owner goes on working: it is finished once, and told once."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.book import Book, backup
from app.errors import KnownProblem
from app.files import PlaceGone, known_problem
from tests.fixtures.books import book
from ui.backing_up import back_up
from ui.kit.context import Context

__all__ = ["book"]

Make = Callable[[Book], Context]


def stepping(owner: QObject) -> list[QTimer]:
    """What still steps for *owner*; a timer that waits to be deleted goes on until then."""
    return [timer for timer in owner.findChildren(QTimer) if timer.isActive()]


def test_a_backup_is_finished_once(
    book: Book, context_of: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, owner = context_of(book), QObject()
    run = context.jobs.run
    begun, made = list[int](), list[Path]()

    def watched(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        begun.append(len(stepping(owner)))
        return run(work, *arguments, **named)

    monkeypatch.setattr(context.jobs, "run", watched)
    back_up(owner, context, None, made.append, lambda problem: pytest.fail(str(problem)))
    assert len(stepping(owner)) == 1
    qtbot.waitUntil(lambda: bool(made))
    assert begun == [0]
    assert [path.exists() for path in made] == [True]


def test_a_copy_that_fails_is_told_once(
    book: Book, context_of: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_copying: backup.Copying) -> None:
        raise known_problem(FileNotFoundError(errno.ENOENT, "gone"))

    monkeypatch.setattr(backup.Copying, "step", gone)
    owner, told = QObject(), list[tuple[type, int]]()

    def tell(problem: BaseException) -> None:
        told.append((type(problem), len(stepping(owner))))

    back_up(owner, context_of(book), None, lambda _path: pytest.fail("it was made"), tell)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(PlaceGone, 0)]


def test_a_closed_book_is_not_stepped_on(book: Book, context_of: Make, qtbot: QtBot) -> None:
    owner, told = QObject(), list[object]()
    back_up(owner, context_of(book), None, told.append, told.append)
    book.close()
    qtbot.waitUntil(lambda: not stepping(owner))
    assert told == []


def test_a_place_that_is_gone_is_told_at_once(book: Book, context_of: Make, tmp_path: Path) -> None:
    told = list[BaseException]()
    (tmp_path / "stick").write_bytes(b"a file, not a folder")
    back_up(QObject(), context_of(book), tmp_path / "stick", lambda _path: None, told.append)
    assert [isinstance(problem, KnownProblem) for problem in told] == [True]
