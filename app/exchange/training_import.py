"""Lists of training signatures in: who, which checklist items, when, how.

An item that is signed in the book already keeps its signature.  Whoever imports signs: another
name under "Signed by" is kept as a remark, because nobody signs for somebody else (DOMAIN 3).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.book import Account, Book
from app.entry_check import LINE_LENGTH, EntryCheck, clean_line
from app.errors import InvalidEntry
from app.exchange.cell_values import Unreadable, read_date, read_word
from app.exchange.columns import ListRow, ReadList, plain
from app.exchange.import_plan import (
    Outcome,
    PlannedRow,
    reason_of,
)
from app.exchange.known_columns import training_columns
from app.exchange.list_import import ListKind
from app.exchange.people import people_of
from app.language import _, ngettext
from app.staff.staff_members import found as found_staff
from app.training.templates import ItemView, newest_template
from app.training.training import SignItems, newest_record, read_training, sign_items
from app.training.words import Evidence, label

_RANGE = re.compile(r"([A-Z]+)(\d+)(?:[-–—](?:[A-Z]+)?(\d+))?")
_EVIDENCE = {
    "d": Evidence.DISCUSSED, "discussion": Evidence.DISCUSSED, "o": Evidence.OBSERVED,
    "observation": Evidence.OBSERVED, "r": Evidence.REFLECTION, "reflected": Evidence.REFLECTION,
    "c": Evidence.COURSE, "training": Evidence.COURSE,
}  # fmt: skip
_NO = {"no", "n", "false", "0", "na", "doesnotapply", "notapplicable"}


@dataclass(frozen=True, slots=True)
class TrainingEntry:
    """Items that somebody's record gets signed."""

    staff_id: int
    sign: SignItems


@dataclass(frozen=True, slots=True)
class _Record:
    """A person's checklist: its items by code, and how those signed were signed."""

    items: dict[str, ItemView]
    signed: dict[str, date]


def _rows(
    book: Book, db: Session, listed: ReadList, titles: Mapping[str, str]
) -> Iterator[PlannedRow[TrainingEntry]]:
    return map(_Planner(book, db, titles).planned, listed.rows)


def _title(entries: Sequence[TrainingEntry]) -> str:
    count = sum(len(entry.sign.codes) for entry in entries)
    words = ngettext("Import of {n} training signature", "Import of {n} training signatures", count)
    return words.format(n=count)


def _save(book: Book, by: Account, _db: Session, rows: Sequence[PlannedRow[TrainingEntry]]) -> None:
    for entry in _together([row.entry for row in rows if row.entry is not None]):
        sign_items(book, by, entry.staff_id, entry.sign)


TRAINING_LIST = ListKind("training", ("Training",), training_columns, _rows, _title, _save)


def _together(entries: list[TrainingEntry]) -> list[TrainingEntry]:
    """One entry for all items of a person that differ in nothing but the code, the earliest first."""
    joined: dict[TrainingEntry, list[str]] = {}
    for entry in entries:
        alike = replace(entry, sign=replace(entry.sign, codes=()))
        joined.setdefault(alike, []).extend(entry.sign.codes)
    whole = [replace(alike, sign=replace(alike.sign, codes=tuple(codes))) for alike, codes in joined.items()]
    return sorted(whole, key=lambda entry: entry.sign.signed_on)


