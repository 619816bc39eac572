"""What the prints say in numbers is worked out anew from ``list --json``, as somebody outside would."""

import calendar
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.demo import make_sample_book
from tests.cli.conftest import Pairbook

UNITS = [(7, 42, 150), (1, 60, 400), (5, 30, 40), (9, 24, 0), (3, 90, 900)]
WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
FINISHED = {"completed", "completed-early", "planned-end"}


class Unit:
    """A sample book, its lists, and the words of its prints."""

    def __init__(self, pairbook: Pairbook, folder: Path, book: Path) -> None:
        self._pairbook = pairbook
        self._folder = folder
        self.book = book
        self.pairs = self._list("pairs")
        self.sessions = self._list("sessions")
        self.training = self._list("training")
        self.actions = self._list("actions")

    def _list(self, kind: str) -> list[dict[str, Any]]:
        rows = self._pairbook("list", kind, self.book, "--json").json()
        for row in rows:
            row |= {key: date.fromisoformat(row[key]) for key in DATES & row.keys() if row[key]}
        return list(rows)

    def pages(self, kind: str, *options: object) -> list[str]:
        out = self._folder / "print.pdf"
        assert self._pairbook("report", kind, self.book, "--out", out, *options).status == 0
        return [" ".join(page.extract_text().split()) for page in PdfReader(out).pages]

    def of(self, pair_id: int, state: str) -> list[dict[str, Any]]:
        return [row for row in self.sessions if row["pair"] == pair_id and row["state"] == state]


DATES = {"date", "since", "active_from", "last_on", "next_on", "planned_end", "due_on", "done_on", "begun_on"}


@pytest.fixture(scope="module", params=UNITS, ids=str)
def made_unit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    seed, staff, sessions = request.param
    folder = tmp_path_factory.mktemp("unit") / "Ward.pairbook"
    return make_sample_book(folder, seed=seed, staff=staff, sessions=sessions)


@pytest.fixture
def unit(pairbook: Pairbook, made_unit: Path, tmp_path: Path) -> Unit:
    return Unit(pairbook, tmp_path, made_unit)


def in_words(number: int, most: int = 12) -> str:
    return WORDS[number] if number <= most else f"{number:,}"


def time_in_words(minutes: int) -> str:
    parts = [f"{minutes // 60} h"] * (minutes >= 60) + [f"{minutes % 60} min"] * (minutes % 60 > 0)
    return " ".join(parts)


def day_of(words: str, year: int) -> date:
    found = re.fullmatch(r"(\d+) ([A-Z]\w+)(?: (\d{4}))?", words)
    assert found
    month = list(calendar.month_name).index(found[2])
    return date(int(found[3] or year), month, int(found[1]))


def behind(pair: dict[str, Any], today: date) -> int:
    if pair["status"] != "active":
        return 0
    end = pair["planned_end"] or pair["active_from"] + timedelta(weeks=26)
    share = (today - pair["active_from"]).days / max(1, (end - pair["active_from"]).days)
    return max(0, int(pair["planned_sessions"] * min(1, share)) - pair["held"])


def test_the_programme_summary(unit: Unit) -> None:
    pages = unit.pages("programme-summary")
    text = " ".join(pages)
    assert len(pages) <= 2
    line = re.search(r"(\d+) pairs?(?:, [\w-]+)? · ([\w ]+) to ([\w ]+) · meeting of", text)
    assert line
    today = day_of(line[3], 0)
    since = day_of(line[2], today.year)
    pairs = [pair for pair in unit.pairs if pair["status"] != "closed" or pair["since"] >= since]
    assert int(line[1]) == len(pairs)

    well = sum(pair["rhythm"] == "on-track" or pair["close_reason"] in FINISHED for pair in pairs)
    assert f"{well} of {len(pairs)} pairs on course or finished" in text
    quiet = sum(pair["rhythm"] in ("slowing", "stalled") for pair in pairs)
    assert quiet
    assert re.search(rf"; {in_words(quiet)} ha(s|ve) gone quiet and needs? a decision tonight", text)

    happened = [row for row in unit.sessions if since <= row["date"] <= today]
    held = [row for row in happened if row["state"] == "held"]
    due = len(held) + sum(behind(pair, today) for pair in pairs)
    kept = Counter(row["protected_time"] for row in held)
    if held:
        assert f"{len(held)} of {due} sessions held of those due by now" in text
        assert f"Protected time {len(held)} session" in text
        for words, value in (("Kept in full", "yes"), ("Kept in part", "part"), ("Not kept", "no")):
            percent = round(100 * kept[value] / len(held))
            assert f"{words} {kept[value]} {percent} %" in text
    months = Counter((row["date"].year, row["date"].month) for row in held)
    for (_year, month), count in months.items():
        assert re.search(rf" {count}( \d+)? {calendar.month_abbr[month]}", text)

    mentors = {
        mentor
        for pair in pairs
        if pair["status"] != "closed" or pair["close_reason"] in ("completed", "completed-early")
        for mentor in pair["mentor_ids"]
    }
    ready = sum(record["ready"] for record in unit.training if record["staff_id"] in mentors)
    assert f"{ready} of {len(mentors)} mentors with all starred training signed" in text

    ids = {pair["id"] for pair in pairs if pair["status"] != "closed"}  # the others handed theirs on
    open_actions = [row for row in unit.actions if row["done_on"] is None and row["pair"] in ids]
    late = [row for row in open_actions if row["due_on"] and row["due_on"] < today]
    assert re.search(rf"\b{len(late)} actions? overdue", text)
    if late:
        assert f"Actions overdue {len(late)} of {len(open_actions)} open" in text


