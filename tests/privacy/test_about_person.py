"""Everything about one person is complete, shows nobody else by accident, and prints."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.accounts import remove_account
from app.errors import NotAllowed, NotFound
from app.pairs.agreement import Terms, save_terms
from app.pairs.status import pause_pair
from app.privacy.about_person import AboutPerson, everything_about
from app.privacy.about_sheets import export_about_person
from app.privacy.redaction import proposed_redactions, redacted
from app.privacy.requests import Right, note_request
from app.privacy.restriction import restrict_person
from app.privacy.statements import state_disagreement
from app.reports.catalogue import build, reports_for
from app.reports.html import render_html
from app.reports.options import NotEnoughSaid, Options
from app.reports.pdf import render_pdf
from app.sessions.actions import save_action
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import Audience
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import mark_left
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.privacy.conftest import JUDITH, LAN, MARGIT, OWEN, Past


def _texts(about: AboutPerson) -> str:
    return "\n".join(cell for section in about.sections for row in section.rows for cell in row)


def test_every_table_that_names_the_person_is_looked_at(past: Past) -> None:
    book, by = past.book, past.book.account
    save_terms(book, by, past.active, Terms(signs_of_success="Charts by June"))
    state_disagreement(book, by, past.id(MARGIT), "I asked twice", session_id=past.session)
    note_request(book, by, past.id(MARGIT), Right.ACCESS, date(2026, 3, 12), remark="By letter")
    restrict_person(book, by, past.id(MARGIT), "Contests it")
    give_account(book, MARGIT, past.id(MARGIT))
    pause_pair(book, by, past.active, "Leave")
    elsewhere = past.unit.active_pair(JUDITH, OWEN)
    save_action(book, by, pair_id=elsewhere, text="Ask Margit Sørvik about it", owner_id=past.id(OWEN))
    about = everything_about(book, past.id(MARGIT))
    assert [section.title for section in about.sections] == [
        "Staff record", "Offers and needs", "Pairs", "Agreements", "Goals", "Sessions",
        "Record notes of these sessions", "Actions", "Mentor training", "Declared conflicts",
        "Mentioned elsewhere", "Requests, statements, restrictions", "History",
    ]  # fmt: skip
    text = _texts(about)
    for words in (
        "Maggie", "m@example.org", "4417", "Likes maps", "Charts by June", "Charts alone", "Paused: Leave",
        "compared charts", "Sørvik asked", "Lan shows Margit", "A close tie", "Works well with Margit",
        "Ask Margit Sørvik", "I asked twice", "By letter", "Contests it", "Add Margit Sørvik", "Both glad",
        f"{MARGIT}, participant",
    ):  # fmt: skip
        assert words in text, words
    with pytest.raises(NotFound):
        everything_about(book, 999)


def test_other_people_are_redacted_until_a_review_lets_a_name_stand(past: Past) -> None:
    book = past.book
    about = everything_about(book, past.id(MARGIT))
    proposed = proposed_redactions(book, about)
    assert {each.name for each in proposed} >= {LAN, OWEN, JUDITH, "Lan", "Ruth Abernethy"}
    text = _texts(redacted(book, about))
    for name in (LAN, OWEN, JUDITH, "Abernethy", "Carrick", "Nguyễn"):
        assert name not in text, name
    assert MARGIT in text
    lan = {each.sign for each in proposed if each.name in (LAN, "Lan")}
    assert len(lan) == 1
    (met,) = [
        each
        for each in proposed
        if (each.section, each.name) == ("Sessions", "Lan") and each.context.startswith("Room 2 Maggie and")
    ]
    shown = _texts(redacted(book, about, {met.key}))
    assert "Maggie and Lan compared charts with [person" in shown


def test_a_persons_own_words_that_others_share_are_not_redacted(past: Past) -> None:
    book, by = past.book, past.book.account
    namesake = save_staff_member(book, by, SaveStaffMember("Margit Will", known_as="Jo"))
    save_staff_member(book, by, SaveStaffMember(MARGIT, notes="She will ask Will, and Jo"), past.id(MARGIT))
    about = everything_about(book, past.id(MARGIT))
    text = _texts(redacted(book, about))
    assert "She will ask [person" in text
    assert "Lan shows Margit" not in text
    assert "Margit" in text
    assert namesake


def test_a_participant_gets_their_own_with_their_sealed_notes_and_no_other(past: Past) -> None:
    folder, clock, book = past.book.folder, past.clock, past.book
    give_account(book, MARGIT, past.id(MARGIT))
    book.close()
    with signed_in(folder, MARGIT, clock, ONCE) as book:
        entry = RecordSession(
            past.active, date(2026, 3, 12), note="Mine alone", note_audience=Audience.ONLY_ME
        )
        record_session(book, book.account, entry)
        about = everything_about(book, past.id(MARGIT))
        titles = [section.title for section in about.sections]
        assert "Sealed notes you can read" in titles
        assert "Mentioned elsewhere" not in titles
        assert "Mine alone" in _texts(about)
        assert "Likes maps" not in _texts(about)
        with pytest.raises(NotAllowed):
            everything_about(book, past.id(LAN))
        assert "about-person" in [report.kind for report in reports_for(book.account)]
        assert render_pdf(build("about-person", book, Options(staff_id=past.id(MARGIT)))).startswith(b"%PDF")
        with pytest.raises(NotAllowed):
            build("about-person", book, Options(staff_id=past.id(LAN)))
        with pytest.raises(NotAllowed):
            build("history-extract", book, Options())
    with signed_in(folder, 1, clock) as book:
        assert "Mine alone" not in _texts(everything_about(book, past.id(MARGIT)))


def test_a_leaver_with_next_to_nothing_is_printed_too(past: Past) -> None:
    book, by = past.book, past.book.account
    alone = save_staff_member(book, by, SaveStaffMember("Zebedee Quint"))
    mark_left(book, by, alone, date(2026, 3, 12))
    about = everything_about(book, alone)
    assert [section.title for section in about.sections] == ["Staff record", "History"]
    account = give_account(book, "Zebedee Quint", alone)
    remove_account(book, by, account)
    assert "Left on" in _texts(everything_about(book, alone))


def test_the_workbook_has_a_sheet_for_each_section(past: Past, tmp_path: Path) -> None:
    book = past.book
    path = tmp_path / "about.xlsx"
    export_about_person(book, book.account, past.id(MARGIT), path)
    workbook = load_workbook(io.BytesIO(path.read_bytes()))
    assert workbook.sheetnames[:2] == ["Staff record", "Offers and needs"]
    cells = [str(cell.value) for sheet in workbook for row in sheet for cell in row]
    assert any("compared charts" in cell for cell in cells)
    assert not any(OWEN in cell for cell in cells)


def test_the_papers_say_what_they_are_for(past: Past) -> None:
    book, by = past.book, past.book.account
    restrict_person(book, by, past.id(MARGIT), "Contests it")
    words = {
        kind: render_html(build(kind, book, Options()))
        for kind in ("privacy-notice", "system-record", "screening-note", "history-extract")
    }
    assert "Only me note by its author only" in words["privacy-notice"]
    assert "18 months" in words["privacy-notice"]
    assert "SQLCipher" in words["system-record"]
    assert "1 of 10 screening questions" in words["screening-note"]
    assert "The chain of the history is unbroken." in words["history-extract"]
    about = render_html(build("about-person", book, Options(staff_id=past.id(MARGIT))))
    assert "[person" in about
    assert OWEN not in about
    with pytest.raises(NotEnoughSaid):
        build("about-person", book, Options())
    nothing = build("history-extract", book, Options(since=date(2020, 1, 1), until=date(2020, 1, 2)))
    assert "Nothing happened in this period." in render_html(nothing)


def test_a_broken_chain_is_said_on_the_extract(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.book.history.first_broken", lambda _db: 7)
    words = render_html(build("history-extract", past.book, Options()))
    assert "broken at entry 7" in words
