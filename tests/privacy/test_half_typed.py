"""What is erased or cleared takes everybody's half-typed forms about it along, and no others."""

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import select

from app.book import Book
from app.book.drafts import save_draft
from app.book.records import DraftRecord
from app.clock import SetClock
from app.files import DiskFull
from app.privacy.erasure import erase_person
from app.privacy.half_typed import about_nobody_yet, subjects
from app.privacy.requests import Right, answer_request, note_request
from app.privacy.retention import clear_pair, clear_request, clear_training
from app.sessions.recording import RecordSession, record_session, remove_session
from app.sessions.records import Note
from app.training.records import TrainingRecord
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.privacy.conftest import LAN, MARGIT, OWEN, Past

DAY = date(2026, 3, 12)
Key = tuple[str, str]


def keep(book: Book, *drafts: Key) -> None:
    """Half type these forms, and leave them open."""
    for form, key in drafts:
        save_draft(book, form, key, {"words": "what nobody may read"})
        save_draft(book, "open form", f"{form}:{key}", {"place": "pairs", "arguments": {}})


def kept(book: Book) -> set[Key]:
    """The drafts that are there; each is listed as open, and nothing is listed that is not there."""
    with book.reading() as db:
        rows = {(form, key) for form, key in db.execute(select(DraftRecord.form, DraftRecord.key))}
    listed = {key for form, key in rows if form == "open form"}
    found = {each for each in rows if each[0] != "open form"}
    assert listed == {f"{form}:{key}" for form, key in found}
    return found


def of_pair(pair_id: int, sessions: Iterable[int], notes: Iterable[int]) -> list[Key]:
    """Every form about a pair, its sessions and their notes."""
    names = (
        "pair",
        "agreement",
        *(f"ask {each}" for each in ("next-date", "activate", "pause", "end", "sign")),
    )
    found = [(name, str(pair_id)) for name in names]
    found += [
        ("session", f"pair:{pair_id}"),
        ("hand over", f"9 pair {pair_id}"),
        ("ask longer", f"pairs {pair_id}"),
    ]
    found += [
        each for id_ in sessions for each in (("session", f"session:{id_}"), ("session date", str(id_)))
    ]
    return found + [("widen note", str(id_)) for id_ in notes]


def others(past: Past) -> list[Key]:
    """Forms about nobody who goes."""
    owen = past.id(OWEN)
    return [
        ("staff", "new"), ("pair", "new"), ("session", "pair:0"), ("session", f"pair:{past.active}"),
        ("session", f"session:{past.session}"), ("staff", str(owen)), ("sign off", f"{owen}:A1"),
        ("programme", "1"), ("unit", "1"), ("checklist", "version:2"), ("import", "staff"),
        ("ask topic", str(past.ended)), ("ask longer", "strange"), ("hand over", f"{owen} actions "),
    ]  # fmt: skip


def test_a_cleared_pair_takes_everybodys_half_typed_forms_about_it_along(past: Past, clock: SetClock) -> None:
    book, by = past.book, past.book.account
    gone = record_session(book, by, RecordSession(past.ended, DAY, record_note="Hasty"))
    with book.reading() as db:
        note = db.scalars(select(Note.id).where(Note.session_id == gone)).one()
    remove_session(book, by, gone)
    there = record_session(book, by, RecordSession(past.ended, DAY, record_note="Blunt"))
    elsewhere = record_session(book, by, RecordSession(past.active, DAY, record_note="Kind"))
    with book.reading() as db:
        notes = {row.session_id: row.id for row in db.scalars(select(Note))}
    lan = give_account(book, LAN, past.id(LAN))
    stays = [*others(past), ("widen note", str(notes[elsewhere]))]
    goes = of_pair(past.ended, (gone, there), (note, notes[there]))
    keep(book, *stays, *goes)
    book.close()
    with signed_in(book.folder, lan, clock, ONCE) as own:
        keep(own, ("session", f"pair:{past.ended}"), ("session", f"pair:{past.active}"))
    with signed_in(book.folder, by.id, clock) as again:
        assert kept(again) == {*stays, *goes}
        clear_pair(again, again.account, past.ended)
        assert kept(again) == set(stays)
        with again.reading() as db:
            rows = db.scalars(select(DraftRecord.form).where(DraftRecord.account_id == lan)).all()
        assert sorted(rows) == ["open form", "session"]


def test_an_erased_person_takes_half_typed_forms_about_them_and_their_pairs_along(past: Past) -> None:
    book, margit = past.book, past.id(MARGIT)
    names = ("staff", "ask left", "ask conflict", "about person", "leaving", "new account")
    names += ("ask request", "ask statement", "ask restriction", "begin training", "sign several")
    goes = [(name, str(margit)) for name in names]
    goes += [
        ("sign off", f"{margit}:B12"),
        ("hand over", f"{margit} people "),
        ("ask longer", f"leavers {margit}"),
    ]
    goes += of_pair(past.active, (past.session,), ())
    stays = [each for each in others(past) if each not in goes]
    keep(book, *stays, *goes)
    erase_person(book, book.account, margit)
    assert kept(book) == set(stays)


