"""A day on one book: the manager, two mentors and a mentee, and every door to notes not theirs."""

import json
import logging
import shutil
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app import __main__ as door
from app import files
from app import log as program_log
from app.accounts import MANAGER as MANAGER_ROLE
from app.accounts import link_staff, set_role
from app.accounts.earlier import earlier_versions
from app.accounts.past import read_history
from app.accounts.undoing import redo, undo
from app.book import Base, history
from app.book.backup import back_up
from app.book.drafts import load_draft, save_draft
from app.book.records import ChangeRowRecord
from app.book.restore import restore, unlock_backup
from app.clock import SetClock
from app.errors import KnownProblem
from app.exchange.export import export_folder, export_xlsx
from app.exchange.out_sheets import sheets_of
from app.pairs.pairs import get_pair
from app.pairs.saving import SavePair, save_pair
from app.privacy.about_person import everything_about
from app.privacy.about_sheets import export_about_person
from app.reports.catalogue import build, reports
from app.reports.options import Options
from app.reports.pdf import render_pdf
from app.sessions.note_rows import opened
from app.sessions.notes import note_readers, private_notes, search_sealed, widen_note
from app.sessions.recording import RecordSession, record_session
from app.sessions.records import Note, NoteKey
from app.sessions.search import search_book
from app.sessions.session_views import get_session
from app.sessions.words import Audience
from app.staff.saving import SaveStaffMember, save_staff_member
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

FIRST, SECOND, MENTEE = "Lan Nguyễn", "Owen Carrick", "Margit Sørvik"
EVERYBODY = (MANAGER, FIRST, SECOND, MENTEE)
NOTES = {
    # author, audience, text → who may read it
    (FIRST, Audience.PAIR, "quietly nervous about tablets"): {FIRST, SECOND, MENTEE},
    (FIRST, Audience.ONLY_ME, "unsure whether I explain well"): {FIRST},
    (SECOND, Audience.ONLY_ME, "covering for my colleague"): {SECOND},
    (MENTEE, Audience.PAIR, "grateful for their patience"): {FIRST, SECOND, MENTEE},
    (MENTEE, Audience.ONLY_ME, "ashamed of asking twice"): {MENTEE},
    (MANAGER, Audience.ONLY_ME, "think about a second programme"): {MANAGER},
}
DRAFT = "half typed worry about rotas"
PERSONAL = (*EVERYBODY, DRAFT, *(text for _author, _audience, text in NOTES), "Compared charts")


@dataclass
class Day:
    """The closed book after the day, what was written out on the way, and ids."""

    folder: Path
    clock: SetClock
    out: Path
    pair: int
    session: int = 0
    people: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    place = tmp_path_factory.mktemp("day")
    clock = SetClock(datetime(2026, 3, 12, 10, 43).astimezone())
    with new_book(place, clock) as book:
        unit = Unit(book)
        unit.train(SECOND)
        pair = unit.active_pair(FIRST, MENTEE)
        view = get_pair(book, pair)
        both = SavePair((unit.people[FIRST], unit.person(SECOND)), (unit.people[MENTEE],), view.topic_id)
        save_pair(book, book.account, both, pair)
        for name in (FIRST, SECOND, MENTEE):
            give_account(book, name, unit.people[name])
        made = Day(book.folder, clock, place, pair, people=dict(unit.people))
        entry = RecordSession(pair, date(2026, 3, 12), summary="Compared charts")
        made.session = record_session(book, book.account, entry)
    for name in (FIRST, SECOND, MENTEE):
        with signed_in(made.folder, name, clock, ONCE):
            pass
    for author, audience, text in NOTES:
        with signed_in(made.folder, author, clock) as book:
            entry = RecordSession(
                pair, date(2026, 3, 12), summary="Compared charts", note_audience=audience, note=text
            )
            record_session(book, book.account, entry, made.session)
            book.undo()
            book.redo()
            save_draft(book, "session", author, {"summary": DRAFT})
            back_up(book)
    return made


def _not_for(name: str) -> list[str]:
    return [text for (_a, _b, text), readers in NOTES.items() if name not in readers]


def _leaks(found: object, name: str) -> list[str]:
    words = found if isinstance(found, str) else repr(found)
    return [text for text in _not_for(name) if text in words]


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_and_search_show_the_notes_of_ones_own_audience_alone(day: Day, name: str) -> None:
    with signed_in(day.folder, name, day.clock) as book:
        mine = {text for (_a, _b, text), readers in NOTES.items() if name in readers}
        assert {note.text for note in get_session(book, day.session).private} == mine
        assert {note.text for notes in private_notes(book).values() for note in notes} == mine
        for text in _not_for(name):
            for word in text.split():
                assert not _leaks(search_sealed(book, word), name)
                assert not _leaks(search_book(book, word), name)
        with book.reading() as db:
            for note_id in db.scalars(select(Note.id).where(Note.author_id != book.account.id)):
                with pytest.raises(KnownProblem):
                    note_readers(book, note_id)
                with pytest.raises(KnownProblem):
                    widen_note(book, book.account, note_id, Audience.RECORD)


