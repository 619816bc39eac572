"""A restriction hides somebody from every list, search, export and print of the app."""

import inspect
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.book import Book
from app.errors import KnownProblem
from app.exchange.export import export_folder
from app.privacy.restriction import restrict_person
from app.reports.catalogue import build, reports
from app.reports.options import Options
from app.staff.saving import SaveStaffMember, save_staff_member
from tests.accounts.test_rules import ROOMS, functions
from tests.privacy.conftest import LAN, MARGIT, OWEN, Past

NAMES = ("Margit", "Sørvik", "Maggie")
GIVEN: dict[str, Any] = {
    "since": date(2025, 1, 1),
    "until": date(2027, 1, 1),
    "words": "Margit",
    "kind": "mentor",
}
STILL_NAMED = {
    # Where who handles rights has to find the person all the same, and why.
    "app.privacy.restriction.restricted_people": "the one list in which they stand, to lift the restriction",
    "app.privacy.requests.list_requests": "their requests have to be answered",
}


def _told(book: Book) -> dict[str, str]:
    """What every function says that needs nothing but the book, or what GIVEN gives; and every print."""
    told = {}
    for name, function in functions(*ROOMS).items():
        needs = {
            key
            for key, each in inspect.signature(function).parameters.items()
            if each.default is each.empty and key != "book"
        }
        if name in STILL_NAMED or not needs <= set(GIVEN) or "." in function.__qualname__:
            continue
        try:
            told[name] = repr(function(book, **{key: GIVEN[key] for key in needs}))
        except KnownProblem as problem:
            told[name] = repr(problem)
    for report in reports():
        if report.kind not in STILL_NAMED:
            try:
                told[report.kind] = repr(build(report.kind, book, Options()))
            except KnownProblem:
                continue
    return told


def _naming(told: dict[str, str]) -> list[str]:
    return [name for name, words in told.items() if any(each in words for each in NAMES)]


def test_a_restricted_person_is_told_of_by_no_function_no_print_and_no_export(
    past: Past, tmp_path: Path
) -> None:
    book, by = past.book, past.book.account
    # What somebody else's own record says of them is for a person to look through.
    save_staff_member(book, by, SaveStaffMember(OWEN), past.id(OWEN))
    save_staff_member(book, by, SaveStaffMember(LAN, line_manager_id=past.id(MARGIT)), past.id(LAN))
    assert len(_naming(_told(book))) > 12
    restrict_person(book, by, past.id(MARGIT), "Contests the notes")
    assert _naming(_told(book)) == []
    for path in export_folder(book, by, tmp_path / "csv"):
        assert not [each for each in NAMES if each in path.read_text("utf-8-sig")], path.name


@pytest.mark.parametrize("name", sorted(STILL_NAMED))
def test_the_places_that_name_them_still_are_few_and_exist(name: str) -> None:
    assert name in functions(*ROOMS) or name in [report.kind for report in reports()]
