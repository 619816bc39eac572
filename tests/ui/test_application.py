"""Starting: the frame is painted before the program is loaded, then the front page stands in it."""

import subprocess
import sys
from pathlib import Path

from app.book import FAST_KEYS, Book
from tests.fixtures.books import MANAGER, PASSPHRASE

START = """
import sys
from pathlib import Path
import ui.application as application
from ui.frame import Frame
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def painted():
    heavy = {"sqlalchemy", "app.book", "ui.kit.theme", "ui.main_window", "cryptography", "zxcvbn"}
    print("loaded at first paint:", sorted(heavy & set(sys.modules)))

class Watched(Frame):
    def __init__(self):
        super().__init__()
        self.painted.connect(painted)
        self.timer = QTimer(self)
        self.timer.setInterval(20)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self):
        from ui.kit.lists import EntryList
        found = self.findChild(EntryList)
        if found is not None and found.entries:
            print("names:", [entry.title for entry in found.entries])
            QApplication.quit()

application.Frame = Watched
print("ended:", application.run(Path(sys.argv[1]), ["pairbook"]))
"""


def test_nothing_but_qt_is_loaded_before_the_first_paint_and_the_names_follow(tmp_path: Path) -> None:
    book, _code = Book.create(
        tmp_path / "Ward 7.pairbook", unit="Ward 7", manager=MANAGER, passphrase=PASSPHRASE, cost=FAST_KEYS
    )
    book.close()
    done = subprocess.run(
        [sys.executable, "-c", START, str(book.folder)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.stdout.splitlines() == [
        "loaded at first paint: []",
        f"names: ['{MANAGER}']",
        "ended: 0",
    ], done.stderr
    assert done.returncode == 0