@pytest.mark.parametrize("name", EVERYBODY)
def test_reports_exports_and_everything_about_a_person_hold_none_of_them(day: Day, name: str) -> None:
    out = day.out / f"out {EVERYBODY.index(name)}"
    out.mkdir()
    with signed_in(day.folder, name, day.clock) as book:
        tried = 0
        for report in reports():
            for options in (
                Options(), Options(pair_id=day.pair), Options(session_id=day.session, pair_id=day.pair),
                *(Options(staff_id=person) for person in day.people.values()),
            ):  # fmt: skip
                try:
                    document = build(report.kind, book, options)
                except KnownProblem:
                    continue
                tried += 1
                assert not _leaks(document, name), report.kind
        assert tried > 5
        for person in day.people.values():
            for door in (
                lambda person=person: everything_about(book, person),
                lambda person=person: export_about_person(book, book.account, person, out / "about.xlsx"),
                lambda: export_xlsx(book, book.account, out / "all.xlsx"),
                lambda: export_folder(book, book.account, out / "csv"),
                lambda: sheets_of(book),
            ):
                try:
                    assert not _leaks(door(), name)
                except KnownProblem:
                    continue
    for path in out.rglob("*.csv"):
        assert not _leaks(path.read_text("utf-8-sig"), name)
    for path in out.rglob("*.xlsx"):
        cells = [cell.value for sheet in load_workbook(path) for row in sheet for cell in row]
        assert not _leaks(cells, name)


@pytest.mark.parametrize("name", EVERYBODY)
def test_history_undo_and_the_raw_database_hold_sealed_bytes_alone(day: Day, name: str) -> None:
    with signed_in(day.folder, name, day.clock) as book:
        everything: list[object] = [read_history(book, limit=1000), book.undo_title, book.redo_title]
        with book.reading() as db:
            rows = db.connection()
            everything += [db.execute(select(table)).all() for table in Base.metadata.sorted_tables]
            for note_id in db.scalars(select(Note.id)):
                everything.append(history.versions(db, "note", note_id))
            tables = rows.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars().all()
            for table in tables:
                everything.append(rows.exec_driver_sql(f'SELECT * FROM "{table}"').all())  # noqa: S608
        words = repr(everything)
        # In the tables of the whole book not even one's own sealed notes stand in clear.
        for _author, _audience, text in NOTES:
            assert text not in words
        assert DRAFT not in words


def test_the_data_key_and_a_foreign_private_key_open_nothing(day: Day) -> None:
    with signed_in(day.folder, MANAGER, day.clock) as book, book.reading() as db:
        private = book.material.private_key or b""
        tried = 0
        for note, sealed_key in db.execute(
            select(Note, NoteKey.sealed_key).join(NoteKey, NoteKey.note_id == Note.id)
        ):
            text = opened(book.keys.book, note, sealed_key, [private])
            assert text in (None, "think about a second programme")
            for key in (book.material.data_key, b"\x01" * 32):
                assert opened(book.keys.book, note, sealed_key, [key]) is None
            tried += 1
        assert tried > 6


