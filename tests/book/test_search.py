"""Search: the index follows the records, holds no sealed note, and forgives accents."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.book import Book, check, search, write_schema
from app.book.search import Hit, find, holds
from app.clock import SetClock
from app.pairs.records import Pair
from app.sessions.records import Action, MentoringSession, Note
from app.staff.records import StaffMember, Topic
from tests.fixtures.books import new_book


@pytest.fixture
def held(book: Book) -> dict[str, int]:
    """Ids of one of each kind."""
    write_schema.import_rooms()
    with book.change("Fill", by=book.account) as db:
        person = StaffMember(name="Lan Nguyễn", known_as="Lanie", availability="")
        topic = Topic(name="Charting")
        db.add_all([person, topic])
        db.flush()
        pair = Pair(
            topic_id=topic.id, aim="", status="active", status_since=date(2026, 1, 1),
            created_on=date(2026, 1, 1), planned_sessions=6, session_minutes=45,
        )  # fmt: skip
        db.add(pair)
        db.flush()
        session = MentoringSession(
            pair_id=pair.id, state="held", held_on=date(2026, 3, 1), minutes=45, summary="Charting of falls"
        )
        db.add(session)
        db.flush()
        note = Note(session_id=session.id, audience="record", author_id=1, text="Żółty café — O'Brien_x")
        sealed = Note(session_id=session.id, audience="pair", author_id=1, text="hidden words")
        action = Action(pair_id=pair.id, text="Order a charger", owner_id=person.id)
        db.add_all([note, sealed, action])
        db.flush()
        return {
            "staff_member": person.id, "session": session.id, "note": note.id, "sealed": sealed.id,
            "action": action.id,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("nguyen", ["staff_member"]),
        ("LAN", ["staff_member"]),
        ("cha", ["session", "action"]),
        ("falls char", ["session"]),
        ("zolty cafe", []),  # ł is a letter of its own
        ("żółty CAFÉ", ["note"]),
        ("cafe o'br", ["note"]),
        ("hidden", []),
        ('" OR *', ["action"]),
        ("\0 -", []),
        ("", []),
    ],
)
def test_words_are_found_as_one_types(book: Book, held: dict[str, int], typed: str, kinds: list[str]) -> None:
    assert find(book, typed) == tuple(Hit(kind, held[kind]) for kind in kinds)


def test_whole_words_and_newer_rows_come_first(book: Book, held: dict[str, int]) -> None:
    with book.change("More", by=book.account) as db:
        texts = ("chart", "charting", "chart again")
        more = [Action(pair_id=1, text=text, owner_id=held["staff_member"]) for text in texts]
        db.add_all(more)
        db.flush()
        ids = [each.id for each in more]
    found = find(book, "chart", ["action"])
    assert [hit.id for hit in found] == [ids[2], ids[0], ids[1]]
    assert len(find(book, "chart", ["action"], limit=2)) == 2


def test_the_index_follows_changes_undo_and_deletion(book: Book, held: dict[str, int]) -> None:
    with book.change("Reword", by=book.account) as db:
        db.get_one(Note, held["note"]).text = "plum"
        db.get_one(MentoringSession, held["session"]).minutes = 50
    assert find(book, "plum")
    assert not find(book, "café")
    book.undo()
    assert find(book, "café")
    assert not find(book, "plum")
    with book.change("Seal", by=book.account) as db:
        db.get_one(Note, held["note"]).audience = "pair"
    assert not find(book, "café")
    with book.change("Open", by=book.account) as db:
        db.get_one(Note, held["note"]).audience = "record"
        db.delete(db.get_one(Action, held["action"]))
    assert find(book, "café")
    assert not find(book, "charger")
    assert all(finding.good for finding in check.check_book(book))
    book.driver.execute("PRAGMA writable_schema = OFF")
    assert b"hidden" not in b"".join(
        bytes(row[0]) for row in book.driver.execute("SELECT block FROM search_data")
    )


def test_an_index_that_does_not_fit_is_said_and_made_anew(book: Book, held: dict[str, int]) -> None:
    driver = book.driver
    driver.execute("DELETE FROM search_data WHERE id > 10")
    bad = [finding.part for finding in check.check_book(book) if not finding.good]
    assert bad == ["Search"]
    search.rebuild(driver)
    assert all(finding.good for finding in check.check_book(book))
    assert find(book, "cafe")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Żółty café", "cafe", True),
        ("Żółty café", "zol", False),
        ("one two three", "three on", True),
        ("one two three", "tw three", False),
        ("one two", "", False),
    ],
)
def test_sealed_notes_are_searched_alike_once_open(text: str, words: str, found: bool) -> None:
    assert holds(text, words) is found


def test_a_word_of_many_thousand_notes_is_found_at_once(
    tmp_path: Path, clock: SetClock, benchmark: Callable[..., object]
) -> None:
    with new_book(tmp_path, clock) as book:
        driver = book.driver
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("BEGIN")
        driver.executemany(
            "INSERT INTO note (session_id, audience, author_id, text) VALUES (1, 'record', 1, ?)",
            ((f"charting again {number % 977} and {number % 13} falls",) for number in range(5000)),
        )
        driver.execute("COMMIT")
        found = benchmark(find, book, "charting fa")
        assert len(found) == 50  # type: ignore[arg-type]
