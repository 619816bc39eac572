"""kill -9 in the middle of a word: at most the last two seconds are missing, and the form stands there."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from tests.ui.windows import open_window, sign_in
from ui.kit.drafts import FormDraft
from ui.kit.theme import Theme
from ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
MISSING_AT_MOST = 2.0
LETTERS_IN_THAT = 60
"""Fewer than are typed in that time: where the machine stood still, the letters say how much was typed."""
TYPIST = """
import json, sys, time
from pathlib import Path
import ui
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.book import unlock
from app.clock import SystemClock
from ui.application import make_window

app = QApplication(["pairbook"])
folder, place, arguments, field, passphrase = (*sys.argv[1:3], json.loads(sys.argv[3]), *sys.argv[4:])
window = make_window(app, Path(folder), SystemClock())
window.frame.show()
window.open_book(unlock(Path(folder), 1, passphrase))
window.workspace.go(place, arguments)
from ui.kit.drafts import FormDraft
owner = [d.parent() for d in window.frame.findChildren(FormDraft) if d.active][-1]
fields = owner.editor.form if hasattr(owner, "editor") else getattr(owner, "form", None) or owner.fields
control = fields.field(field)
typed = ""
words = "the quick brown fox jumps over the lazy dog while nobody looks at the screen of the office "

def type_on():
    global typed
    letter = words[len(typed) % len(words)]
    QTest.keyClicks(control, letter)
    typed += letter
    print(json.dumps([time.time(), typed]), flush=True)

timer = QTimer()
timer.setInterval(30)
timer.timeout.connect(type_on)
timer.start()
app.exec()
"""


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    made = open_window(look, show, clock)
    yield made
    made.close_down()


@pytest.mark.parametrize(
    ("place", "arguments", "field"),
    [
        ("staff", {"new": True}, "name"),
        ("programmes", {"new": True}, "name"),
        ("settings", {"section": "topics", "ask": "topic", "about": "new"}, "name"),
        ("settings", {"section": "unit"}, "speaking_up_contact"),
    ],
)
def test_what_was_typed_before_the_last_two_seconds_stands_there_after_kill_9(
    tmp_path: Path,
    window: MainWindow,
    qtbot: QtBot,
    place: str,
    arguments: dict[str, object],
    field: str,
) -> None:
    with new_book(tmp_path) as book:
        folder = book.folder
    command = [sys.executable, "-c", TYPIST, str(folder), place, json.dumps(arguments), field, PASSPHRASE]
    typist = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert typist.stdout is not None
        told: list[tuple[float, str]] = []
        until = time.monotonic() + 240
        while time.monotonic() < until:
            line = typist.stdout.readline()
            assert line, typist.stderr.read() if typist.stderr is not None else ""
            told.append(tuple(json.loads(line)))
            if told[-1][0] - told[0][0] > MISSING_AT_MOST + 1.5 and len(told) > 1.5 * LETTERS_IN_THAT:
                break
        typist.kill()
        killed = time.time()
        rest, _errors = typist.communicate(timeout=120)
        told += [tuple(json.loads(line)) for line in rest.splitlines() if line.endswith("]")]
    finally:
        typist.kill()
        typist.wait()
    last = [typed for at, typed in told if at < killed][-1]
    early = [typed for at, typed in told if at < killed - MISSING_AT_MOST]
    sure = max((typed for typed in early if len(typed) <= len(last) - LETTERS_IN_THAT), key=len)
    assert sure

    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    assert window.workspace.place == place
    owners = [draft.parent() for draft in window.frame.findChildren(FormDraft) if draft.active]
    owner = max(owners, key=lambda each: isinstance(each, QDialog))
    fields = owner.editor.form if hasattr(owner, "editor") else owner.form
    found = fields.field(field).text()
    assert found.startswith(sure)
    assert told[-1][1].startswith(found)
    assert "not closed properly" in window.workspace.remarks_banner.words.plain
    assert window.workspace.remarks_banner.isVisible()
