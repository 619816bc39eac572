"""Runs the tests under wine, room by room: ``python suite.py WORK RESULTS [TESTS …]``, as under_wine.sh does.

Promises: every room's outcome is told, and what it says lies in RESULTS while it runs; a room that wine let
hang or crash, and tests that failed, are tried once more by themselves, and that is told too; status 1 when
anything still fails then.  What is left out, and why, stands in tests/windows/left_out.toml and is told at
the end.  However slow the machine is, only silence ends a room; whoever ends the suite ends its wines too.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from signal import SIGTERM, signal
from threading import Event, Thread

AT_ONCE = 3  # on two processors: each waits for its wineserver and its screen for half of the time
# s without a word after which a test, and a room, hang.  On a quiet machine no test takes a fourth of it.
LONGEST_TEST, SILENCE = 600, 700
PASSED, FAILED, HUNG = 0, 1, -1
# What wine 8 does not have and Qt warns of; every Windows since 10 has it.
WINE_LACKS = "EnableNonClientDpiScaling|PerMonitorVersion2"
# Begun first: what takes longest, so that both processors have work until the end.
LONG_ROOMS = (
    "ui/locking",
    "journeys",
    "accessibility",
    "cli",
    "faults",
    "book",
    "ui/settings",
    "ui/sessions",
    "privacy",
    "sessions",
    "ui",
    "reports",
)
# What pytest says last.  A process whose wine was ended may have the status of one in which all went well.
_TO_THE_END = re.compile(r"\d+ (?:passed|skipped)\b[^\n]*\s*\Z")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?\.py(?:::.+?)?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Suite:
    """Where the tests and Windows' Python lie, and what is left out."""

    work: Path
    results: Path
    left_out: dict[str, str]
    ending: Event

    @property
    def source(self) -> Path:
        return self.work / "source"

    def rooms(self) -> list[str]:
        """The folders with tests, and the files beside them as one."""
        tests = self.source / "tests"
        folders = {path.parent.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")}
        folders = {folder for folder in folders if f"tests/{folder}" not in self.left_out} - {"."}
        order = {room: number for number, room in enumerate(LONG_ROOMS)}
        names = sorted(folders, key=lambda folder: (order.get(folder, len(order)), folder))
        return [*names, "."]

    def tests_of(self, room: str) -> list[str]:
        """The test files of *room*, without those of the rooms inside it."""
        paths = sorted((self.source / "tests" / room).glob("test_*.py"))
        names = [path.relative_to(self.source).as_posix() for path in paths]
        return [name for name in names if name not in self.left_out]

    def run(self, tests: list[str], name: str, desk: dict[str, str]) -> tuple[int, str]:
        """Runs *tests* in one process of Windows' Python at the *desk*; its status and what it said."""
        python = self.work / "python" / "python.exe"
        left_out = [f"--deselect={test}" for test in self.left_out if "::" in test]
        command = [
            "wine", str(python), "-u", "-m", "pytest", "-v", "-p", "no:cacheprovider", "--benchmark-disable",
            "--override-ini", "addopts=", "--override-ini", f"qt_log_ignore={WINE_LACKS}",
            "--import-mode=importlib", "-m", "not long", "--hypothesis-profile=ci", "-rfEs",
            "--tb=short", "--durations=8", "--timeout", f"{LONGEST_TEST}", "--basetemp", f"C:\\t\\{name}",
            *left_out, *tests,
        ]  # fmt: skip
        environment = {
            **desk,
            "WINEQT_QPA_PLATFORM": "windows",
            "PYTHONPATH": ";".join(map(_windows, (self.work / "tests-packages", self.source))),
            "PYTHONUTF8": "1",
        }
        # CPython under wine needs pipes, not files.
        process = subprocess.Popen(
            command, cwd=self.source, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        said = _Said(process, self.results / f"{name}.txt")
        while (status := process.poll()) is None:
            if time.monotonic() - said.last_word > SILENCE:
                process.kill()
                process.wait()
                said.reader.join(2)
                return HUNG, f"{said.text()}\nno word within {SILENCE} s\n"
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
        # wine's own services may keep the pipe open for longer: the end of the process counts.
        said.reader.join(2)
        if status == PASSED and not _TO_THE_END.search(said.text()):
            return HUNG, f"{said.text()}\nended before the tests did\n"
        return status, said.text()

    def try_room(self, room: str, asked: list[str], desk: dict[str, str]) -> bool:
        """Runs *room*, and once more what went wrong in it; whether all is well then."""
        name = "beside" if room == "." else room.replace("/", "-")
        begun = time.monotonic()
        status, said = self.run(asked, name, desk)
        again = ""
        if status != PASSED and not self.ending.is_set():
            failed = list(dict.fromkeys(_FAILED.findall(said))) if status == FAILED else asked
            status, more = self.run(failed or asked, f"{name}-again", desk)
            said += more
            again = f" (at a second try of {len(failed)})"
        outcome = "good" if status == PASSED else "NOT GOOD"
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
        print(f"{outcome:8} {room}: {last.strip('= ')}{again}, {time.monotonic() - begun:.0f} s", flush=True)
        if status != PASSED:
            print("\n".join(said.splitlines()[-60:]), flush=True)
        return status == PASSED


@contextmanager
def desk_of_its_own(work: Path, number: int) -> Iterator[dict[str, str]]:
    """The environment of a wine with its own screen: on a common one, windows take the keyboard away."""
    prefix = work / f"prefix-of-tests-{number}"
    shutil.rmtree(prefix, ignore_errors=True)
    shutil.copytree(os.environ["WINEPREFIX"], prefix, symlinks=True)
    (prefix / "drive_c" / "t").mkdir(exist_ok=True)
    # As on Linux: windows taller than a small laptop's screen are looked at too.
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(screen, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        environment = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "DISPLAY": f":{server.stdout.readline().strip()}",
        }
        try:
            # No window manager runs here: wine would wait two seconds for it whenever a window is closed.
            setting = ["reg", "add", r"HKCU\Software\Wine\X11 Driver", "/v", "Managed", "/d", "N", "/f"]
            subprocess.run(
                ["wine", *setting], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, check=True,
            )  # fmt: skip
            yield environment
        finally:
            subprocess.run(["wineserver", "-k"], env=environment, check=False)
            server.terminate()
    shutil.rmtree(prefix, ignore_errors=True)


class _Said:
    """What *process* has said so far, kept in *file* as it comes; read by a thread of its own."""

    def __init__(self, process: subprocess.Popen[bytes], file: Path) -> None:
        self._process, self._file = process, file
        file.write_bytes(b"")
        self.last_word = time.monotonic()
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()

    def text(self) -> str:
        return self._file.read_text("utf-8", "replace").replace("\r\n", "\n")

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with pipe, self._file.open("wb", buffering=0) as file:
            while block := os.read(pipe.fileno(), 65536):
                self.last_word = time.monotonic()
                file.write(block)


def _windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def main(work: Path, results: Path, asked: list[str]) -> int:
    """Runs the rooms or what is *asked* for; 0 when everything passed."""
    listed = tomllib.loads((work / "source/tests/windows/left_out.toml").read_text("utf-8"))
    left_out = {name: reason for reason, names in listed.items() for name in names}
    results.mkdir(parents=True, exist_ok=True)
    suite = Suite(work, results, left_out, Event())
    parts = [(room, suite.tests_of(room)) for room in suite.rooms()]
    if asked:
        parts = [(f"asked/{number}", [test]) for number, test in enumerate(asked, 1)]
    signal(SIGTERM, lambda _signal, _frame: sys.exit(1))
    with ThreadPoolExecutor(AT_ONCE) as pool, ExitStack() as stack:
        desks: Queue[dict[str, str]] = Queue()
        for number in range(AT_ONCE):
            desks.put(stack.enter_context(desk_of_its_own(work, number)))
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        stack.callback(suite.ending.set)

        def try_part(part: tuple[str, list[str]]) -> bool:
            desk = desks.get()
            try:
                return suite.try_room(*part, desk)
            finally:
                desks.put(desk)

        good = list(pool.map(try_part, [part for part in parts if part[1]]))
    used = os.times()
    seconds = used.children_user + used.children_system
    print(f"{sum(good)} of {len(good)} rooms are good; {seconds:.0f} s of processor time")
    for reason, names in listed.items():
        print(f"left out, {reason}: {' '.join(names)}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]))
