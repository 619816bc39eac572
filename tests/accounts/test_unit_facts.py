"""The unit's facts: saved whole or refused beside the field."""

from pathlib import Path

import pytest

from app.accounts.roles import PARTICIPANT
from app.accounts.unit_facts import MOST_PATH, SaveUnit, save_copies_folder, save_unit
from app.book import Account, Book
from app.book.backup import copies_folder
from app.errors import InvalidEntry, NotAllowed
from tests.fixtures.unit import Unit


def test_saved_facts_hold_at_once(unit: Unit) -> None:
    book = unit.book
    save_unit(book, book.account, SaveUnit("Ward 9", "Saltmarsh", "Speak up: 4400", 5, 8, 14))
    facts = book.unit
    assert (facts.name, facts.hospital, facts.speaking_up_contact) == (
        "Ward 9",
        "Saltmarsh",
        "Speak up: 4400",
    )
    assert (facts.amber_weeks, facts.red_weeks, facts.print_days) == (5, 8, 14)
    book.undo()
    assert unit.book.unit.name == "Ward 7"


def test_faults_name_their_fields(unit: Unit) -> None:
    with pytest.raises(InvalidEntry) as refused:
        save_unit(unit.book, unit.by, SaveUnit(" ", amber_weeks=6, red_weeks=6, print_days=0))
    assert [fault.field for fault in refused.value.faults] == ["name", "red_weeks", "print_days"]
    assert unit.book.unit.name == "Ward 7"


def test_only_a_manager_changes_the_unit(book: Book) -> None:
    with pytest.raises(NotAllowed):
        save_unit(book, Account(9, "Lan", PARTICIPANT, None), SaveUnit("Mine"))
    assert book.unit.name == "Ward 7"


def test_the_second_folder_is_kept_and_forgotten_and_is_no_part_of_undo(book: Book, tmp_path: Path) -> None:
    assert copies_folder(book) is None
    save_copies_folder(book, book.account, tmp_path / "stick")
    assert copies_folder(book) == tmp_path / "stick"
    assert book.undo_title is None
    save_copies_folder(book, book.account, None)
    assert copies_folder(book) is None


def test_a_second_folder_in_the_book_or_without_a_whole_path_is_refused(book: Book, tmp_path: Path) -> None:
    save_copies_folder(book, book.account, tmp_path / "stick")
    refused = (book.folder, book.folder / "backups", Path("stick"), tmp_path / ("x" * MOST_PATH))
    for folder in refused:
        with pytest.raises(InvalidEntry) as problem:
            save_copies_folder(book, book.account, folder)
        assert [fault.field for fault in problem.value.faults] == ["folder"]
    assert copies_folder(book) == tmp_path / "stick"
