"""kill -9 in the middle of a word: at most the last two seconds are missing, and the form stands there.

The seconds are the typist's own: each letter is stamped by who types it, and a pause in which the
whole process had no turn counts as a short one, since nobody typed in it.  So a busy PC changes nothing.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from threading import Timer
from typing import Any

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
LONGEST_PAUSE = 0.25  # letters come every 30 ms; what is longer is another program's turn
STORED_BEFORE = 2  # so often the draft was kept when the typist is killed
LETTERS_SINCE = 10
LETTERS_AT_MOST = 110  # a name is no longer than 120
PATIENCE = 120
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
folder, place, arguments, field, passphrase = (*sys.argv[1:3], json.loads(sys.argv[3]), *sys.argv[4:6])
most = int(sys.argv[6])
window = make_window(app, Path(folder), SystemClock())
window.frame.show()
window.open_book(unlock(Path(folder), 1, passphrase))
window.workspace.go(place, arguments)
from ui.kit.drafts import FormDraft
draft = [each for each in window.frame.findChildren(FormDraft) if each.active][-1]
owner = draft.parent()
fields = owner.editor.form if hasattr(owner, "editor") else getattr(owner, "form", None) or owner.fields
control = fields.field(field)
typed = ""
draft.stored.connect(lambda _at: print(json.dumps(["stored", len(typed)]), flush=True))
words = "the quick brown fox jumps over the lazy dog while nobody looks at the screen of the office "

def type_on():
    global typed
    if len(typed) == most:
        return timer.stop()
    letter = words[len(typed) % len(words)]
    QTest.keyClicks(control, letter)
    typed += letter
    print(json.dumps([time.monotonic(), typed]), flush=True)

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


def killed_in_the_middle(command: list[str]) -> list[list[Any]]:
    """What the typist told until they were killed, some letters after a draft was kept."""
    typist = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    patience = Timer(PATIENCE, typist.kill)
    patience.start()
    try:
        assert typist.stdout is not None
        told: list[list[Any]] = []
        stored = since = 0
        while (stored < STORED_BEFORE or since < LETTERS_SINCE) and len(told) < LETTERS_AT_MOST:
            line = typist.stdout.readline()
            assert line, typist.communicate()[1]
            told.append(json.loads(line))
            stored, since = (stored + 1, 0) if told[-1][0] == "stored" else (stored, since + 1)
        typist.kill()
        rest, _errors = typist.communicate(timeout=PATIENCE)
        return told + [json.loads(line) for line in rest.splitlines() if line.endswith("]")]
    finally:
        patience.cancel()
        typist.kill()
        typist.wait()


def own_clock(told: list[list[Any]]) -> tuple[list[float], str, list[int]]:
    """The typist's clock at each letter, what they typed, and how much of it each kept draft held.

    The clock stands at 0 before the first letter and does not count what a pause has too much.
    """
    stamps = [stamp for stamp, _typed in told if stamp != "stored"]
    gaps = [min(after - before, LONGEST_PAUSE) for before, after in pairwise(stamps)]
    letters = next(typed for stamp, typed in reversed(told) if stamp != "stored")
    assert len(letters) == len(stamps)
    return [0.0, *accumulate(gaps, initial=0.0)], letters, [n for word, n in told if word == "stored"]


def test_a_pause_of_the_whole_process_counts_as_a_short_one() -> None:
    told = [[10.0, "a"], [10.03, "ab"], ["stored", 2], [15.03, "abc"]]
    clock, letters, stored = own_clock(told)
    assert clock == pytest.approx([0, 0, 0.03, 0.03 + LONGEST_PAUSE])
    assert (letters, stored) == ("abc", [2])


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
    about = (str(folder), place, json.dumps(arguments), field, PASSPHRASE, str(LETTERS_AT_MOST))
    told = killed_in_the_middle([sys.executable, "-c", TYPIST, *about])
    clock, letters, stored = own_clock(told)
    at = [0, *stored, len(letters)]
    assert max(clock[after] - clock[before] for before, after in pairwise(at)) <= MISSING_AT_MOST
    assert len(stored) >= STORED_BEFORE

    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    assert window.workspace.place == place
    owners = [draft.parent() for draft in window.frame.findChildren(FormDraft) if draft.active]
    owner = max(owners, key=lambda each: isinstance(each, QDialog))
    fields = owner.editor.form if hasattr(owner, "editor") else owner.form
    found = fields.field(field).text()
    assert letters.startswith(found)
    assert len(found) >= stored[-1]
    assert clock[len(letters)] - clock[len(found)] <= MISSING_AT_MOST
    assert "not closed properly" in window.workspace.remarks_banner.words.plain
    assert window.workspace.remarks_banner.isVisible()
