"""The same way on the command line alone: every kind of step is the program as a shell starts it.

The further lists and prints go through the same door without a start of their own.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.accounts.passphrase import apply_passphrase, prepare_passphrase
from app.book import FAST_KEYS, Book
from app.demo import PASSPHRASE
from app.reports.catalogue import Takes, reports
from tests.cli.conftest import Ended, pairbook

__all__ = ["pairbook"]

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = ("staff", "pairs", "sessions", "actions", "training", "topics", "accounts", "history")
TODAY = datetime.now().astimezone().date()


def ago(days: int) -> str:
    """A day before today as people type it."""
    return f"{TODAY - timedelta(days=days):%d/%m/%Y}"


# In the order in which they need each other; as an old spreadsheet program saves them.
LISTS = {
    "staff": "Full name;Job title;Ward;Line manager;Can teach;Wants to learn\r\n"
    "Zoë Åkesson;Staff nurse;Ward 9;Ruth Abernethy;Electronic charting (5);\r\n"
    "Ingrid Vølund;Consultant;Ward 9;;;Electronic charting\r\n"
    "Renée Dupré;Staff nurse;Ward 9;;Wound care;\r\n",
    "training": f"Name;Item;Signed on\r\nZoë Åkesson;starred;{ago(60)}\r\n"
    f"Zoë Åkesson;B2-B4, C1-C5, D1-D6, E1-E3, E5, F1-F2, G1-G5, H3-H5;{ago(10)}\r\n",
    "pairs": "Mentor;Mentee;Topic;Status;Proposed on;Agreement signed;Active from;Planned sessions\r\n"
    f"Zoë Åkesson;Ingrid Vølund;Electronic charting;active;{ago(59)};{ago(58)};{ago(57)};4\r\n",
    "sessions": "Date;Mentor;Mentee;Minutes;Protected time;Summary;Record note\r\n"
    f"{ago(40)};Zoë Åkesson;Ingrid Vølund;45;part;First log-in;Wants to go on alone\r\n"
    f"{ago(20)};Zoë Åkesson;Ingrid Vølund;60;yes;Drug chart;\r\n",
}

Pairbook = Callable[..., str]


@pytest.fixture
def started(own_folders: Path) -> Pairbook:
    """Runs ``python -m app`` with a passphrase; gives what it prints."""
    environment = os.environ | {"PAIRBOOK_PASSPHRASE": PASSPHRASE, "PYTHONUTF8": "1"}

    def run(*arguments: object) -> str:
        command = [sys.executable, "-m", "app", *map(str, arguments)]
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stderr) == (0, ""), arguments
        return ended.stdout

    return run


@pytest.fixture
def called(pairbook: Callable[..., Ended]) -> Pairbook:
    """The same door, called in this process."""

    def run(*arguments: object) -> str:
        ended = pairbook(*arguments)
        assert (ended.status, ended.err) == (0, ""), arguments
        return ended.out

    return run


def make_keys_cheap(book: Path) -> None:
    """The same passphrase again, in a slot that costs nothing: it is asked for some fifty times."""
    with Book.open(book, "Ruth Abernethy", PASSPHRASE, back_up=False) as opened:
        cheap = prepare_passphrase(opened, PASSPHRASE, old=PASSPHRASE, cost=FAST_KEYS)
        apply_passphrase(opened, cheap)


def listed(pairbook: Pairbook, book: Path, kinds: tuple[str, ...] = KINDS) -> dict[str, Any]:
    """Lists of *book*, by their kind."""
    return {kind: json.loads(pairbook("list", kind, book, "--json")) for kind in kinds}


def print_every_kind(pairbook: Pairbook, book: Path, folder: Path) -> dict[str, Path]:
    """A PDF of each kind of report, by its name."""
    given = {Takes.PAIR: ("--pair", 1), Takes.STAFF: ("--staff", 1)}
    made = {}
    for report in reports():
        out = folder / f"{report.kind}.pdf"
        about = [word for take in report.needs for word in given[take]]
        pairbook("report", report.kind, book, "--out", out, *about)
        made[report.kind] = out
        if len(report.fill_ins) > 1:
            made[f"{report.kind} blank"] = blank = folder / f"{report.kind}-blank.pdf"
            pairbook("report", report.kind, book, "--out", blank, "--blank")
    made["recovery-sheet"] = folder / "recovery-sheet.pdf"
    pairbook("report", "recovery-sheet", book, "--out", made["recovery-sheet"])
    return made


def fonts_of(pdf: Path) -> list[tuple[str, bool]]:
    """The fonts of *pdf*, and whether each is embedded, as pdffonts tells."""
    told = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
    head, *lines = told.splitlines()
    place = head.index("emb")
    return [(line.split()[0], line[place : place + 3].strip() == "yes") for line in lines[1:]]


def test_on_the_command_line_alone(started: Pairbook, called: Pairbook, tmp_path: Path) -> None:
    book, restored = tmp_path / "Ward 9.pairbook", tmp_path / "again" / "Ward 9.pairbook"
    sheet = tmp_path / "sheet.pdf"
    told = started("new", book, "--unit", "Ward 9", "--manager", "Ruth Abernethy", "--sheet", sheet)
    groups = re.findall(r"\b[1-8] ([0-9A-Z]{5})\b", PdfReader(sheet).pages[0].extract_text())
    assert len(groups) == 8
    assert "-".join(groups) in told
    for kind, rows in LISTS.items():
        path = tmp_path / f"{kind}.csv"
        path.write_bytes(rows.encode("cp1252"))
        started("import", kind, path, book)
        if kind == "staff":  # the keys that "new" made have opened the book
            make_keys_cheap(book)
    lists = listed(called, book)
    assert json.loads(started("list", "pairs", book, "--json")) == lists["pairs"]
    assert {row["name"] for row in lists["staff"]} >= {"Zoë Åkesson", "Ingrid Vølund", "Renée Dupré"}
    pair = lists["pairs"][0]
    assert (pair["status"], pair["mentors"], pair["mentees"], pair["held"]) == (
        "active", ["Zoë Åkesson"], ["Ingrid Vølund"], 2,
    )  # fmt: skip
    second, first = sorted(lists["sessions"], key=lambda row: row["minutes"], reverse=True)
    assert (first["minutes"], second["minutes"]) == (45, 60)
    assert first["date"] == f"{TODAY - timedelta(days=40)}"
    assert [note["text"] for note in first["notes"]] == ["Wants to go on alone"]
    made = print_every_kind(called, book, tmp_path)
    made["as a shell prints it"] = tmp_path / "started.pdf"
    started("report", "programme-summary", book, "--out", made["as a shell prints it"])
    pages = PdfReader(made["as a shell prints it"]).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "50 % protected time kept in full" in words
    assert "Kept in full 1 50 % Kept in part 1 50 % Not kept 0 0 %" in words
    if shutil.which("qpdf") and shutil.which("pdffonts"):
        for kind, pdf in {**made, "first sheet": sheet}.items():
            subprocess.run(["qpdf", "--check", str(pdf)], check=True, capture_output=True)
            fonts = fonts_of(pdf)
            assert fonts, kind
            assert all(embedded for _name, embedded in fonts), (kind, fonts)
    backup = started("backup", book, "--to", tmp_path / "stick").strip()
    started("check", backup)
    started("restore", backup, "--to", restored)
    started("check", restored)
    same = ("staff", "sessions")
    assert listed(called, restored, same) == {kind: lists[kind] for kind in same}