class _Planner:
    """Plans the rows of one list against one book."""

    def __init__(self, book: Book, db: Session, titles: Mapping[str, str]) -> None:
        self._db = db
        self._titles = titles
        self._today = book.clock.today()
        self._people = people_of(db)
        self._newest = {item.code: item for item in newest_template(book).items}
        self._records: dict[int, _Record] = {}
        self._rows: dict[tuple[int, str], int] = {}
        self._importer = book.account.name

    def planned(self, row: ListRow) -> PlannedRow[TrainingEntry]:
        """One row with its outcome; rows are asked for in the order of the file."""
        label_ = ", ".join(part for part in (clean_line(row["name"]), clean_line(row["items"])) if part)
        try:
            if not clean_line(row["name"]):
                raise Unreadable(_("The row has no name."))
            staff_id = self._people.one(clean_line(row["name"]))
            record = self._record(staff_id)
            codes = self._codes(row, record)
            self._refuse_twins(row, staff_id, codes)
            open_codes = tuple(code for code in codes if code not in record.signed)
            sign = self._sign(row, open_codes or codes, record)
        except (InvalidEntry, Unreadable) as error:
            return PlannedRow(row.number, label_, Outcome.REFUSED, reason_of(error))
        for code in codes:
            self._rows[staff_id, code] = row.number
        if not open_codes:
            return PlannedRow(row.number, label_, Outcome.MATCHED, _("Signed already; it stays as it is."))
        done = [code for code in codes if code in record.signed]
        reason = _("Signed already: {codes}.").format(codes=", ".join(done)) if done else ""
        entry = TrainingEntry(staff_id, sign)
        return PlannedRow(row.number, label_, Outcome.ADDED, reason, entry, True)

    def _record(self, staff_id: int) -> _Record:
        if staff_id not in self._records:
            found_staff(self._db, staff_id)
            record_id = newest_record(self._db, staff_id)
            views = read_training(self._db, [record_id], self._today) if record_id else []
            if views:
                states = views[0].items
                self._records[staff_id] = _Record(
                    {state.item.code: state.item for state in states},
                    {
                        state.item.code: state.signed.signed_on
                        for state in states
                        if state.signed is not None and not state.open_on(self._today)
                    },
                )
            else:
                self._records[staff_id] = _Record(self._newest, {})
        return self._records[staff_id]

    def _codes(self, row: ListRow, record: _Record) -> tuple[str, ...]:
        text = clean_line(row["items"])
        if plain(text) in ("starred", "allstarred", "starreditems"):
            return tuple(code for code, item in record.items.items() if item.starred)
        if plain(text) in ("all", "allitems"):
            return tuple(record.items)
        codes: list[str] = []
        for part in re.split(r"[;,/\s]+", re.sub(r"\s*[-–—]\s*", "-", text.upper().replace("★", ""))):
            found = _RANGE.fullmatch(part)
            if part in record.items:
                codes.append(part)
            elif found and found[3]:
                codes += [f"{found[1]}{number}" for number in range(int(found[2]), int(found[3]) + 1)][:99]
            elif part:
                codes.append(part)
        unknown = [code for code in codes if code not in record.items]
        if unknown:
            raise Unreadable(_("Item {code} is not on this checklist.").format(code=unknown[0][:20]))
        if not codes:
            raise Unreadable(_("The row names no item."))
        return tuple(dict.fromkeys(codes))

    def _refuse_twins(self, row: ListRow, staff_id: int, codes: tuple[str, ...]) -> None:
        for code in codes:
            if (staff_id, code) in self._rows:
                raise Unreadable(
                    _("Item {code} of this person stands in row {number}.").format(
                        code=code, number=self._rows[staff_id, code]
                    )
                )

    def _sign(self, row: ListRow, codes: tuple[str, ...], record: _Record) -> SignItems:
        signed_on = read_date(row["signed_on"], self._titles["signed_on"])
        if signed_on is None:
            raise Unreadable(_("The row has no date."))
        remark = clean_line(row["remark"])
        signer = clean_line(row["signed_by"])
        if signer and signer.casefold() != self._importer.casefold():
            paper = _("Signed by {name}").format(name=signer)
            if paper not in remark:
                remark = "; ".join(part for part in (remark, paper) if part)
        applies = plain(row["applies"]) not in _NO
        check = EntryCheck()
        check.line("remark", remark, longest=LINE_LENGTH)
        check.day("signed_on", signed_on, self._today)
        if signed_on > self._today:
            check.fault("signed_on", _("An item cannot be signed for a day in the future."))
        if not applies and any(record.items[code].starred for code in codes):
            check.fault("codes", _("A starred item always applies. Sign it instead."))
        check.done()
        evidence = read_word(
            row["evidence"], self._titles["evidence"], Evidence,
            _EVIDENCE | {label(word): word for word in Evidence},
        )  # fmt: skip
        return SignItems(codes, signed_on, evidence, remark, applies)
