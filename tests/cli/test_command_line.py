"""Every command of DESIGN 6: what it prints, what it leaves behind, and its exit status."""

import csv
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from app.__main__ import COMMANDS
from app.book import Book
from app.book.backup import back_up
from app.cli import signing_in
from app.cli.command_line import make_parser
from app.demo import PASSPHRASE
from app.reports.catalogue import reports
from app.self_test import run_self_test
from tests.cli.conftest import Pairbook

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = ("staff", "pairs", "sessions", "actions", "training", "topics", "accounts", "history")


def commands() -> set[str]:
    actions = make_parser()._subparsers._group_actions  # type: ignore[union-attr]
    return set(actions[0].choices or ())


def test_the_door_knows_every_command_of_the_parser() -> None:
    assert commands() == COMMANDS


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_every_command_has_help(pairbook: Pairbook, command: str) -> None:
    ended = pairbook(*command.split(), "--help")
    assert (ended.status, ended.err) == (0, "")
    assert "usage: pairbook" in ended.out


def test_the_help_of_import_names_the_columns(pairbook: Pairbook) -> None:
    told = pairbook("import", "--help").out
    for column in ("Line manager", "Can teach", "Wants to learn", "Mentors", "Protected time", "Signed on"):
        assert column in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("lst", "staff"),
        ("list", "people", "x"),
        ("new", "x", "--unit", "Ward 7"),
        ("demo", "x", "--staff", "3"),
        ("demo", "x", "--sessions", "many"),
        ("report", "horoscope", "x", "--out", "y"),
        ("report", "pair-summary", "x", "--out", "y"),
        ("report", "training-record", "x", "--out", "y"),
        ("report", "programme-summary", "x"),
        ("report", "programme-summary", "x", "--out", "y", "--blank"),
        ("report", "programme-summary", "x", "--out", "y", "--staff", "1"),
        ("report", "session-log", "x", "--out", "y", "--from", "12/03/2026"),
        ("report", "session-log", "x", "--out", "y", "--from", "2026-03-12", "--to", "2026-03-11"),
        ("import", "cats", "x", "y"),
        ("restore", "x"),
        ("--passphrase", "secret"),
    ],
)
def test_wrong_usage_is_status_2_with_a_sentence(pairbook: Pairbook, arguments: tuple[str, ...]) -> None:
    ended = pairbook(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "pairbook" in ended.err
    assert "Traceback" not in ended.err


def test_a_new_book_is_furnished_and_its_code_is_printed_once(pairbook: Pairbook, tmp_path: Path) -> None:
    book, sheet = tmp_path / "Ward 8.pairbook", tmp_path / "sheet.pdf"
    ended = pairbook("new", book, "--unit", "Ward 8", "--manager", "Ngaire Whitfield", "--sheet", sheet)
    assert (ended.status, ended.err) == (0, "")
    code = ended.out.split("once: ")[1].split("\n")[0]
    assert len(code.replace("-", "").replace(" ", "")) >= 32
    assert ended.out.count(code) == 1
    assert sheet.read_bytes().startswith(b"%PDF")
    assert len(pairbook("list", "topics", book, "--json").json()) == 24
    assert [account["name"] for account in pairbook("list", "accounts", book, "--json").json()] == [
        "Ngaire Whitfield"
    ]
    again = pairbook("new", book, "--unit", "Ward 8", "--manager", "Ngaire Whitfield")
    assert (again.status, again.out) == (1, "")


def test_an_entry_that_cannot_be_is_one_sentence(pairbook: Pairbook, tmp_path: Path) -> None:
    ended = pairbook("new", tmp_path / "x", "--unit", " ", "--manager", "Ngaire Whitfield")
    assert (ended.status, ended.out, ended.err) == (1, "", "Give the unit's name.\n")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_is_of_the_size_asked_for(pairbook: Pairbook, tmp_path: Path) -> None:
    book = tmp_path / "demo"
    options = ("--staff", 50, "--sessions", 77, "--seed", 3, "--today", "2026-03-12")
    ended = pairbook("demo", book, *options)
    assert (ended.status, ended.err) == (0, "")
    assert PASSPHRASE in ended.out
    assert len(pairbook("list", "staff", book, "--json").json()) == 50
    sessions = pairbook("list", "sessions", book, "--json").json()
    assert len(sessions) == 77
    assert "2026-03-12" in [session["date"] for session in sessions if session["state"] == "booked"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_comes_as_json_and_as_a_table(pairbook: Pairbook, sample: Path, kind: str) -> None:
    rows = pairbook("list", kind, sample, "--json").json()
    assert rows
    assert len({row["id"] for row in rows}) == len(rows)
    ended = pairbook("list", kind, sample)
    assert (ended.status, ended.err) == (0, "")
    new_sign_in = 1 if kind == "history" else 0
    assert len(ended.out.splitlines()) == 1 + len(rows) + new_sign_in


def test_the_keys_of_the_json_lists(pairbook: Pairbook, sample: Path) -> None:
    pairs = {pair["id"]: pair for pair in pairbook("list", "pairs", sample, "--json").json()}
    assert {pair["status"] for pair in pairs.values()} == {"proposed", "agreed", "active", "paused", "closed"}
    names = {person["name"] for person in pairbook("list", "staff", sample, "--json").json()}
    assert all({*pair["mentors"], *pair["mentees"]} <= names and pair["topic"] for pair in pairs.values())
    sessions = pairbook("list", "sessions", sample, "--json").json()
    assert all(session["pair"] in pairs and session["minutes"] > 0 for session in sessions)
    assert all(date.fromisoformat(session["date"]) for session in sessions)
    notes = [note for session in sessions for note in session["notes"]]
    assert {(note["audience"], note["author"]) for note in notes} == {("record", "Ruth Abernethy")}
    assert all(note["text"] for note in notes)
    assert "staff_id" in pairbook("list", "training", sample, "--json").json()[0]


def test_a_participant_sees_what_is_their_own(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    lan = ("--as", "lan nguyễn")
    pairs = pairbook("list", "pairs", sample, "--json", *lan).json()
    assert all("Lan Nguyễn" in pair["mentors"] + pair["mentees"] for pair in pairs)
    own = {pair["id"] for pair in pairs}
    assert {session["pair"] for session in pairbook("list", "sessions", sample, "--json", *lan).json()} <= own
    assert {action["pair"] for action in pairbook("list", "actions", sample, "--json", *lan).json()} <= own
    assert [row["name"] for row in pairbook("list", "training", sample, "--json", *lan).json()] == [
        "Lan Nguyễn"
    ]
    others = next(p["id"] for p in pairbook("list", "pairs", sample, "--json").json() if p["id"] not in own)
    out = tmp_path / "x.pdf"
    for refused in (
        ("list", "staff", sample, *lan),
        ("list", "history", sample, *lan),
        ("list", "accounts", sample, *lan),
        ("export", sample, "--out", tmp_path / "x.xlsx", *lan),
        ("report", "programme-summary", sample, "--out", out, *lan),
        ("report", "pair-summary", sample, "--pair", others, "--out", out, *lan),
    ):
        ended = pairbook(*refused)
        assert (ended.status, ended.out) == (1, "")
    assert not out.exists()
    assert pairbook("report", "pair-summary", sample, "--pair", min(own), "--out", out, *lan).status == 0


def test_every_print_is_made(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    pairs = pairbook("list", "pairs", sample, "--json").json()
    pair = next(pair["id"] for pair in pairs if pair["status"] == "active")
    staff = pairbook("list", "training", sample, "--json").json()[0]["staff_id"]
    of_pair, of_staff = ("--pair", pair), ("--staff", staff)
    asked = [
        *[(kind,) for kind in ("programme-summary", "meeting-pack", "session-log", "training-matrix")],
        *[(kind, *of_pair) for kind in ("pair-summary", "session-record")],
        ("training-record", *of_staff),
        ("session-record", "--blank"),
        ("training-record", "--blank"),
        ("session-record", "--pre-filled", *of_pair),
        ("session-log", "--from", "2026-01-01", "--to", "2026-02-01"),
        ("recovery-sheet",),
    ]
    for number, (kind, *options) in enumerate(asked):
        out = tmp_path / f"{number}.pdf"
        ended = pairbook("report", kind, sample, "--out", out, *options)
        assert (ended.status, ended.err) == (0, "")
        assert out.read_bytes().startswith(b"%PDF")
    page = tmp_path / "page.html"
    assert pairbook("report", "pair-summary", sample, "--pair", pair, "--html", "--out", page).status == 0
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    titles = [row["title"] for row in pairbook("list", "history", sample, "--json").json()]
    assert sum(title.startswith("Saved as a file") for title in titles) == len(asked)
    assert titles.count("New recovery sheet") == 1
    # What is titled with a name says in the history what it was.
    assert any(title.startswith("Saved as a file: Mentor training record: ") for title in titles)
    assert any(title.startswith("Saved as a file: Pair summary: ") for title in titles)


def test_a_print_that_cannot_be_made_leaves_the_old_one(
    pairbook: Pairbook, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "old.pdf"
    out.write_text("old")
    ended = pairbook("report", "pair-summary", sample, "--pair", 9999, "--out", out)
    assert (ended.status, ended.out) == (1, "")
    assert out.read_text() == "old"
    nowhere = tmp_path / "no" / "such" / "folder.pdf"
    assert pairbook("report", "training-matrix", sample, "--out", nowhere).status == 1


def test_what_is_exported_can_be_imported_again(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    assert pairbook("export", sample, "--out", tmp_path / "all.xlsx").status == 0
    assert pairbook("export", sample, "--out", tmp_path / "csv").status == 0
    fresh = tmp_path / "fresh.pairbook"
    assert pairbook("new", fresh, "--unit", "Ward 9", "--manager", "Ngaire Whitfield").status == 0
    for kind in ("staff", "training", "pairs", "sessions"):
        file = next(path for path in (tmp_path / "csv").iterdir() if path.stem.lower() == kind)
        rows = len(list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"), newline="")))) - 1
        before = len(pairbook("list", kind, fresh, "--json").json())
        dry = pairbook("import", kind, file, fresh, "--dry-run", "--json").json()
        assert (dry["dry_run"], dry["title"]) == (True, "")
        assert (len(dry["rows"]), dry["refused"]) == (rows, 0)
        assert len(pairbook("list", kind, fresh, "--json").json()) == before
        done = pairbook("import", kind, file, fresh, "--json").json()
        assert (done["added"], done["refused"]) == (dry["added"], dry["refused"])
    assert len(pairbook("list", "staff", fresh, "--json").json()) == 42


def test_a_list_without_one_good_row_is_status_1(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("Name,E-mail\nSomebody New,no address\n", encoding="utf-8")
    dry = pairbook("import", "staff", file, sample, "--dry-run")
    assert dry.status == 0
    assert "row 2: REFUSED" in dry.out
    ended = pairbook("import", "staff", file, sample)
    assert ended.status == 1
    assert "Nothing was imported." in ended.err


def test_a_backup_can_be_checked_and_restored(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    ended = pairbook("backup", sample, "--to", tmp_path / "stick")
    backup = Path(ended.out.strip())
    assert backup.parent == tmp_path / "stick"
    assert pairbook("check", backup).out.count("good") == 6
    restored = pairbook("restore", backup, "--to", tmp_path / "again.pairbook")
    assert (restored.status, restored.err) == (0, "")
    assert len(pairbook("list", "staff", tmp_path / "again.pairbook", "--json").json()) == 42
    over = pairbook("restore", backup, "--to", sample)
    assert "is kept" in over.out
    assert pairbook("restore", sample / "keys.json", "--to", tmp_path / "x").status == 1


def test_check_says_what_is_wrong(pairbook: Pairbook, sample: Path) -> None:
    assert pairbook("check", sample).status == 0
    records = sample / "records.db"
    data = bytearray(records.read_bytes())
    data[len(data) // 2] ^= 1
    records.write_bytes(data)
    ended = pairbook("check", sample)
    assert ended.status == 1
    assert "BAD" in ended.out
    assert "this book" in ended.err
    assert "restore a backup" in ended.err


def test_check_says_of_a_backup_what_is_wrong_in_it(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    with Book.open(sample, 1, PASSPHRASE, back_up=False) as book:
        book.driver.execute("UPDATE change SET title = 'forged' WHERE id = 3")
        made = back_up(book, tmp_path / "stick")
    ended = pairbook("check", made)
    assert ended.status == 1
    assert "altered at entry 3" in ended.out
    assert "wrong with this backup" in ended.err
    assert "book" not in ended.err


def test_wrong_missing_and_unknown_are_status_1(
    pairbook: Pairbook, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pairbook("list", "staff", tmp_path / "nothing").status == 1
    assert pairbook("list", "staff", sample, "--as", "Nobody").status == 1
    monkeypatch.setenv("PAIRBOOK_PASSPHRASE", "wrong")
    ended = pairbook("list", "staff", sample)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("That passphrase does not open this book.")


def test_the_passphrase_is_asked_for_without_showing_it(
    pairbook: Pairbook, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAIRBOOK_PASSPHRASE")
    typed = iter([PASSPHRASE, "one", "one", "one", "two"])
    monkeypatch.setattr(signing_in, "has_terminal", lambda: True)
    monkeypatch.setattr(signing_in.getpass, "getpass", lambda prompt: next(typed))
    assert pairbook("list", "topics", sample).status == 0
    new = ("new", tmp_path / "new.pairbook", "--unit", "Ward 8", "--manager", "Ngaire Whitfield")
    assert pairbook(*new).status == 0
    ended = pairbook("new", tmp_path / "other.pairbook", *new[2:])
    assert (ended.status, ended.err) == (
        1,
        "The two passphrases are not the same. Nothing was made. Try again.\n",
    )


def test_the_self_test_passes_and_leaves_nothing(
    pairbook: Pairbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from app import __main__ as door
    from app import files

    asked: list[object] = []
    monkeypatch.setattr(door, "_try_window", lambda tell, pictures: asked.append(pictures))
    ended = pairbook("self-test", "--pictures", tmp_path)
    assert (ended.status, ended.err) == (0, "")
    told = [line.removeprefix("good  ") for line in ended.out.splitlines() if line.startswith("good  ")]
    assert {
        "The database encrypts",
        "The database searches without accents",
        "A book of the first version becomes one of today’s",
        "Names cannot be read in the files",
        "A change can be undone",
        "A backup can be restored",
        "The restored book is whole",
        "What was written is found, accents or not",
    } <= set(told)
    printed = [sum(line.startswith(f"{entry.title} can be printed") for line in told) for entry in reports()]
    assert printed == [1] * len(reports())
    assert asked == [tmp_path]
    assert list(files.private_folder().iterdir()) == []


def test_the_self_test_says_at_which_step_it_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    from app import self_test

    monkeypatch.setattr(self_test, "render_pdf", lambda document: b"nothing")
    with pytest.raises(self_test.SelfTestFailed, match="Programme summary can be printed"):
        run_self_test(lambda line: None)


def run_alone(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PAIRBOOK_PASSPHRASE": PASSPHRASE}
    environment |= options.pop("env", {})  # type: ignore[arg-type]
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, **options)  # type: ignore[call-overload]


@pytest.mark.skipif(sys.platform == "win32", reason="what is piped is UTF-8 there, whatever Python is told")
def test_a_terminal_without_the_letters_gets_a_stand_in(sample: Path) -> None:
    ended = run_alone("list", "staff", sample, env={"PYTHONIOENCODING": "ascii"})
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Lan Nguy\\u1ec5n" in ended.stdout


def test_without_a_terminal_and_without_the_variable_nothing_is_asked(sample: Path) -> None:
    ended = run_alone(
        "list",
        "staff",
        sample,
        env={"PAIRBOOK_PASSPHRASE": ""},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.startswith(b"There is no passphrase.")


def test_two_sample_books_of_a_seed_list_the_same(pairbook: Pairbook, tmp_path: Path) -> None:
    """Of one day; the history tells when each was made."""
    said = []
    for name in ("one", "other"):
        pairbook("demo", tmp_path / name, "--seed", 11)
        said.append([pairbook("list", kind, tmp_path / name, "--json").out for kind in KINDS[:-1]])
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "command",
    [
        ("export", "--out"),
        ("report", "session-log", "--out"),
        ("report", "recovery-sheet", "--out"),
    ],
)
def test_nothing_readable_is_written_into_the_folder_of_a_book(
    pairbook: Pairbook, sample: Path, command: tuple[str, ...]
) -> None:
    inside = sample.parent / "x" / ".." / sample.name / "out.xlsx"
    *words, option = command
    ended = pairbook(*words, sample, option, inside)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("This is inside the book's own folder")
    assert not inside.resolve().exists()


def test_a_file_where_a_folder_belongs_is_left_as_it_is(
    pairbook: Pairbook, sample: Path, tmp_path: Path
) -> None:
    there = tmp_path / "notes"
    there.write_text("mine")
    for words in (("export", sample, "--out", there), ("backup", sample, "--to", there)):
        ended = pairbook(*words)
        assert (ended.status, ended.out) == (1, "")
        assert ended.err.startswith("There is a file of this name, not a folder.")
    assert there.read_text() == "mine"
