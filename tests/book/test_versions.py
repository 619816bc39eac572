"""Earlier versions of a record, in words, and the history by filters."""

from datetime import date, timedelta

import pytest

from app.accounts import PARTICIPANT
from app.accounts.past import earlier_versions, history_rows, read_history
from app.book import Account, Book, UnitRecord, versions
from app.book.images import write_image
from app.clock import SetClock
from app.errors import NotAllowed
from app.staff.records import StaffMember
from tests.fixtures.unit import Unit


def test_every_version_says_who_when_and_which_fields(unit: Unit, clock: SetClock) -> None:
    book, person = unit.book, unit.person("Lan Nguyễn")
    clock.moment += timedelta(hours=1)
    with book.change("Correct the name", by=book.account) as db:
        row = db.get_one(StaffMember, person)
        row.name, row.left_on, row.capacity = "Lan N.", date(2026, 3, 1), 3
    book.undo()
    with book.change("Remove", by=book.account) as db:
        db.delete(db.get_one(StaffMember, person))
    found = earlier_versions(book, "staff_member", person)
    assert [version.what for version in found] == ["removed", "changed", "changed", "made"]
    assert [version.words() for version in found] == ["Removed", "Changed", "Changed", "Made"]
    undone, corrected = found[1], found[2]
    assert corrected.entry.title == "Correct the name"
    assert corrected.entry.at == clock.moment
    changes = {change.name: (change.before, change.after) for change in corrected.fields}
    assert changes == {
        "Name": ("Lan Nguyễn", "Lan N."),
        "Left on": ("", "1 March 2026"),
        "Capacity": ("2", "3"),
    }
    assert {change.name for change in undone.fields} == set(changes)
    book.driver.execute("UPDATE change_row SET before = NULL, after = NULL WHERE kind = 'staff_member'")
    erased = earlier_versions(book, "staff_member", person)
    assert {(version.words(), version.fields) for version in erased} == {("Erased", ())}


def test_stored_values_read_as_a_person_writes_them_and_sealed_ones_are_left_out() -> None:
    assert versions._text("2026-03-12 10:43:00.000000").startswith("12 March 2026, ")
    assert versions._text("09:05:00") == "09:05"
    assert versions._text("2026-3-1") == "2026-3-1"
    assert versions._text(b"x") == ""
    assert write_image({"sealed": b"x"})
    assert versions._fields(None, {"sealed": b"x", "id": 1, "audience": "pair"}) == (
        versions.FieldChange("audience", "Audience", "", "pair"),
    )


def test_the_history_is_found_by_person_kind_words_and_dates(book: Book, clock: SetClock) -> None:
    for day, title in enumerate(("100 % done", "Plums", "plums again")):
        clock.moment += timedelta(days=1)
        with book.change(title, by=book.account) as db:
            db.get_one(UnitRecord, 1).name = f"W{day}"
    assert [entry.title for entry in read_history(book, words="PLUM ruth")] == ["plums again", "Plums"]
    assert [entry.title for entry in read_history(book, words="0 %")] == ["100 % done"]
    assert read_history(book, words="_") == ()
    since, up_to = clock.moment - timedelta(days=1), clock.moment
    assert [entry.title for entry in read_history(book, since=since, up_to=up_to)] == ["Plums"]
    assert [entry.title for entry in read_history(book, kinds=["sign-in"], account_id=1)] == ["Signed in"]
    heading, row = history_rows(read_history(book, words="again"))
    assert heading == ("When", "Who", "What", "Kind", "Entry")
    assert row[1:4] == ("Ruth Abernethy", "plums again", "edit")


def test_only_who_may_see_the_history_sees_earlier_versions(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "_account", Account(9, "Lan", PARTICIPANT, None))
    with pytest.raises(NotAllowed):
        earlier_versions(book, "unit", 1)
