"""The history by person, kind, words and dates; who is restricted is not named in it."""

import re
from datetime import timedelta

from app.accounts.earlier import FieldChange, earlier_versions
from app.accounts.past import read_history
from app.book import Book, UnitRecord
from app.clock import SetClock
from app.privacy.restriction import restrict_person
from app.staff.saving import SaveStaffMember, save_staff_member
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit


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


def test_nobody_restricted_is_named_in_the_history_nor_found_by_their_name(
    unit: Unit, clock: SetClock
) -> None:
    book, by = unit.book, unit.by
    unit.person("Lander Wu")
    lan = save_staff_member(book, by, SaveStaffMember("Lan Tran", known_as="May"))
    save_staff_member(book, by, SaveStaffMember("Lan Nguyễn", known_as="May"), lan)
    number = give_account(book, "LAN NGUYỄN", lan)
    for each in range(3):
        unit.person(f"Somebody {each}")
    book.record_event("print", "Printed for Lan Nguyễn: what May may do", by=by)
    restrict_person(book, by, lan, "Contests the notes")
    titles = [entry.title for entry in read_history(book)]
    assert titles[1:6] == [
        "Printed for (restricted): what (restricted) may do",
        "Add Somebody 2",
        "Add Somebody 1",
        "Add Somebody 0",
        "New account",
    ]
    assert titles[6:8] == ["Change (restricted)", "Add (restricted)"]
    # What fits is found beyond entries that fit no longer.
    assert [entry.title for entry in read_history(book, words="lan", limit=1)] == ["Add Lander Wu"]
    for words in ("Lan Tran", "NGUYỄN"):
        assert read_history(book, words=words, limit=1) == ()
    versions = earlier_versions(book, "staff_member", lan)
    assert FieldChange("Name", "(restricted)", "(restricted)") in versions[-2].fields
    assert not [
        each for each in versions if re.search("lan|may", f"{each.title}{each.who}{each.fields}", re.I)
    ]
    book.close()
    with signed_in(book.folder, number, clock, ONCE) as own:
        assert {entry.account_name for entry in read_history(own)} == {"LAN NGUYỄN"}
