"""A full day in the window, and then a search of every folder that Pairbook writes to by itself.

A mentor and the manager sign in, type, lock, come back, save, read a preview, save and print PDFs, make
backups and meet a bug whose error quotes a note.  What they saved on purpose is readable; nothing else is.
"""

import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app import log
from app.__main__ import report_bug
from app.book import Book
from app.clock import SetClock
from app.sessions.notes import private_notes
from app.sessions.words import Audience
from app.staff.staff_members import list_staff
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.journeys.keyboard import ScriptedFiles
from tests.journeys.test_nothing_readable_on_disk import readable
from tests.ui.conftest import look, made_ward
from tests.ui.locking.conftest import MENTOR, LockedWard, closed_window, folder, made
from tests.ui.locking.open_forms import holder, open_form
from tests.ui.windows import sign_in
from ui.application import _clean_up, _report_bugs
from ui.main_window import MainWindow
from ui.reports.page import ReportsPage
from ui.settings.backups import BackupsSection

__all__ = ["closed_window", "folder", "look", "made", "made_ward"]

PAIR_NOTE = "We spoke of the quarrel over Wexcombe at length"
OWN_NOTE = "I dread the round with Ottershaw on Fridays"
SUMMARY = "Compared the fluid charts of Ravelstone"
ACTION = "Practise the Quibbletown routine twice"
HALF = "Half typed about the matter of Ockham"
IN_AN_ERROR = "could not parse the words about Limpley"


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, Python's and Qt's."""
    place = tmp_path / "temp"
    place.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def logged(own_folders: Path) -> Iterator[Path]:
    """The program's log, in the test's own folder."""
    before = list(logging.root.handlers)
    path = log.set_up()
    assert path is not None
    assert path.is_relative_to(own_folders)
    yield path
    for handler in set(logging.root.handlers) - set(before):
        logging.root.removeHandler(handler)
        handler.close()


def record(window: MainWindow, qtbot: QtBot, pair: int, audience: Audience, note: str, **typed: str) -> Any:
    """The session form, filled in at the keyboard."""
    assert window.workspace is not None
    window.workspace.go("sessions", {"record": True, "pair": pair})
    form = open_form(window)
    form.fields.note.audience.button(audience).click()
    qtbot.keyClicks(form.fields.note.text, note)
    for name, words in typed.items():
        qtbot.keyClicks(form.fields.field(name), words)
    return form


def save(form: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.saved, timeout=30_000):
        form.save_button.click()


def preview(window: MainWindow, qtbot: QtBot, **about: Any) -> ReportsPage:
    """A report's pages on the screen."""
    assert window.workspace is not None
    window.workspace.go("reports", about)
    page = window.workspace.page()
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.print.isEnabled, timeout=60_000)
    return page


def words_on(content: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(content)).pages)


def in_pdfs(texts: set[str], *folders: Path) -> set[str]:
    """Those of *texts* on a page of a PDF below *folders*: its streams are packed, so bytes say little."""
    pages = [
        words_on(path.read_bytes())
        for place in folders
        for path in place.rglob("*")
        if path.is_file() and b"%PDF-" in path.read_bytes()[:1024]
    ]
    return {text for text in texts if any(text in page for page in pages)}


