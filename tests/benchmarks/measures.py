"""Every budget of DESIGN 8 that exists by now."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import perf_counter, time

from app.book import Book
from app.book.backup import back_up, begin
from app.book.change import writing
from app.demo import PASSPHRASE, make_sample_book
from app.pairs.words import Status
from app.programmes.attention import concerns
from app.programmes.overview import look_over
from app.reports.catalogue import build
from app.reports.document import Document, Paragraph, Reader
from app.reports.options import Options
from app.reports.pdf import render_pdf
from app.sessions.activity import sessions_by_month
from app.sessions.pair_rows import list_pairs
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.search import search_book
from app.sessions.session_views import list_sessions
from app.training.training import list_training
from tests.benchmarks.table import Row, lower_quartile, milliseconds

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL, LARGE = 2_000, 20_000
STAFF = {SMALL: 80, LARGE: 80}
TURNS = 25
LONG_LOG = 500
SHORT_LOG = 50
NOTES = 100_000
TYPED = "practice"


@contextmanager
def books() -> Iterator[dict[int, Path]]:
    """A book with 2,000 sessions and one with 20,000, of one unit's size, both backed up today."""
    with TemporaryDirectory(prefix="pairbook-bench-") as folder:
        made = {}
        for sessions in (SMALL, LARGE):
            path = Path(folder) / f"{sessions}.pairbook"
            made[sessions] = make_sample_book(path, staff=STAFF[sessions], sessions=sessions)
            with open_book(path) as book:
                back_up(book)
        yield made


def open_book(path: Path) -> Book:
    """The book at *path*, its manager signed in."""
    return Book.open(path, 1, PASSPHRASE, back_up=False)


