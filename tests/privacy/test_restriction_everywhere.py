"""A restriction hides somebody from every list, count of people, search, export and print of the app."""

import inspect
from datetime import date
from typing import Any

import pytest

from app.book import Book
from app.errors import KnownProblem
from app.exchange.out_sheets import sheets_of
from app.privacy.restriction import restrict_person
from app.reports.catalogue import build, reports
from app.reports.options import Options
from app.sessions.search import search_book
from tests.accounts.test_rules import ROOMS, functions
from tests.privacy.conftest import MARGIT, Past

NAMES = ("Margit", "Sørvik", "Maggie")
GIVEN: dict[str, Any] = {
    "since": date(2025, 1, 1),
    "until": date(2027, 1, 1),
    "words": "Margit",
    "kind": "mentor",
}
MANAGE = {
    # Where who handles rights has to find the person all the same, and why.
    "app.privacy.restriction.restricted_people": "the one list in which they stand, to lift the restriction",
    "app.privacy.requests.list_requests": "their requests have to be answered",
    "app.accounts.past.read_history": "what happened stays told; titles name who was added",
}


def _tellers() -> dict[str, Any]:
    """Every public function of the app that needs nothing but the book, or what GIVEN gives."""
    found = {}
    for name, function in functions(*ROOMS).items():
        needs = {
            key for key, each in inspect.signature(function).parameters.items()
            if each.default is each.empty and key != "book"
        }  # fmt: skip
        if needs <= set(GIVEN) and inspect.isfunction(function) and "." not in function.__qualname__:
            found[name] = (function, {key: GIVEN[key] for key in needs})
    return found


def _told(book: Book) -> dict[str, str]:
    told = {}
    for name, (function, given) in _tellers().items():
        if name not in MANAGE:
            try:
                told[name] = repr(function(book, **given))
            except KnownProblem as problem:
                told[name] = repr(problem)
    for report in reports():
        try:
            told[report.kind] = repr(build(report.kind, book, Options()))
        except KnownProblem:
            continue
    told["search"] = repr(search_book(book, "Margit"))
    told["export"] = repr(
        [list(sheet.rows) if hasattr(sheet, "rows") else sheet for sheet in sheets_of(book)]
    )
    return told


def test_a_restricted_person_is_told_of_by_no_function_and_no_print(past: Past) -> None:
    book = past.book
    before = [name for name, words in _told(book).items() if any(each in words for each in NAMES)]
    assert len(before) > 12
    restrict_person(book, book.account, past.id(MARGIT), "Contests the notes")
    after = [name for name, words in _told(book).items() if any(each in words for each in NAMES)]
    assert after == []


@pytest.mark.parametrize("name", sorted(MANAGE))
def test_the_places_that_name_them_still_are_few_and_exist(name: str) -> None:
    assert name in functions(*ROOMS)
    assert MANAGE[name]
