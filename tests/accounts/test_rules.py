"""The role table and the code agree: no function of app that takes a book is without a rule."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts import PARTICIPANT, Action, may, rename_account
from app.accounts.roles import RULE
from app.book import Account, Book, history
from app.clock import SetClock
from app.errors import KnownProblem, NotAllowed
from app.pairs.agreement import Terms, sign_agreement
from app.privacy.about_person import everything_about
from app.privacy.statements import state_disagreement
from app.reports.catalogue import build, reports
from app.reports.options import Options
from app.sessions.booking import CancelSession
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.records import Action as ActionRecord
from app.sessions.records import MentoringSession, Note
from app.sessions.session_views import get_session
from app.sessions.words import Audience, CancelledBy
from tests.fixtures.books import new_book
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

ROOMS = (
    "accounts", "staff", "pairs", "sessions", "training", "programmes", "privacy", "exchange", "reports",
    "demo",
)  # fmt: skip
BOOK_ROOM = {
    # What the book's own room lets everybody do who is signed in, and why.
    "app.book.backup.back_up": "a backup is as encrypted as the book, and everybody's sign-in makes one",
    "app.book.backup.back_up_if_due": "the same",
    "app.book.backup.begin": "the same",
    "app.book.backup.Copying.__init__": "the same",
    "app.book.backup.copies_folder": "where copies go",
    "app.book.backup.second_folder_due": "where copies go",
    "app.book.backup_preview.counts_of": "numbers of rows",
    "app.book.backup_state.aged_out_in_days": "dates of backups",
    "app.book.backup_state.backups_of": "dates of backups",
    "app.book.backup_state.backup_state": "dates of backups",
    "app.book.backup_state.note_copy_outside": "the date of a copy",
    "app.book.check.check_book": "says whether the book is whole, nothing of what is in it",
    "app.book.drafts.save_draft": "one's own draft, sealed",
    "app.book.drafts.load_draft": "one's own draft, sealed",
    "app.book.drafts.list_drafts": "one's own draft, sealed",
    "app.book.drafts.seal_draft": "one's own draft, sealed",
    "app.book.drafts.store_drafts": "one's own draft, sealed",
    "app.book.opening.back_up_before_close": "part of closing",
    "app.book.place.local_backups": "a folder",
    "app.book.search.find": "ids alone; app.sessions.search says who may see the rows",
    "app.book.drafts.drop_draft": "one's own draft, sealed",
    "app.book.opening.prepare": "part of opening",
    "app.book.opening.settle_keys": "part of opening",
    "app.book.rekey.present_accounts": "numbers of accounts, as on the cover",
    "app.book.rekey.rekey": "a new key for everybody in the book; called by remove_account and at opening",
    "app.book.rekey.begin": "the parts of rekey",
    "app.book.rekey.complete": "the parts of rekey",
    "app.book.rekey.is_unfinished": "the parts of rekey",
    "app.book.rekey.settle": "part of opening",
    "app.book.ways_in.taken_back": "puts keys back that the caller changed",
    "app.book.ways_in.put_slots": "app.accounts says whose slot is written; the rest is key_slots'",
    "app.book.ways_in.put_and_note": "put_slots, with the entry that the history gets for it",
    "app.book.ways_in.link_keys": "one's own earlier key, sealed to one's own present one",
}
MANAGERS_ONLY = frozenset(action for action in Action if not may(Account(0, "", PARTICIPANT, 1), action))


def _modules(rooms: tuple[str, ...]) -> Iterator[Any]:
    for room in rooms:
        package = importlib.import_module(f"app.{room}")
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name:
                yield importlib.import_module(found.name)


def _takes_book(function: Callable[..., Any]) -> bool:
    kinds = [p.annotation for p in inspect.signature(function).parameters.values()]
    return any(kind is Book or (isinstance(kind, str) and kind.strip("'\"") == "Book") for kind in kinds)


def functions(*rooms: str) -> dict[str, Callable[..., Any]]:
    """Every public function and method of public classes that takes a Book, by its full name."""
    found: dict[str, Callable[..., Any]] = {}
    for module in _modules(rooms):
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(value) and _takes_book(value):
                found[f"{module.__name__}.{name}"] = value
            elif inspect.isclass(value):
                for part, method in vars(value).items():
                    bare = getattr(method, "__func__", method)
                    public = not part.startswith("_") or part == "__init__"
                    if public and inspect.isfunction(bare) and _takes_book(bare):
                        found[f"{module.__name__}.{name}.{part}"] = getattr(value, part)
    return found


def test_every_function_that_takes_a_book_has_a_rule() -> None:
    found = functions(*ROOMS)
    assert len(found) > 100
    assert [
        name for name, function in found.items() if not isinstance(getattr(function, RULE, None), Action)
    ] == []


def test_what_the_books_own_room_lets_everybody_do_is_named_here_with_its_reason() -> None:
    found = {name for name in functions("book") if not name.startswith("app.book.book.")}
    assert found - set(BOOK_ROOM) == set()


def test_a_function_without_a_rule_is_found() -> None:
    def forgetful(book: Book) -> None: ...

    assert _takes_book(forgetful)
    assert not hasattr(forgetful, RULE)


# --- a participant of another pair ------------------------------------------------------------

HIDDEN = ("Lan Nguyễn", "Margit Sørvik", "Hidden summary", "Hidden action", "Hidden record", "Hidden reason")


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, dict[str, Any]]]:
    """The book, opened by Owen, who mentors Judith; and what belongs to Lan and Margit."""
    clock = SetClock(datetime(2026, 3, 12, 10, 43).astimezone())
    with new_book(tmp_path_factory.mktemp("strangers"), clock) as book:
        unit = Unit(book)
        theirs = unit.active_pair("Lan Nguyễn", "Margit Sørvik", aim="Hidden reason")
        unit.active_pair("Owen Carrick", "Judith Oyelakin")
        session = record_session(
            book,
            book.account,
            RecordSession(
                theirs, date(2026, 3, 12), summary="Hidden summary", record_note="Hidden record",
                actions=(ActionEntry("Hidden action", unit.people["Lan Nguyễn"]),), next_on=date(2026, 3, 20),
            ),
        )  # fmt: skip
        give_account(book, "Owen Carrick", unit.people["Owen Carrick"])
        view = get_session(book, session)
        with book.reading() as db:
            action_id = db.scalars(select(ActionRecord.id)).one()
            note_id = db.scalars(select(Note.id)).one()
        values: dict[str, Any] = {
            "pair_id": theirs, "session_id": session, "action_id": action_id, "note_id": note_id,
            "staff_id": unit.people["Lan Nguyễn"], "owner_id": unit.people["Lan Nguyễn"], "session": view,
            "pair_ids": {theirs}, "session_ids": {session}, "account_id": 1, "programme_id": 1,
            "template_id": 1, "kind": "mentor", "audience": Audience.PAIR, "done": True, "text": "x",
            "on": date(2026, 3, 20), "since": date(2026, 1, 1), "until": date(2026, 3, 31), "terms": Terms(),
            "signed": {unit.people["Lan Nguyễn"]: date(2026, 3, 12)}, "words": "Hidden", "name": "Renamed",
            "limit": 50, "left": True, "retired": True, "everybody": True, "offset": 0, "states": (),
            "new": "a new passphrase", "title": "x", "code": "x", "item": "x", "reason": "x",
        }  # fmt: skip
        values["about"] = everything_about(book, unit.people["Lan Nguyễn"])
        values["statement_id"] = state_disagreement(
            book, book.account, unit.people["Lan Nguyễn"], "Hidden reason", session_id=session
        )
        values["path"] = tmp_path_factory.mktemp("out") / "out.xlsx"
        folder = book.folder
    with signed_in(folder, "Owen Carrick", clock, ONCE) as book:
        yield book, values | {"book": book, "by": book.account}


_ENTRIES = {
    "app.sessions.recording.record_session": lambda v: RecordSession(v["pair_id"], date(2026, 3, 12)),
    "app.sessions.booking.cancel_session": lambda v: CancelSession(
        v["pair_id"], date(2026, 3, 12), CancelledBy.WARD
    ),
}
_NOT_BY_IDS = {
    # Functions about nobody's record, or inside a transaction of a function that is tried here.
    "app.accounts.passphrase.prepare_passphrase", "app.accounts.passphrase.apply_passphrase",
    "app.accounts.passphrase.change_passphrase", "app.accounts.passphrase.set_passphrase",
    "app.sessions.recording.store", "app.sessions.notes.store_note",
    "app.sessions.note_keys.bring_back_notes", "app.sessions.note_keys.bring_back",
    "app.sessions.note_keys.find_earlier_key",
    "app.reports.catalogue.build", "app.reports.options.printed", "app.reports.options.meeting_fate",
}  # fmt: skip
_SEEN_BY_ALL = frozenset({Action.SEE_OWN, Action.RECORD_OWN, Action.PRINT_OWN})


def _tried(function: Callable[..., Any], name: str, values: dict[str, Any]) -> Any:
    given: dict[str, Any] = {}
    for key, parameter in inspect.signature(function).parameters.items():
        if key == "entry":
            given[key] = _ENTRIES[name](values)
        elif key == "options":
            given[key] = Options(
                pair_id=values["pair_id"], staff_id=values["staff_id"], session_id=values["session_id"]
            )
        elif key in values and not (name.endswith("read_history") and key == "since"):
            given[key] = values[key]
        elif parameter.default is inspect.Parameter.empty:
            pytest.fail(f"{name} takes “{key}”: give it a value in this test")
    return function(**given)


def test_functions_for_managers_refuse_a_participant_before_they_look_at_anything(
    strangers: tuple[Book, dict[str, Any]],
) -> None:
    book, values = strangers
    tried = 0
    for name, function in functions(*ROOMS).items():
        if getattr(function, RULE) not in MANAGERS_ONLY:
            continue
        required = [
            values.get(key)
            for key, parameter in inspect.signature(function).parameters.items()
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and parameter.default is parameter.empty
        ]
        if name.endswith(".__init__"):
            required = [None, book, *required[2:]]
        with pytest.raises(NotAllowed):
            function(*required)
        tried += 1
    assert tried > 30


def test_no_function_shows_or_changes_what_belongs_to_a_pair_of_others(
    strangers: tuple[Book, dict[str, Any]],
) -> None:
    book, values = strangers
    shown, refused = [], 0
    with book.reading() as db:
        before = [row.recorded_at for row in db.scalars(select(MentoringSession))]
    for name, function in functions(*ROOMS).items():
        if getattr(function, RULE) not in _SEEN_BY_ALL or name in _NOT_BY_IDS:
            continue
        needs = {p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty}
        without = {key: value for key, value in values.items() if not key.endswith("_id")}
        for given in [values, without] if needs <= set(without) else [values]:
            try:
                result = _tried(function, name, given)
            except KnownProblem as problem:
                refused += 1
                result = problem
            if any(word in repr(result) for word in HIDDEN):
                shown.append(name)
    assert shown == []
    assert refused > 15
    with book.reading() as db:
        assert [row.recorded_at for row in db.scalars(select(MentoringSession))] == before


def test_reports_print_nothing_of_a_pair_of_others(strangers: tuple[Book, dict[str, Any]]) -> None:
    book, values = strangers
    printed = set()
    for report in reports():
        for options in (
            Options(),
            Options(pair_id=values["pair_id"]),
            Options(staff_id=values["staff_id"]),
            Options(session_id=values["session_id"]),
        ):
            try:
                document = build(report.kind, book, options)
            except KnownProblem:
                continue
            assert not [word for word in HIDDEN if word in repr(document)], report.kind
            printed.add(report.kind)
    assert {"about-person", "action-list", "cpd-statement", "session-log"} <= printed


def _takes_account(function: Callable[..., Any]) -> list[str]:
    parameters = inspect.signature(function).parameters
    return [name for name, each in parameters.items() if each.annotation in (Account, "Account")]


def test_nobody_acts_in_another_name_in_any_function_that_takes_an_account(
    strangers: tuple[Book, dict[str, Any]], tmp_path: Path, clock: SetClock
) -> None:
    participants, _values = strangers
    with new_book(tmp_path, clock) as managers:
        for book in (participants, managers):
            stranger = Account(book.account.id + 1, "Somebody", "manager", 1)
            tried = 0
            for function in functions(*ROOMS).values():
                if not _takes_account(function):
                    continue
                given = {
                    key: stranger if key in _takes_account(function) else book if key == "book" else None
                    for key, each in inspect.signature(function).parameters.items()
                    if each.default is each.empty
                }
                with pytest.raises(NotAllowed):
                    function(**given)
                tried += 1
            assert tried > 50
            with pytest.raises(NotAllowed), book.change("x", by=stranger):
                pass
            with pytest.raises(NotAllowed):
                book.record_event("print", "x", by=stranger)


def test_a_role_written_on_the_account_handed_over_counts_for_nothing(
    strangers: tuple[Book, dict[str, Any]],
) -> None:
    book, _values = strangers
    me = book.account
    forged = Account(me.id, "Ruth Abernethy", "manager", me.staff_id)
    with pytest.raises(NotAllowed):
        rename_account(book, forged, 1, "Not hers")
    rename_account(book, forged, me.id, "Owen C.")
    with book.reading() as db:
        newest = history.entries(db, limit=1)[0]
    assert (newest.title, newest.account_name) == ("Rename account", "Owen Carrick")
    rename_account(book, me, me.id, me.name)


def test_a_participant_acts_in_no_other_name_and_signs_for_nobody_else(
    strangers: tuple[Book, dict[str, Any]],
) -> None:
    book, _values = strangers
    from app.pairs.pairs import pairs_of_person

    own = book.account.staff_id
    assert own is not None
    (pair,) = pairs_of_person(book, own)
    manager = Account(1, "Ruth Abernethy", "manager", None)
    entry = RecordSession(pair.id, date(2026, 3, 12))
    with pytest.raises(NotAllowed):
        record_session(book, manager, entry)
    with pytest.raises(NotAllowed):
        sign_agreement(book, book.account, pair.id, {own + 1: date(2026, 3, 12)})
    assert record_session(book, book.account, entry)
    sign_agreement(book, book.account, pair.id, {own: date(2026, 3, 12)})


def test_an_account_without_a_staff_member_sees_nothing(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        unit = Unit(book)
        unit.active_pair()
        give_account(book, "Nobody", None)
        folder = book.folder
    with signed_in(folder, "Nobody", clock, ONCE) as book:
        from app.programmes.overview import look_over
        from app.sessions.pair_rows import list_pairs
        from app.staff.staff_members import list_staff, names_by_id

        assert (list_pairs(book), list_staff(book), names_by_id(book)) == ([], [], {})
        assert look_over(book).open_pairs == 0


def test_a_rule_finds_the_book_wherever_it_stands(strangers: tuple[Book, dict[str, Any]]) -> None:
    from app.exchange.imports import plan

    book, _values = strangers
    for call in (partial(plan, "staff", book, Path("x")), partial(plan, "staff", book=book, path=Path("x"))):
        with pytest.raises(NotAllowed):
            call()
