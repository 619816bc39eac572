"""What a mentor sees and does in Sessions and Training: their own, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from app.accounts.accounts import add_account
from app.accounts.passphrase import set_passphrase
from app.accounts.roles import PARTICIPANT
from app.book import FAST_KEYS, Book
from app.clock import SetClock
from app.sessions.recording import RecordSession, record_session
from app.sessions.session_views import list_sessions
from tests.fixtures.unit import Unit
from ui.kit.context import Context
from ui.sessions.page import SessionsPage
from ui.training.page import TrainingPage

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def lans(unit: Unit, clock: SetClock) -> Iterator[Book]:
    """The book as Lan opens it: one pair of her own with a session, and one of others."""
    now = clock.moment
    clock.moment = now - timedelta(weeks=4)
    own = unit.active_pair("Lan Nguyễn", "Margit Sørvik")
    other = unit.active_pair("Priya Deshmane", "Henrik Aaltola")
    clock.moment = now
    record_session(unit.book, unit.by, RecordSession(own, unit.today, summary="Ours"))
    record_session(unit.book, unit.by, RecordSession(other, unit.today, summary="Theirs"))
    add_account(
        unit.book,
        unit.by,
        name="Lan Nguyễn",
        role=PARTICIPANT,
        passphrase="once",
        staff_id=unit.person("Lan Nguyễn"),
        cost=FAST_KEYS,
    )
    unit.book.close()
    with Book.open(unit.book.folder, "Lan Nguyễn", "once", clock=clock) as book:
        set_passphrase(book, "my own words")
        yield book


def test_sessions_are_ones_own_and_name_the_other_side(lans: Book, context_of: Make, show: Show) -> None:
    page = SessionsPage(context_of(lans))
    page.resize(1170, 662)
    lans.subscribe(page.refresh)
    show(page)
    assert [row.summary for row in page.list.shown()] == ["Ours"]
    assert page.list.entry(next(page.list.shown())).detail == "Margit Sørvik"
    assert not page.filters.isVisible()
    page.new()
    fields = page.form.fields
    assert [fields.pair.itemText(i) for i in range(fields.pair.count())] == [
        "Lan Nguyễn → Margit Sørvik · Electronic charting"
    ]
    fields.pair.set_value(fields.pair.itemData(0))
    fields.field("summary").set_value("Recorded by myself")
    page.form.save()
    assert {row.summary for row in list_sessions(lans)} == {"Ours", "Recorded by myself"}


def test_training_is_ones_own_and_cannot_be_signed(lans: Book, context_of: Make, show: Show) -> None:
    page = TrainingPage(context_of(lans))
    page.resize(1170, 662)
    show(page)
    assert [entry.title for entry in page.list.entries] == ["Lan Nguyễn"]
    assert page.record.name.text() == "Lan Nguyễn"
    for button in (page.begin_button, page.checklist_button, page.print_button, page.record.several_button):
        assert not button.isVisible()
    page.record._toggle("A")
    assert not page.record._lines["A1"].accessibleName().endswith("Sign…")
    page.record._lines["A1"].click()
    assert page.record.sign_row is None