@pytest.mark.timeout(900)
def test_a_full_day_leaves_nothing_readable(
    closed_window: MainWindow,
    made: LockedWard,
    folder: Path,
    own_folders: Path,
    temp: Path,
    logged: Path,
    tmp_path: Path,
    clock: SetClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    logged_warnings: list[logging.LogRecord],
) -> None:
    window, chosen = closed_window, ScriptedFiles(monkeypatch)
    prints, stick = tmp_path / "prints", tmp_path / "stick"
    prints.mkdir()
    stick.mkdir()
    monkeypatch.setattr(sys, "excepthook", report_bug)
    _report_bugs(window)
    where = (folder, own_folders, temp, stick)
    with Book.open(folder, MANAGER, PASSPHRASE, clock=clock, back_up=False) as book:
        names = {person.name for person in list_staff(book, left=True)}
    words = {PAIR_NOTE, OWN_NOTE, SUMMARY, ACTION, HALF, IN_AN_ERROR, PASSPHRASE, *names}

    # The mentor, in the morning: half a note, called away, back again.
    sign_in(window, folder, qtbot, MENTOR)
    form = record(window, qtbot, made.pairs[MENTOR], Audience.PAIR, PAIR_NOTE[:20], summary=SUMMARY)
    with qtbot.waitSignal(form.draft.stored, timeout=30_000):
        form.draft.typed()
    assert readable(words | {PAIR_NOTE[:20]}, *where) == set()
    QTest.keyClick(window.frame.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace is None
    assert readable(words | {PAIR_NOTE[:20]}, *where) == set()
    sign_in(window, folder, qtbot, MENTOR)
    form = open_form(window)
    assert form.fields.note.text.toPlainText() == PAIR_NOTE[:20]
    form.fields.note.text.moveCursor(form.fields.note.text.textCursor().MoveOperation.End)
    qtbot.keyClicks(form.fields.note.text, PAIR_NOTE[20:])
    form.fields.actions.add_button.click()
    line = form.fields.actions._new[0]
    qtbot.keyClicks(line.what, ACTION)
    line.who.setCurrentIndex(0)
    save(form, qtbot)
    save(record(window, qtbot, made.pairs[MENTOR], Audience.ONLY_ME, OWN_NOTE), qtbot)
    assert window.workspace is not None
    with_notes = {
        note.text for notes in private_notes(window.workspace._context.book).values() for note in notes
    }
    assert {PAIR_NOTE, OWN_NOTE} <= with_notes
    page = preview(window, qtbot, kind="session-log", pair=made.pairs[MENTOR])
    chosen.will_choose(prints / "Own log.pdf")
    page.save.click()
    qtbot.waitUntil((prints / "Own log.pdf").is_file, timeout=60_000)
    qtbot.waitUntil(lambda: page.banner.words.plain.startswith("Saved."), timeout=60_000)
    window.lock()

    clock.moment += timedelta(hours=2)
    # The manager, at noon: pages, prints, copies, and a bug.
    sign_in(window, folder, qtbot, MANAGER)
    page = preview(window, qtbot, kind="programme-summary")
    assert MENTOR in words_on(page.preview.pages.data)
    assert readable(words, *where) == set()
    assert in_pdfs(words, *where) == set()  # the preview lies in memory alone
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(prints / "Printed.pdf"))
    assert page._made is not None
    page._print(page._made, printer)
    qtbot.waitUntil(lambda: page.banner.words.plain.startswith("Printed."), timeout=60_000)
    window.workspace.go("settings", {"section": "backups"})
    (section,) = window.frame.findChildren(BackupsSection)
    section.now.click()
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("Backed up."), timeout=60_000)
    monkeypatch.setattr("ui.settings.backups.ask_folder", lambda _parent, _title, then: then(stick))
    section.copy.click()
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("Copied."), timeout=60_000)
    details = meet_a_bug(window, qtbot)
    window.workspace.go("staff", {"new": True})
    qtbot.keyClicks(holder(open_form(window)).field("notes"), HALF)
    QTest.keyClick(window.frame.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace is None
    window.close_down()
    _clean_up()  # what the program does last

    assert readable(words, *where) == set()
    assert in_pdfs(words, *where) == set()
    assert [word for word in words if word in details] == []
    assert "a bug" in logged.read_text("utf-8")
    assert [each.getMessage() for each in logged_warnings] == ["a bug"]
    logged_warnings.clear()
    assert len([path for path in stick.iterdir() if path.suffix == ".pairbook-backup"]) == 1
    assert [path.stem[-8:] for path in (folder / "backups").iterdir()] == ["12-43-00"]  # one a day
    # What was saved on purpose, and the search itself, are sound.
    own = words_on((prints / "Own log.pdf").read_bytes())
    assert SUMMARY in own
    shutil.copy(prints / "Own log.pdf", temp)
    assert in_pdfs({SUMMARY}, *where) == {SUMMARY}
    (temp / "left.txt").write_text(f"({OWN_NOTE})", "utf-16-le")
    assert readable(words, *where) == {OWN_NOTE}


def meet_a_bug(window: MainWindow, qtbot: QtBot) -> str:
    """An error that quotes a note comes out of an event; what the report dialog offers to copy."""

    def fails() -> None:
        raise ValueError(f"{IN_AN_ERROR}: {PAIR_NOTE}, {PASSPHRASE}")

    def report() -> Any:
        return [
            each for each in window.frame.findChildren(QDialog)
            if each.isVisible() and each.findChild(QPlainTextEdit) is not None
        ]  # fmt: skip

    QTimer.singleShot(0, fails)
    qtbot.waitUntil(lambda: bool(report()), timeout=30_000)
    (dialog,) = report()
    details = str(dialog.findChild(QPlainTextEdit).toPlainText())
    assert "ValueError" in details
    dialog.accept()
    return details
