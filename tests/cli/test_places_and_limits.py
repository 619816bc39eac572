"""Odd places and far days on the command line: a sentence and its status, never a fault of Pairbook."""

from pathlib import Path

import pytest

from app.reports.catalogue import Report, Takes, reports
from tests.cli.conftest import Pairbook

FAR_DAYS = [(option, day) for option in ("--from", "--to") for day in ("0001-01-01", "9999-12-31")]
OF_A_PERIOD = [entry for entry in reports() if Takes.PERIOD in entry.takes]


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "staff", ""),
        ("report", "privacy-notice", "x", "--out", ""),
        ("export", "x", "--out", ""),
        ("backup", "x", "--to", ""),
        ("restore", "x", "--to", ""),
        ("restore", "", "--to", "x"),
        ("import", "staff", "", "x"),
        ("new", "x", "--unit", "Ward 8", "--manager", "Ngaire Whitfield", "--sheet", ""),
    ],
)
def test_an_empty_place_is_none(
    pairbook: Pairbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = pairbook(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "name a file or folder" in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", [".", "..", "folder"])
def test_a_print_takes_the_place_of_no_folder(
    pairbook: Pairbook, sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    (tmp_path / "here" / "folder").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    ended = pairbook("report", "privacy-notice", sample, "--out", place)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("Not saved: this is a folder.")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(("option", "day"), FAR_DAYS)
@pytest.mark.parametrize("entry", OF_A_PERIOD, ids=lambda entry: entry.kind)
def test_a_far_day_is_a_period_like_any_other(
    pairbook: Pairbook, sample: Path, tmp_path: Path, entry: Report, option: str, day: str
) -> None:
    needs = ("--staff", 9) if Takes.STAFF in entry.needs else ()
    ended = pairbook("report", entry.kind, sample, *needs, option, day, "--out", tmp_path / "x.pdf")
    assert (ended.status, ended.err) == (0, "")


def test_a_period_of_the_history_ends_with_its_last_day(
    pairbook: Pairbook, sample: Path, tmp_path: Path
) -> None:
    today = pairbook("list", "history", sample, "--json").json()[0]["at"][:10]
    page = tmp_path / "x.html"
    for period, found in (
        (("--from", today, "--to", today), True),
        (("--from", today, "--to", "9999-12-31"), True),
        (("--from", "9999-12-31"), False),
        (("--to", "0001-01-01"), False),
    ):
        assert pairbook("report", "history-extract", sample, *period, "--html", "--out", page).status == 0
        assert ("Signed in" in page.read_text("utf-8")) is found


@pytest.mark.parametrize("day", ["0001-01-01", "1979-12-31", "9999-12-31"])
def test_sample_data_end_on_a_day_that_clocks_can_show(pairbook: Pairbook, tmp_path: Path, day: str) -> None:
    ended = pairbook("demo", tmp_path / "x", "--today", day)
    assert (ended.status, ended.out) == (2, "")
    assert "give a day from 1980-01-01 to 2999-12-31" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_summary_of_an_unknown_programme_is_refused(
    pairbook: Pairbook, sample: Path, tmp_path: Path
) -> None:
    asked = ("report", "programme-summary", sample, "--out", tmp_path / "x.pdf", "--programme")
    ended = pairbook(*asked, 77)
    assert (ended.status, ended.err) == (1, "There is no programme with number 77.\n")
    assert pairbook(*asked, 1).status == 0


def test_a_session_of_another_pair_is_not_printed_as_that_pairs(
    pairbook: Pairbook, sample: Path, tmp_path: Path
) -> None:
    sessions = pairbook("list", "sessions", sample, "--json").json()
    session = next(each for each in sessions if each["state"] == "held")
    other = next(each["pair"] for each in sessions if each["pair"] != session["pair"])
    asked = ("report", "session-record", sample, "--session", session["id"], "--out", tmp_path / "x.pdf")
    ended = pairbook(*asked, "--pair", other)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"Session {session['id']} is not one of pair {other}.\n"
    assert pairbook(*asked, "--pair", session["pair"]).status == 0
    assert pairbook(*asked).status == 0


@pytest.mark.parametrize("place", ["", "backups", "deeper/still"])
def test_a_copy_inside_the_book_does_not_count_as_one_outside(
    pairbook: Pairbook, sample: Path, place: str
) -> None:
    ended = pairbook("backup", sample, "--to", sample / place)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("This folder belongs to the book itself.")
    assert not (sample / "deeper").exists()
    assert list(sample.glob("*.pairbook-backup")) == []


def test_a_folder_is_no_backup(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    ended = pairbook("restore", sample, "--to", tmp_path / "x")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("This file is not a Pairbook backup.")


@pytest.mark.parametrize("place", ["new/sheet.pdf", "nowhere/sheet.pdf"])
def test_no_book_is_made_for_a_sheet_that_has_no_place(
    pairbook: Pairbook, tmp_path: Path, place: str
) -> None:
    asked = ("new", tmp_path / "new", "--unit", "Ward 8", "--manager", "Ngaire Whitfield")
    ended = pairbook(*asked, "--sheet", tmp_path / place)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_weak_passphrase_is_called_that(
    pairbook: Pairbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("--unit", "Ward 8", "--manager", "Ngaire Whitfield")
    assert "guess" not in pairbook("new", tmp_path / "strong", *asked).out
    monkeypatch.setenv("PAIRBOOK_PASSPHRASE", "ward8")
    ended = pairbook("new", tmp_path / "weak", *asked)
    assert (ended.status, ended.err) == (0, "")
    assert "weak" in ended.out.lower()
    assert "ward8" not in ended.out


def test_a_device_is_called_no_folder(pairbook: Pairbook, sample: Path, tmp_path: Path) -> None:
    assert pairbook("import", "staff", tmp_path, sample).err.startswith("This is a folder, not a file.")
    if Path("/dev/null").is_char_device():
        ended = pairbook("import", "staff", "/dev/null", sample)
        assert ended.err.startswith("This is a device or a pipe, not a file.")
