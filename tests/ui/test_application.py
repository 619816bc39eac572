"""Starting: the sign-in page is painted before the program is loaded, and takes what is typed into it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import files
from app.book import FAST_KEYS, Book
from tests.fixtures.books import MANAGER, PASSPHRASE

START = """
import enum
import sys
from pathlib import Path
import ui.application as application
from ui.frame import Frame
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

made = []
create = enum.EnumType.__new__

def watched(metaclass, name, *rest, **more):
    found = create(metaclass, name, *rest, **more)
    made.append(name)
    return found

enum.EnumType.__new__ = watched

def painted():
    heavy = {"sqlalchemy", "app.book", "ui.kit.text", "ui.main_window", "cryptography", "zxcvbn"}
    print("loaded at first paint:", sorted(heavy & set(sys.modules)))
    # PySide makes an enumeration when it is first named; these are of the Qt namespace, made all together.
    print("of Qt:", sorted({"AlignmentFlag", "Key", "WindowType"} & set(made)))
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    field, plain = QApplication.focusWidget(), Qt.KeyboardModifier.NoModifier
    for letter in "ab":
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.postEvent(field, QKeyEvent(kind, ord(letter), plain, letter))

class Watched(Frame):
    def __init__(self):
        super().__init__()
        self.painted.connect(painted)
        self.timer = QTimer(self)
        self.timer.setInterval(20)
        self.timer.timeout.connect(self.look)
        self.painted.connect(self.timer.start)

    def look(self):
        from ui.kit.lists import EntryList
        from ui.sign_in.passphrase_field import PassphraseField
        found = self.findChild(EntryList)
        if found is not None and found.entries:
            print("names:", [entry.title for entry in found.entries])
            print("typed:", self.findChild(PassphraseField).text())
            print("left behind:", Path(sys.argv[2]).exists())
            QApplication.quit()

application.Frame = Watched
print("ended:", application.run(Path(sys.argv[1]), ["pairbook"]))
"""


def test_the_first_paint_waits_for_little_and_what_is_typed_into_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    book, _code = Book.create(
        tmp_path / "Ward 7.pairbook", unit="Ward 7", manager=MANAGER, passphrase=PASSPHRASE, cost=FAST_KEYS
    )
    book.close()
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    left = files.private_folder().with_name(str(gone.pid))
    left.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", START, str(book.folder), str(left)],
        env=os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.stdout.splitlines() == [
        "loaded at first paint: []",
        "of Qt: []",
        f"names: ['{MANAGER}']",
        "typed: ab",
        "left behind: False",
        "ended: 0",
    ], done.stderr
    assert done.returncode == 0