@pytest.mark.parametrize("name", EVERYBODY)
def test_earlier_versions_drafts_and_a_restored_backup_hold_none_of_them(
    day: Day, name: str, tmp_path: Path
) -> None:
    with signed_in(day.folder, name, day.clock) as book:
        for author in EVERYBODY:
            draft = load_draft(book, "session", author)
            assert (draft is not None) == (author == name)
        if name == MANAGER:
            with book.reading() as db:
                rows = {(row.kind, row.row_id) for row in db.scalars(select(ChangeRowRecord))}
            told = [earlier_versions(book, kind, row_id) for kind, row_id in rows]
            assert len(told) > 20
            assert not [text for _author, _audience, text in NOTES if text in repr(told)]
        else:
            with pytest.raises(KnownProblem):
                earlier_versions(book, "note", 1)
        for act in (undo, redo):
            while True:
                try:
                    act(book)
                except KnownProblem:
                    break
                assert not _leaks(private_notes(book), name)
        backup = back_up(book, tmp_path / "stick")
    unlocked = unlock_backup(backup, name, PASSPHRASE)
    again = tmp_path / "Again.pairbook"
    restore(backup, unlocked, again, day.clock.now())
    with signed_in(again, name, day.clock) as book:
        tables = [
            row[0] for row in book.driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        words = repr([book.driver.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables])  # noqa: S608
        assert not [text for _author, _audience, text in NOTES if text in words]
        assert DRAFT not in words
        assert not _leaks(private_notes(book), name)


def test_a_manager_who_joins_the_pair_or_changes_a_role_reads_no_old_note(day: Day, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(day.folder, tmp_path / day.folder.name))
    with signed_in(copy, MANAGER, day.clock) as book:
        by = book.account
        person = save_staff_member(book, by, SaveStaffMember(MANAGER))
        link_staff(book, by, by.id, person)
        view = get_pair(book, day.pair)
        mentors = (*(each.id for each in view.mentors), person)
        entry = SavePair(mentors, tuple(each.id for each in view.mentees), view.topic_id)
        save_pair(book, by, entry, day.pair)
        set_role(book, by, 2, MANAGER_ROLE)
    for name in (FIRST, SECOND, MENTEE):
        with signed_in(copy, name, day.clock):
            pass
    with signed_in(copy, MANAGER, day.clock) as book:
        assert not _leaks(private_notes(book), MANAGER)


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_command_line_goes_through_the_same_doors(
    day: Day, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(program_log, "catch_crashes", lambda path: None)
    monkeypatch.setattr(program_log, "set_up", lambda: None)
    monkeypatch.setenv("PAIRBOOK_PASSPHRASE", PASSPHRASE)
    for kind in ("staff", "pairs", "sessions", "actions", "training", "topics", "accounts", "history"):
        door.main(["list", kind, str(day.folder), "--as", name, "--json"])
        said = capsys.readouterr()
        assert not _leaks(said.out + said.err, name), kind
        if kind == "sessions":
            notes = [note for row in json.loads(said.out) for note in row["notes"]]
            mine = {text for (_a, _b, text), readers in NOTES.items() if name in readers}
            assert {note["text"] for note in notes if note["audience"] != "record"} == mine
            assert all({"audience", "author", "text"} == set(note) for note in notes)
    for kind in ("session-log", "about-person", "history-extract"):
        out = day.out / f"{EVERYBODY.index(name)} {kind}.html"
        who = ["--staff", str(day.people[FIRST])] if kind == "about-person" else []
        door.main(["report", kind, str(day.folder), "--as", name, "--out", str(out), "--html", *who])
        said = capsys.readouterr()
        assert not _leaks(said.out + said.err + (out.read_text() if out.exists() else ""), name)


def test_after_the_day_no_file_holds_personal_text_in_clear(
    day: Day, own_folders: Path, tmp_path: Path, logged_warnings: list[logging.LogRecord]
) -> None:
    """Folder, backups, copies, log, crash reports and temporary files."""
    log_path = program_log.set_up(tmp_path / "log")
    with signed_in(day.folder, FIRST, day.clock) as book:
        for summary in PERSONAL:
            try:
                record_session(book, book.account, RecordSession(999, date(2026, 3, 12), summary=summary))
            except KnownProblem as error:
                logging.getLogger("pairbook").info("refused: %s", error)
            try:
                with book.change(summary, by=book.account) as db:
                    db.add(Note(session_id=day.session, audience="pair", author_id=None, text=summary))
            except Exception as error:
                program_log.record_bug(type(error), error, error.__traceback__)
        files.write_atomically(
            tmp_path / "print.pdf", render_pdf(build("session-log", book, Options(pair_id=day.pair)))
        )
        back_up(book)
    with signed_in(day.folder, MANAGER, day.clock) as book:
        backup = back_up(book, tmp_path / "stick")
    restore(backup, unlock_backup(backup, 1, PASSPHRASE), tmp_path / "Again.pairbook", day.clock.now())
    for handler in logging.getLogger().handlers[:]:
        if getattr(handler, "path", None) == log_path:
            logging.getLogger().removeHandler(handler)
            handler.close()
    assert log_path is not None
    assert "refused" in log_path.read_text()
    assert len(logged_warnings) == len(PERSONAL)
    logged_warnings.clear()
    looked_at = 0
    for place in (day.folder, own_folders, tmp_path, files.private_folder()):
        for path in place.rglob("*"):
            if path.is_file():
                looked_at += 1
                content = path.read_bytes()
                for text in PERSONAL:
                    for encoding in ("utf-8", "utf-16-le"):
                        assert text.encode(encoding) not in content, (path.name, text)
    assert looked_at > 8
