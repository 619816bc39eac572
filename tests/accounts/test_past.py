"""The history by person, kind, words and dates, and as rows of a table."""

from datetime import timedelta

from app.accounts.past import history_rows, read_history
from app.book import Book, UnitRecord
from app.clock import SetClock


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
