"""How old the copies of a book are."""

from datetime import timedelta

from app.book import Book
from app.book.backup import back_up
from app.book.backup_state import backup_state, backups_of, note_copy_outside
from app.clock import SetClock


def test_a_new_book_has_no_copy(book: Book) -> None:
    state = backup_state(book)
    assert (state.here, state.outside) == (None, None)
    assert backups_of(book) == ()


def test_the_days_without_a_backup_count_from_the_last_one_or_from_the_books_first_day(
    book: Book, clock: SetClock
) -> None:
    assert backup_state(book).days_without(clock.now()) == 0
    clock.moment += timedelta(days=8)
    book.record_event("print", "Something printed", by=book.account)
    assert backup_state(book).days_without(clock.now()) == 8
    back_up(book)
    clock.moment += timedelta(days=2)
    assert backup_state(book).days_without(clock.now()) == 2


def test_copies_are_known_by_file_and_by_history(book: Book, clock: SetClock) -> None:
    path = back_up(book)
    clock.moment += timedelta(hours=2)
    note_copy_outside(book, book.account)
    (copy,) = backups_of(book)
    assert copy.path == path
    assert copy.size == path.stat().st_size
    state = backup_state(book)
    assert state.here == copy.made == clock.now() - timedelta(hours=2)
    assert state.outside == clock.now()


def test_a_copy_that_vanishes_meanwhile_is_left_out(book: Book) -> None:
    path = back_up(book)
    path.unlink()
    path.symlink_to(path.with_name("gone"))
    assert backups_of(book) == ()