def test_every_kind_of_pair_summary(unit: Unit) -> None:
    for status in sorted({pair["status"] for pair in unit.pairs}):
        pair = next(pair for pair in unit.pairs if pair["status"] == status)
        held, cancelled = unit.of(pair["id"], "held"), unit.of(pair["id"], "cancelled")
        assert (len(held), len(cancelled)) == (pair["held"], pair["cancelled"])
        text = " ".join(unit.pages("pair-summary", "--pair", pair["id"]))
        counts = [f"{len(held)} held"] + [f"{len(cancelled)} cancelled"] * bool(cancelled)
        counts.append(f"{pair['planned_sessions']} planned")
        minutes = sum(row["minutes"] for row in held)
        time = f"; {time_in_words(minutes)} in all" if minutes else ""
        assert f"Sessions {', '.join(counts)}{time}" in text
        assert re.search(
            rf"{in_words(len(held))} of {in_words(pair['planned_sessions'])} sessions? held", text
        )
        actions = [row for row in unit.actions if row["pair"] == pair["id"]]
        if actions:
            still_open = sum(row["done_on"] is None for row in actions)
            assert f"Open actions {still_open} of {len(actions)}" in text


def test_the_session_log(unit: Unit) -> None:
    text = " ".join(unit.pages("session-log"))
    held = [row for row in unit.sessions if row["state"] == "held"]
    cancelled = sum(row["state"] == "cancelled" for row in unit.sessions)
    minutes = sum(row["minutes"] for row in held)
    if not held:
        assert "No session is recorded for this choice." in text
        return
    first = f"{in_words(len(held))} sessions were held, {time_in_words(minutes)} in all; "
    assert (first[0].upper() + first[1:]) in text
    was = "was" if cancelled <= 1 else "were"
    assert f"in all; {in_words(cancelled)} {was} cancelled." in text
    assert f"Total {minutes:,} {time_in_words(minutes)}" in text
    since = held[0]["date"] - timedelta(days=60)
    lately = sum(row["minutes"] for row in held if row["date"] >= since)
    text = " ".join(unit.pages("session-log", "--from", since.isoformat()))
    assert f"Total {lately:,} {time_in_words(lately)}" in text


def test_the_training_matrix(unit: Unit) -> None:
    text = " ".join(unit.pages("training-matrix"))
    ready = sum(record["ready"] for record in unit.training)
    complete = sum(record["complete"] for record in unit.training)
    count = len(unit.training)
    most = 20 if count <= 20 else 0
    share = [in_words(number, most) if most else f"{number:,}" for number in (ready, count)]
    said = f"{share[0]} of {share[1]} mentors may start; {in_words(count - ready)} may not yet."
    said = said if ready < count else f"All {in_words(count)} mentors may start."
    assert (said[0].upper() + said[1:]) in text
    if complete:
        assert re.search(rf"(?i){in_words(complete)} ha(s|ve) every item signed", text)
    left = ready - complete
    if left:
        assert re.search(rf"(?i)\b{in_words(left)} ha(s|ve) some left", text)
    for record in unit.training:
        state = "Yes" if record["ready"] else f"No, {record['starred_signed']}/{record['starred_total']}"
        assert f"{record['name']} {state}" in text
        shares = re.search(rf"{re.escape(record['name'])} {state}((?: \d/\d)*)", text)
        assert shares
        missing = [share.split("/") for share in shares[1].split()]
        still = sum(int(total) - int(signed) for signed, total in missing)
        assert still == record["total"] - record["signed"]
