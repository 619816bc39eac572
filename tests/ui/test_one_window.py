"""A second start brings the first window forward; of two at once one opens."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.one_window import OneWindow

ROOT = Path(__file__).parents[2]
START = """
import sys
from pathlib import Path
import ui
import ui.application as application
from PySide6.QtCore import QTimer
from ui.frame import Frame

class Watched(Frame):
    def __init__(self):
        super().__init__()
        print("a window", flush=True)
        self.watch = QTimer(self)
        self.watch.setInterval(20)
        self.watch.timeout.connect(self.look)
        self.watch.start()

    def look(self):
        from PySide6.QtWidgets import QApplication
        if Path(sys.argv[2]).exists():
            QApplication.quit()

application.Frame = Watched
sys.exit(application.run(Path(sys.argv[1]), ["pairbook"]))
"""


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Wárd 7.pairbook"
    folder.mkdir()
    return folder


def test_the_second_claim_wakes_the_first_and_gives_way(book_folder: Path, qtbot: QtBot) -> None:
    first, second = OneWindow(), OneWindow()
    assert first.claim(book_folder)
    assert first.claim(book_folder / ".." / book_folder.name)  # the same folder, written otherwise
    first.listen()
    # The first answers from the event loop of its own process; here it is the same one.
    asked = []
    first.wanted.connect(lambda: asked.append(True))
    import threading

    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(_ask(book_folder)))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    thread.join()
    assert answers == [False]
    assert asked == [True]
    assert second.claim(book_folder.with_name("Another.pairbook"))
    first.release()
    assert second.claim(book_folder)
    second.release()


def _ask(folder: Path) -> bool:
    code = (
        "import sys; from pathlib import Path; import ui; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]); from ui.one_window import OneWindow;"
        "print(OneWindow().claim(Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.strip() == "True"


@pytest.mark.timeout(60)  # it waited for ever otherwise
def test_a_window_that_does_not_answer_stands_in_nobodys_way(book_folder: Path) -> None:
    first, second = OneWindow(), OneWindow()
    assert first.claim(book_folder)
    assert second.claim(book_folder, patience=0.2)  # nobody runs an event loop here
    first.release()


@pytest.mark.parametrize("round_", range(3))
def test_two_starts_at_once_open_one_window(book_folder: Path, tmp_path: Path, round_: int) -> None:
    end = tmp_path / "end"
    command = [sys.executable, "-c", START, str(book_folder), str(end)]
    starts = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _number in range(2)
    ]
    try:
        until = time.monotonic() + 120
        while all(start.poll() is None for start in starts) and time.monotonic() < until:
            time.sleep(0.05)
        assert [start.poll() for start in starts].count(0) == 1, "one gives way, the other stays"
        end.touch()
        told = [start.communicate(timeout=120)[0] for start in starts]
    finally:
        for start in starts:
            start.kill()
            start.wait()
    assert sorted(told) == ["", "a window\n"]
