"""A window over a furnished book, to be locked and signed in to again."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.accounts import MANAGER as MANAGER_ROLE
from app.accounts import add_account
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, Book
from app.book.backup import back_up
from app.clock import SetClock
from app.privacy.requests import Right, answer_request, note_request
from app.privacy.retention import RecordClass, set_period
from app.sessions.recording import RecordSession, record_session
from app.sessions.records import MentoringSession, Note
from app.sessions.words import Audience
from tests.fixtures.books import MANAGER, PASSPHRASE, set_clock
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.ui.ward_seven import MadeWard
from tests.ui.windows import open_window, sign_in
from ui.kit.theme import Theme
from ui.main_window import MainWindow

SECOND = "Iona Meikle"
MENTOR, RESET = "Lan Nguyễn", "Yusuf Karimi"
FORGOTTEN = "what nobody remembers"


@dataclass(frozen=True)
class LockedWard(MadeWard):
    """The ward with three more accounts; *ids* of what else a form can be about.

    The mentor has a note of their own; the one who was reset has one that stays sealed.
    """

    ids: dict[str, int | str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def made(made_ward: MadeWard, tmp_path_factory: pytest.TempPathFactory) -> LockedWard:
    folder = tmp_path_factory.mktemp("locked") / made_ward.folder.name
    ward = replace(made_ward, folder=Path(shutil.copytree(made_ward.folder, folder)))
    clock, ids = set_clock(), dict[str, int | str]()
    with Book.open(ward.folder, MANAGER, PASSPHRASE, clock=clock, back_up=False) as book:
        by = book.account
        add_account(book, by, name=SECOND, role=MANAGER_ROLE, passphrase=ONCE, cost=FAST_KEYS)
        accounts = {name: give_account(book, name, ward.people[name]) for name in (MENTOR, RESET)}
        ids |= {f"account of {name}": account for name, account in accounts.items()}
        lan = ward.people["Lan Nguyễn"]
        ids["request"] = note_request(book, by, lan, Right.ACCESS, date(2026, 3, 2))
        ids["answered"] = note_request(book, by, lan, Right.ACCESS, date(2024, 1, 8))
        answer_request(book, by, int(ids["answered"]), date(2024, 1, 20))
        set_period(book, by, RecordClass.REQUESTS, 12)
        with book.reading() as db:
            booked = select(MentoringSession.id).where(MentoringSession.held_on == date(2026, 3, 26))
            ids["booked"] = db.scalars(booked).one()
    for name in (MENTOR, RESET):
        with signed_in(ward.folder, name, clock, ONCE, FORGOTTEN if name == RESET else PASSPHRASE) as book:
            note = RecordSession(
                ward.pairs[name], clock.today(), note="Of my own", note_audience=Audience.ONLY_ME
            )
            session = record_session(book, book.account, note)
            with book.reading() as db:
                of_session = select(Note.id).where(Note.session_id == session)
                ids[f"session of {name}"], ids[f"note of {name}"] = session, db.scalars(of_session).one()
    with signed_in(ward.folder, MANAGER, clock) as book:
        reset_passphrase(book, book.account, accounts[RESET], ONCE, cost=FAST_KEYS)
        ids["backup"] = back_up(book).name
    with signed_in(ward.folder, RESET, clock, ONCE):
        pass
    return LockedWard(ward.folder, ward.people, ward.pairs, ids)


@pytest.fixture
def folder(made: LockedWard, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.folder, tmp_path / made.folder.name))


@pytest.fixture
def closed_window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    """Nobody is signed in yet."""
    opened = open_window(look, show, clock)
    yield opened
    opened.close_down()


@pytest.fixture
def window(closed_window: MainWindow, folder: Path, qtbot: QtBot) -> MainWindow:
    """Signed in as the manager."""
    sign_in(closed_window, folder, qtbot, MANAGER)
    return closed_window