def test_what_the_eraser_half_typed_goes_where_it_names_the_person(past: Past) -> None:
    book = past.book
    going = {
        ("staff", "new"): {"name": "MARGIT SØRVIK", "phone": None},
        ("pair", "new"): {"aim": "x", "goals": [["Charts like Margit Sørvik.", 3]]},
        ("session", f"pair:{past.ended}"): {"summary": "Seen with Margit Sørvik"},
    }
    staying = {
        ("programme", "new"): {"sponsor": "Margit Sørviksen", "planned": 6},
        ("session", "pair:0"): {"summary": "Nobody", "minutes": past.id(MARGIT)},
    }
    for (form, key), content in (going | staying).items():
        save_draft(book, form, key, content)
        save_draft(book, "open form", f"{form}:{key}", {"place": "pairs", "arguments": {}})
    # A form is listed with what opens it again; that may name somebody, too.
    again = {"place": "settings", "arguments": {"ask": "statement", "name": MARGIT}}
    save_draft(book, "ask statement", str(past.id(OWEN)), {"words": "I see it differently"})
    save_draft(book, "open form", f"ask statement:{past.id(OWEN)}", again)
    erase_person(book, book.account, past.id(MARGIT))
    assert kept(book) == staying.keys()


def test_what_others_half_typed_about_nobody_yet_goes_since_nobody_can_look_into_it(
    past: Past, clock: SetClock
) -> None:
    book, by = past.book, past.book.account
    lan = give_account(book, LAN, past.id(LAN))
    new = [
        ("staff", "new"),
        ("pair", "new"),
        ("session", "pair:0"),
        ("programme", "new"),
        ("window", "place"),
    ]
    stays = [each for each in others(past) if each not in new]
    stays.remove(("ask longer", "strange"))
    stays.remove(("session", f"pair:{past.active}"))  # of Margit's pairs
    stays.remove(("session", f"session:{past.session}"))
    book.close()
    with signed_in(book.folder, lan, clock, ONCE) as own:
        keep(own, *stays, *new)
    with signed_in(book.folder, by.id, clock) as again:
        keep(again, *new)
        erase_person(again, again.account, past.id(MARGIT))
        with again.reading() as db:
            rows = db.execute(select(DraftRecord.account_id, DraftRecord.form, DraftRecord.key)).all()
        assert {(form, key) for who, form, key in rows if who == lan and form != "open form"} == set(stays)
        assert {(form, key) for who, form, key in rows if who == by.id and form != "open form"} == set(new)


def test_an_own_draft_that_opens_no_more_goes_when_it_is_about_nobody_yet(past: Past) -> None:
    book = past.book
    keep(book, ("staff", "new"), ("staff", str(past.id(OWEN))))
    with book.storing() as db:
        for draft in db.scalars(select(DraftRecord)):
            draft.body = b"sealed with a key that is lost"
    erase_person(book, book.account, past.id(MARGIT))
    assert kept(book) == {("staff", str(past.id(OWEN)))}


@pytest.mark.parametrize(
    ("form", "key", "nobody"),
    [
        ("staff", "new", True),
        ("session", "pair:0", True),
        ("open form", "session:pair:0", True),
        ("window", "place", True),
        ("staff", "7", False),
        ("programme", "1", False),
        ("unit", "1", False),
        ("ask topic", "new", False),
    ],
)
def test_which_forms_may_name_anybody(form: str, key: str, nobody: bool) -> None:
    assert about_nobody_yet(form, key) is nobody


def test_a_cleared_training_record_and_a_cleared_request_take_theirs_along(past: Past) -> None:
    book, by, margit = past.book, past.book.account, past.id(MARGIT)
    with book.reading() as db:
        record = db.scalars(select(TrainingRecord.id).where(TrainingRecord.staff_id == margit)).one()
    number = note_request(book, by, margit, Right.ACCESS, DAY)
    answer_request(book, by, number, DAY)
    training = [("sign off", f"{margit}:A1"), ("sign several", str(margit)), ("begin training", str(margit))]
    training.append(("ask longer", f"training {record}"))
    request = [("ask answer", str(number)), ("ask longer", f"requests {number}")]
    stays = [*others(past), ("staff", str(margit)), ("ask answer", str(number + 1))]
    keep(book, *stays, *training, *request)
    clear_training(book, by, record)
    assert kept(book) == {*stays, *request}
    clear_request(book, by, number)
    assert kept(book) == set(stays)


def test_a_clearing_that_fails_keeps_them(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull("the disk is full")

    keep(past.book, ("session", f"pair:{past.ended}"))
    monkeypatch.setattr("app.privacy.retention.forget", full)
    with pytest.raises(DiskFull):
        clear_pair(past.book, past.book.account, past.ended)
    assert kept(past.book) == {("session", f"pair:{past.ended}")}


def test_a_form_that_nobody_knows_is_about_nobody() -> None:
    assert subjects("of a later version", "7") == frozenset()
    assert subjects("session", "elsewhere:7") == {("", 7)}
