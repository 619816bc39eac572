"""Drafts: kept at once, read by their writer alone, no part of the history."""

from dataclasses import replace
from datetime import timedelta

from app.book import Book, drafts, history, key_slots
from app.clock import SetClock


def test_a_draft_is_kept_replaced_found_and_dropped(book: Book, clock: SetClock) -> None:
    with book.reading() as db:
        before = history.entries(db)
    drafts.save_draft(book, "session", "", {"summary": "Half a"})
    drafts.save_draft(book, "session", "", {"summary": "Half a sentence"})
    clock.moment += timedelta(minutes=1)
    drafts.save_draft(book, "session", "7", {"summary": "Other"})
    found = drafts.load_draft(book, "session", "")
    assert found is not None
    assert found.content == {"summary": "Half a sentence"}
    assert [draft.key for draft in drafts.list_drafts(book, "session")] == ["7", ""]
    drafts.drop_draft(book, "session", "")
    drafts.drop_draft(book, "session", "none")
    assert drafts.load_draft(book, "session", "") is None
    with book.reading() as db:
        assert history.entries(db) == before


def test_a_draft_of_another_key_is_not_read(book: Book) -> None:
    drafts.save_draft(book, "session", "", {"summary": "Mine"})
    material = book.material
    book.material = key_slots.new_material(material.data_key)
    assert drafts.load_draft(book, "session", "") is None
    assert drafts.list_drafts(book, "session") == ()
    book.material = material
    assert [draft.content for draft in drafts.list_drafts(book, "session")] == [{"summary": "Mine"}]


def test_sealed_drafts_can_wait_outside_and_go_to_their_writer_alone(book: Book) -> None:
    from dataclasses import replace

    from app.book.drafts import load_draft, seal_draft, store_drafts

    sealed = seal_draft(book, "staff", "new", {"name": "Half ty"})
    assert b"Half" not in sealed.body
    assert "body" not in repr(sealed)
    store_drafts(book, replace(sealed, account_id=99))
    assert load_draft(book, "staff", "new") is None
    store_drafts(book, sealed, replace(sealed, account_id=99))
    found = load_draft(book, "staff", "new")
    assert found is not None
    assert found.content == {"name": "Half ty"}


def test_a_draft_sealed_by_somebody_else_is_not_stored(book: Book) -> None:
    theirs = replace(drafts.seal_draft(book, "session", "", {"summary": "Theirs"}), account_id=9)
    drafts.store_drafts(book, theirs)
    assert drafts.list_drafts(book, "session") == ()
