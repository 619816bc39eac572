"""Screen lock, sleep, log-off: what the system says, over its own ways, locks the real program."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray

from app.book import Book
from app.book.drafts import load_draft
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from ui.leaving_the_pc import WindowsMessages
from ui.main_window import MainWindow
from ui.sign_in.page import SignInPage

ROOT = Path(__file__).parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="the ways of Linux")
PROGRAM = """
import json, sys
from pathlib import Path
import ui
import ui.application as application
from PySide6.QtCore import QTimer
from app.book import unlock

folder, passphrase = Path(sys.argv[1]), sys.argv[2]

def begin(window):
    window.open_book(unlock(folder, 1, passphrase))
    window.workspace.go("staff", {"new": True})
    window.workspace.page().subs.current.editor.form.field("name").setText("Half ty")
    say("typed")
    timer = QTimer(window)
    timer.setInterval(10)
    timer.timeout.connect(lambda: window.workspace is None and (timer.stop(), say("locked")))
    timer.start()

def say(word):
    print(json.dumps([word, (folder / "in-use.lock").exists()]), flush=True)

application.tell_last_end = begin
status = application.run(folder, ["pairbook"])
say("ended")
sys.exit(status)
"""


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    with new_book(tmp_path) as book:
        return book.folder


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a message bus of the test's own, for the session and for the system."""
    daemon = shutil.which("dbus-daemon")
    assert daemon, "dbus-daemon belongs to what the tests call: build/system_packages.sh tests"
    command = [daemon, "--session", "--nofork", "--print-address=1", f"--address=unix:dir={tmp_path}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address
        running.terminate()


class Program:
    """The program with a half-typed form, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", PROGRAM, str(folder), PASSPHRASE]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.said() == ["typed", True]

    def said(self) -> list[object]:
        """What it says next, and whether the book's lock file is there."""
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        found: list[object] = json.loads(line)
        return found


@pytest.fixture
def program(book_folder: Path) -> Iterator[Program]:
    made = Program(book_folder)
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.fixture
def program_on_bus(bus: str, book_folder: Path) -> Iterator[Program]:
    made = Program(book_folder)
    yield made
    made.process.kill()
    made.process.communicate()


def typed_name(folder: Path) -> str:
    with Book.open(folder, MANAGER, PASSPHRASE, back_up=False) as book:
        assert not book.remarks, "the end was a clean one"
        draft = load_draft(book, "staff", "new")
    assert draft is not None
    return str(draft.content["name"])


SAVER = ("", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True])
GNOME = ("", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True])
LOGIND = "org.freedesktop.login1"
SLEEP = (LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", [True])
SESSION = (LOGIND, "/org/freedesktop/login1/session/_31", f"{LOGIND}.Session", "Lock", [])


@linux
@pytest.mark.parametrize("said", [SAVER, GNOME, SLEEP, SESSION], ids=["saver", "gnome", "sleep", "session"])
def test_what_linux_says_over_its_message_bus_locks_the_program(
    program_on_bus: Program, bus: str, book_folder: Path, said: tuple[str, str, str, str, list[object]]
) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    service, path, interface, name, arguments = said
    system = QDBusConnection.connectToBus(bus, f"test of {interface}")
    assert not service or system.registerService(service)
    for what in ([False], arguments) if arguments else ([],):  # the end of the screen saver locks nothing
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(what)
        assert system.send(message)
    assert program_on_bus.said() == ["locked", False]
    QDBusConnection.disconnectFromBus(f"test of {interface}")
    assert typed_name(book_folder) == "Half ty"


@pytest.fixture
def logind(
    bus: str, book_folder: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., list[object]]]:
    """A stand-in for logind on the bus; called with a command or nothing, it gives what it says next."""
    command = [
        sys.executable,
        str(Path(__file__).with_name("logind.py")),
        bus,
        str(book_folder / "in-use.lock"),
        *getattr(request, "param", ()),
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as running:

        def ask(words: str = "") -> list[object]:
            assert running.stdin is not None
            assert running.stdout is not None
            if words:
                print(words, file=running.stdin, flush=True)
            found: list[object] = json.loads(running.stdout.readline())
            return found

        assert ask() == ["ready"]
        yield ask
        running.kill()


@linux
def test_linux_goes_to_sleep_only_when_the_book_is_closed(
    logind: Callable[..., list[object]], book_folder: Path
) -> None:
    delay = ["inhibited", "sleep", "Pairbook", True, "delay"]
    program = Program(book_folder)
    try:
        assert logind() == delay
        assert logind("sleep") == ["let go", False]
        assert program.said() == ["locked", False]
        assert logind("wake") == delay
    finally:
        program.process.kill()
        program.process.communicate()
    assert typed_name(book_folder) == "Half ty"


@linux
@pytest.mark.parametrize("logind", [["early"]], indirect=True)
def test_sleep_that_begins_while_linux_is_still_asked_to_wait_is_not_held_up(
    logind: Callable[..., list[object]], book_folder: Path
) -> None:
    program = Program(book_folder)
    try:
        assert logind()[0] == "inhibited"
        assert program.said() == ["locked", False]
        assert logind() == ["let go", False]
    finally:
        program.process.kill()
        program.process.communicate()


@linux
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_that_ends_the_program_locks_first_and_is_a_proper_end(
    program: Program, book_folder: Path, name: str
) -> None:
    os.kill(program.process.pid, getattr(signal, name))
    assert program.process.stdout is not None
    said = [json.loads(line) for line in program.process.stdout]  # until it has ended
    assert said[-1] == ["ended", False]
    assert not any(in_use for _word, in_use in said)
    assert program.process.wait() == 0
    assert typed_name(book_folder) == "Half ty"


def windows_message(number: int, word: int) -> wintypes.MSG:
    return wintypes.MSG(None, number, word, 0, 0, wintypes.POINT(0, 0))


def test_a_message_of_windows_is_read_where_windows_put_it_and_swallowed_never() -> None:
    told: list[int] = []
    listening = WindowsMessages(lambda: told.append(1))
    kind = QByteArray(b"windows_generic_MSG")
    for number, word, leaves in (
        (0x2B1, 0x7, True),  # the screen is locked
        (0x2B1, 0x6, True),  # log-off
        (0x2B1, 0x2, True),  # another user, fast switching
        (0x2B1, 0x8, False),  # unlocked
        (0x218, 0x4, True),  # suspend
        (0x218, 0x12, False),  # woken
        (0x11, 0, True),  # may the session end
        (0x16, 1, True),  # it ends
        (0x16, 0, False),  # it does not, after all
        (0x200, 0x7, False),  # the mouse
    ):
        told.clear()
        message = windows_message(number, word)
        assert listening.nativeEventFilter(kind, ctypes.addressof(message)) == (False, 0)
        assert bool(told) == leaves, (hex(number), word)
    assert listening.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0) == (False, 0)


def test_a_message_of_windows_locks_the_window(window: MainWindow) -> None:
    listening = WindowsMessages(window._leaving.left.emit)
    message = windows_message(0x2B1, 0x7)
    listening.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(message))
    assert isinstance(window.page, SignInPage)


def test_the_end_that_the_session_manager_announces_locks(window: MainWindow, folder: Path) -> None:
    hints: list[object] = []
    window._leaving._session_ends(SimpleNamespace(setRestartHint=hints.append))  # type: ignore[arg-type]
    assert isinstance(window.page, SignInPage)
    Book.open(folder, MANAGER, PASSPHRASE, back_up=False).close()