def child(*arguments: object) -> dict[str, float]:
    """What a process of its own measured; with *began*, the moment it was started."""
    with TemporaryDirectory(prefix="pairbook-home-") as home:
        places = dict.fromkeys(("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **places}
        # As installed: compiled once; a place of its own also where none may be written beside the source.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(ROOT / "out" / "bytecode")
        command = [sys.executable, "-m", "tests.benchmarks.child", *map(str, arguments)]
        began = time()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"measuring {arguments[0]} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "began": began}


def starting(book: Path) -> tuple[list[Row], float]:
    """Start to the sign-in page, ready to be typed into, and to its names; and the bare window's memory."""
    taken: dict[str, list[float]] = {"bare": [], "sign_in": [], "names": []}
    memory = []
    for turn in range(TURNS + 1):
        one, other = child("bare"), child("start", book)
        if turn:  # the first fills the disk's cache
            taken["bare"].append((one["painted"] - one["began"]) * 1000)
            for name in ("sign_in", "names"):
                taken[name].append((other[name] - other["began"]) * 1000)
            memory.append(one["memory"])
    bare = lower_quartile(taken["bare"])
    reference = "a bare PySide6 window"
    painted, named = lower_quartile(taken["sign_in"]), lower_quartile(taken["names"])
    rows = [
        Row(
            "start to the first window, the sign-in page",
            painted,
            reference,
            bare,
            ratio_at_most=1.25,
        ),
        Row("start to the names on the sign-in page", named, reference, bare),
    ]
    return rows, lower_quartile(memory)


def windows(paths: dict[int, Path], bare_memory: float) -> list[Row]:
    """Home, the list of sessions and locking in the window, with many and with few sessions."""
    found: dict[int, list[dict[str, float]]] = {size: [] for size in paths}
    for _turn in range(5):
        for size, path in paths.items():  # in turns, so that other work of the machine meets both
            found[size].append(child("home", path))
    few, many = (
        {name: lower_quartile(each[name] for each in found[size]) for name in found[size][0]}
        for size in (SMALL, LARGE)
    )
    reference = f"the same with {SMALL:,}"
    return [
        Row(
            f"sign-in to Home without key derivation, {LARGE:,} sessions",
            many["home"], reference, few["home"], 250, 1.2,
        ),
        Row(
            "memory at Home", many["memory"], "a bare PySide6 window", bare_memory,
            ratio_at_most=2, unit="MiB",
        ),
        Row(f"list of {LARGE:,} rows: open", many["list"], reference, few["list"], 150),
        Row(f"list of {LARGE:,} rows: filter, each letter", many["filter"], reference, few["filter"], 50),
        Row(f"list of {LARGE:,} rows: scroll a page", many["scroll"], reference, few["scroll"], 16),
        Row(
            f"locking over a half-typed session, {LARGE:,} sessions", many["lock"], reference, few["lock"],
            1_000,
        ),
    ]  # fmt: skip


def saving(path: Path) -> list[Row]:
    """Saving a session against a bare commit of the same database."""
    with open_book(path) as book:
        by = book.account
        today = book.clock.today()
        pair = next(row for row in list_pairs(book) if row.status is Status.ACTIVE and row.last_on)
        numbers = count()
        action = ActionEntry("Try it once more", pair.mentors[0].id, today)

        def save() -> None:
            entry = RecordSession(
                pair.id, today, summary=f"Session {next(numbers)}", record_note="A note.", actions=(action,)
            )
            record_session(book, by, entry)

        def commit() -> None:
            with book.engine.begin() as connection, writing(connection):
                connection.exec_driver_sql("UPDATE unit SET print_days = ?", (7 + next(numbers) % 2,))

        return [
            Row(
                "saving a session",
                milliseconds(save, 31),
                "a bare commit of one row",
                milliseconds(commit, 31),
                20,
            )
        ]


def backing_up(path: Path) -> list[Row]:
    """The copy for a backup beside the window: its longest step, against all of it at one go."""

    def steps(book: Book, folder: Path) -> list[float]:
        copying, taken, copied = begin(book, folder), [], None
        while copied is None:
            begun = perf_counter()
            copied = copying.step()
            taken.append((perf_counter() - begun) * 1000)
        copied.records.unlink()
        return taken

    with open_book(path) as book, TemporaryDirectory(prefix="pairbook-bench-") as folder:
        turns = [steps(book, Path(folder)) for _turn in range(5)]
    longest = lower_quartile([max(taken) for taken in turns])
    whole = lower_quartile([sum(taken) for taken in turns])
    what = f"daily backup of {LARGE:,} sessions: longest that the window waits"
    return [Row(what, longest, "all of the copy", whole, 100)]


def reading(paths: dict[int, Path]) -> list[Row]:
    """What Home reads, with many and with few sessions; and of which parts it is made."""
    taken: dict[int, dict[str, float]] = {}
    for size, path in paths.items():
        with open_book(path) as book:
            taken[size] = {name: milliseconds(each) for name, each in _readings(book).items()}
    return [
        Row(f"{name}, {LARGE:,} sessions", many, f"the same with {SMALL:,}", taken[SMALL][name])
        for name, many in taken[LARGE].items()
    ]


def _readings(book: Book) -> dict[str, Callable[[], object]]:
    today = book.clock.today()
    year = today.replace(year=today.year - 1, day=1)
    return {
        "what Home shows (look_over)": lambda: look_over(book),
        "list_pairs": lambda: list_pairs(book),
        "list_training": lambda: list_training(book),
        "concerns": lambda: concerns(book),
        "sessions_by_month": lambda: sessions_by_month(book, year, today),
        "list_sessions, all": lambda: list_sessions(book),
        "list_pairs, closed ones too": lambda: list_pairs(book, statuses=tuple(Status)),
    }


def searching(path: Path) -> list[Row]:
    """Each letter of a word typed, among 100,000 notes and among those of the book as it is."""
    typed = [TYPED[:length] for length in range(1, len(TYPED) + 1)]

    def letters(book: Book) -> float:
        return max(milliseconds(lambda word=word: search_book(book, word), 5) for word in typed)

    with TemporaryDirectory(prefix="pairbook-bench-") as folder:
        copy = Path(folder) / "searched.pairbook"
        copytree(path, copy)
        with open_book(copy) as book:
            few = letters(book)
            with book.engine.begin() as connection, writing(connection):
                here = connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one()
                # The words of the book's own notes, in another order each time.
                connection.exec_driver_sql(
                    "INSERT INTO note (session_id, audience, author_id, text)"
                    " SELECT session.id, 'record', 1, other.text || ' ' || session.id"
                    " FROM session CROSS JOIN (SELECT text FROM note WHERE text <> '' LIMIT 6) AS other"
                    " LIMIT ?",
                    (NOTES - here,),
                )
            many = letters(book)
    what = f"search as you type, {NOTES:,} notes, slowest letter"
    return [Row(what, many, f"the same with {here:,}", few, 30)]


def printing(path: Path) -> list[Row]:
    """The programme summary, and a long session log with its memory."""
    with open_book(path) as book:
        empty = Document(
            title="Empty", unit="Ward 7", hospital="", reader=Reader.OPEN, printed_by="Nobody",
            printed_at=datetime.now().astimezone(), fate="", blocks=(Paragraph(("Nothing",)),),
        )  # fmt: skip
        bare = milliseconds(lambda: render_pdf(empty))
        summary = milliseconds(lambda: render_pdf(build("programme-summary", book, Options())))
    year = child("log", path, 365)
    days = {pages: round(365 * pages / year["pages"]) for pages in (SHORT_LOG, LONG_LOG)}
    short, long = (child("log", path, days[pages]) for pages in (SHORT_LOG, LONG_LOG))
    expected = short["milliseconds"] * long["pages"] / short["pages"]
    return [
        Row("programme summary PDF", summary, "a PDF of one line", bare, 500),
        Row(
            f"session log PDF, {long['pages']:.0f} pages", long["milliseconds"],
            f"as many times one of {short['pages']:.0f} pages", expected, 10_000,
        ),
        Row(
            f"most memory for {long['pages']:.0f} pages", long["memory"],
            f"for {short['pages']:.0f} pages", short["memory"], ratio_at_most=1.5, unit="MiB",
        ),
    ]  # fmt: skip
