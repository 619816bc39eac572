"""Sessions on screen: five fields suffice, nothing typed is lost, everything is found again."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.book.drafts import list_drafts
from app.clock import SetClock
from app.files import DiskFull
from app.pairs.saving import GoalEntry
from app.sessions.actions import list_actions, save_action
from app.sessions.booking import CancelSession, cancel_session, set_next_date
from app.sessions.recording import RecordSession, record_session
from app.sessions.session_views import SessionView, get_session, list_sessions
from app.sessions.words import CancelledBy, Mode, Protected, State
from tests.fixtures.unit import Unit
from tests.ui.screen import press
from ui.kit.context import Context
from ui.sessions.page import SessionsPage
from ui.sessions.record_form import FORM

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]
PairId = int


@pytest.fixture
def pair(unit: Unit, clock: SetClock) -> PairId:
    """Lan and Margit, active for eight weeks, booked for today at 14:30, with two open actions."""
    now = clock.moment
    clock.moment = now - timedelta(weeks=8)
    pair_id = unit.active_pair(goals=(GoalEntry("Charts alone"), GoalEntry("Prints the list")))
    set_next_date(unit.book, unit.by, pair_id, now.date(), at=time(14, 30), minutes=30)
    for text in ("Set up own chart view", "Ask for a test account"):
        save_action(unit.book, unit.by, pair_id=pair_id, text=text, owner_id=unit.person("Lan Nguyễn"))
    clock.moment = now
    return pair_id


@pytest.fixture
def page(unit: Unit, context_of: Make, show: Show) -> SessionsPage:
    """The page, told of every change as the window does."""
    made = SessionsPage(context_of(unit.book))
    made.resize(1170, 662)
    unit.book.subscribe(made.refresh)
    show(made)
    made.activateWindow()
    return made


def newest(unit: Unit) -> SessionView:
    """The session last recorded."""
    rows = list_sessions(unit.book, states=(State.HELD, State.CANCELLED))
    return get_session(unit.book, max(rows, key=lambda row: row.id).id)


SAVE = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)


def test_a_plain_entry_is_a_sentence_and_a_key(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot
) -> None:
    page.open({"record": True})  # the only booking that waits gives the pair
    press(qtbot, "Fluid balance", SAVE)
    session = newest(unit)
    assert (session.pair_id, session.held_on, session.minutes) == (pair, unit.today, 30)
    assert (session.summary, session.starts_at) == ("Fluid balance", time(14, 30))
    assert session.protected_time is Protected.YES
    assert {person.name for person in session.attended} == {"Lan Nguyễn", "Margit Sørvik"}
    assert not page.form.isVisible()
    assert page.list.current().id == session.id
    assert not list_drafts(unit.book, FORM)
    assert [row.state for row in list_sessions(unit.book)] == [State.HELD]


def test_every_field_reaches_the_book_by_keyboard(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot
) -> None:
    page.open({"record": True, "pair": pair})
    fields = page.form.fields
    fields.field("mode").focus_here()
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Tab)
    press(qtbot, "Charts & <b>lists</b>", Qt.Key.Key_Tab)
    press(qtbot, "26 mar", Qt.Key.Key_Tab, "1430", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    # The left column from top to bottom, then the right one: an action, a goal, who was there.
    press(qtbot, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    fields.actions.add_button.setFocus()
    press(qtbot, Qt.Key.Key_Space, "Practise a letter", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    line = fields.actions._new[0]
    line.who.set_value(unit.person("Margit Sørvik"))
    line.due.setFocus()
    press(qtbot, "+14")
    fields.note.focus_here()
    press(qtbot, "She led.", SAVE)
    session = newest(unit)
    assert session.mode is Mode.OBSERVATION
    assert session.protected_time is Protected.PART
    assert session.summary == "Charts & <b>lists</b>"
    assert (session.next_on, session.next_at) == (date(2026, 3, 26), time(14, 30))
    assert [person.name for person in session.attended] == ["Margit Sørvik"]
    assert session.goals == ("Charts alone",)
    assert [note.text for note in session.notes] == ["She led."]
    assert [(a.text, a.done_on) for a in session.actions if a.done_on] == [
        ("Set up own chart view", unit.today)
    ]
    added = next(a for a in list_actions(unit.book, pair_id=pair) if a.text == "Practise a letter")
    assert (added.owner, added.due_on) == ("Margit Sørvik", date(2026, 3, 26))


def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot
) -> None:
    page.open({"record": True, "pair": pair})
    fields = page.form.fields
    fields.field("summary").set_value("Long and precious")
    fields.field("held_on").set_value(date(2025, 1, 1))
    fields.field("next_on").setText("someday")
    page.form.save()
    assert fields.row("next_on").error.text()
    assert QApplication.focusWidget() is fields.field("next_on")
    line = fields.actions.add_line()
    line.fill("x" * 2001, unit.person("Lan Nguyễn"), None)
    fields.field("next_on").setText("1 mar 2024")
    page.form.save()
    assert fields.row("actions").error.text() == "Shorten this to 2000 characters; it has 2001."
    assert QApplication.focusWidget() is line.what
    line.what.setText("Practise a letter")
    page.form.save()
    assert "began" in fields.row("held_on").error.text()
    assert fields.row("next_on").error.text()
    assert QApplication.focusWidget() is fields.field("held_on")
    assert fields.value("summary") == "Long and precious"
    assert [row.state for row in list_sessions(unit.book)] == [State.BOOKED]


def test_without_a_pair_the_pair_is_asked_for(unit: Unit, page: SessionsPage, qtbot: QtBot) -> None:
    unit.active_pair()
    unit.active_pair("Priya Deshmane", "Zoë Färber")
    page.open({"record": True})
    assert page.form.pair_id is None
    fields = page.form.fields
    assert not fields.row("attended").isVisible()
    assert not fields.row("goals").isVisible()
    page.form.save()
    assert fields.row("pair_id").error.text() == "Choose the pair that met."
    fields.pair.focus_here()
    press(qtbot, "margit", Qt.Key.Key_Tab)
    assert page.form.pair_id is not None
    assert len(fields.value("attended")) == 2


def test_the_only_active_pair_is_taken_as_given(unit: Unit, page: SessionsPage, qtbot: QtBot) -> None:
    pair_id = unit.active_pair()
    page.open({"record": True})
    assert page.form.pair_id == pair_id
    press(qtbot, "Charts", SAVE)
    assert newest(unit).summary == "Charts"


def test_what_may_name_a_patient_is_said_below_the_box_and_covers_nothing(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot
) -> None:
    page.open({"record": True, "pair": pair})
    row = page.form.fields.row("summary")
    press(qtbot, "The patient 943 476 5919 in mind")
    qtbot.waitUntil(lambda: "an NHS number" in row.remark, timeout=30_000)
    needed = row.heightForWidth(row.width())
    qtbot.waitUntil(lambda: row.height() >= needed)


def test_a_long_action_is_read_to_its_end(unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot) -> None:
    words = "Ask the system team why the fluid total lags behind & whom to tell about it on a Sunday"
    save_action(unit.book, unit.by, pair_id=pair, text=words, owner_id=unit.person("Lan Nguyễn"))
    page.open({"record": True, "pair": pair})
    box = next(box for box in page.form.fields.actions._boxes.values() if words in box.accessibleName())
    qtbot.waitUntil(lambda: "\n" in box.text())
    assert " ".join(box.text().split()).replace("&&", "&") == words
    qtbot.waitUntil(lambda: box.height() >= box.sizeHint().height())
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_something_stands_at_the_right_from_the_start(
    unit: Unit, pair: PairId, context_of: Make, show: Show
) -> None:
    made = SessionsPage(context_of(unit.book))
    made.resize(1170, 662)
    show(made)
    row = made.side.current()
    assert row is not None
    assert row.pair_id == pair
    assert made.details.isVisible()


def test_a_half_typed_session_is_still_there(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot, context_of: Make, show: Show
) -> None:
    page.open({"record": True, "pair": pair})
    press(qtbot, "Half a sentence")
    page.form.fields.actions.add_line().fill("Ask Ruth", unit.person("Lan Nguyễn"), date(2026, 3, 20))
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    assert [str(page.list.entry(row).right) for row in page.source.waiting] == ["Draft"]
    again = SessionsPage(context_of(unit.book))
    show(again)
    again.open({"record": True, "pair": pair})
    assert again.form.fields.value("summary") == "Half a sentence"
    assert again.form.fields.value("actions")[1] == (
        ("Ask Ruth", unit.person("Lan Nguyễn"), date(2026, 3, 20)),
    )
    again.form.save()
    assert newest(unit).summary == "Half a sentence"


def test_an_untouched_form_leaves_no_draft(unit: Unit, pair: PairId, page: SessionsPage) -> None:
    page.open({"record": True, "pair": pair})
    page.form.close_form()
    assert not list_drafts(unit.book, FORM)


def test_what_was_typed_before_the_pair_was_chosen_moves_with_it(
    unit: Unit, pair: PairId, page: SessionsPage
) -> None:
    other = unit.active_pair("Priya Deshmane", "Henrik Aaltola")
    page.open({"record": True, "pair": pair})
    page.form.fields.field("summary").set_value("Searching")
    page.form.keep_draft()
    page.form.fields.pair.set_value(other)
    page.form.keep_draft()
    assert [draft.key for draft in list_drafts(unit.book, FORM)] == [f"pair:{other}"]
    assert page.form.fields.value("summary") == "Searching"
    assert [box.text() for _id, box in page.form.fields.field("attended")._boxes] == ["Priya", "Henrik"]


def test_a_full_disk_keeps_everything_and_offers_the_remedy_first(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise DiskFull("Not saved yet: the disk is full.", "Your entry is still here.", "Free some space.")

    page.open({"record": True, "pair": pair})
    press(qtbot, "Precious")
    with monkeypatch.context() as broken:
        broken.setattr("ui.sessions.record_form.record_session", full)
        press(qtbot, SAVE)
    form = page.form
    assert form.banner.isVisible()
    assert "the disk is full" in form.banner.words.plain
    assert QApplication.focusWidget().text() == "Try again"  # type: ignore[union-attr]
    assert form.state.words.text() == "Not saved"
    assert not form.keep_button.isEnabled()
    assert form.fields.value("summary") == "Precious"
    press(qtbot, Qt.Key.Key_Space)
    assert newest(unit).summary == "Precious"
    page.open({"record": True, "pair": pair})
    assert not form.banner.isVisible()
    assert form.keep_button.isEnabled()


def test_a_cancelled_session(unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot) -> None:
    page.open({"cancel": True, "pair": pair})
    press(qtbot, SAVE)
    cancelled = page.form.cancelled_fields
    assert cancelled.row("cancelled_by").error.text()
    cancelled.field("cancelled_by").set_value(CancelledBy.WARD)
    cancelled.field("reason").focus_here()
    press(qtbot, "short of staff", Qt.Key.Key_Tab, "26 mar", SAVE)
    session = newest(unit)
    assert (session.state, session.cancelled_by) == (State.CANCELLED, CancelledBy.WARD)
    assert (session.cancel_reason, session.next_on) == ("short of staff", date(2026, 3, 26))
    page.details.correct.emit(session.id)
    page.form.cancelled_fields.field("reason").set_value("two called in sick")
    page.form.save()
    assert get_session(unit.book, session.id).cancel_reason == "two called in sick"


def test_an_earlier_session_is_corrected_and_an_action_opened_again(
    unit: Unit, pair: PairId, page: SessionsPage
) -> None:
    done = list_actions(unit.book, pair_id=pair)[0]
    entry = RecordSession(
        pair, unit.today, summary="Wrong", actions_done=(done.id,), next_on=date(2026, 4, 2)
    )
    session_id = record_session(unit.book, unit.by, entry)
    page.open({"id": session_id})
    page.details.correct.emit(session_id)
    fields = page.form.fields
    assert fields.value("summary") == "Wrong"
    assert fields.value("actions")[0] == (done.id,)
    fields.field("summary").set_value("Right")
    fields.actions._boxes[done.id].setChecked(False)
    fields.field("next_on").setText("")
    page.form.save()
    session = get_session(unit.book, session_id)
    assert (session.summary, session.next_on) == ("Right", None)
    assert {action.id for action in list_actions(unit.book, pair_id=pair)} >= {done.id}
    unit.book.undo()
    assert get_session(unit.book, session_id).summary == "Wrong"
    assert page.details.isVisible()


def test_a_session_is_removed_and_brought_back(unit: Unit, pair: PairId, page: SessionsPage) -> None:
    session_id = record_session(unit.book, unit.by, RecordSession(pair, unit.today, summary="Twice"))
    page.open({"id": session_id})
    page.details.remove.emit(session_id)
    assert not list_sessions(unit.book)
    assert page.list.current() is None
    unit.book.undo()
    assert [row.id for row in page.list.shown()] == [session_id]


def test_a_booking_is_moved_in_place(unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot) -> None:
    booking = list_sessions(unit.book)[0]
    page.open({"id": booking.id})
    form = page.details.form
    assert form is not None
    form.field("next_on").set_value(date(2026, 3, 1))
    page.details._save_date(pair, form)
    assert "past" in form.row("next_on").error.text()
    form.field("next_on").set_value(date(2026, 3, 20))
    page.details._save_date(pair, form)
    assert list_sessions(unit.book)[0].held_on == date(2026, 3, 20)


def test_a_session_asked_for_is_shown_although_it_was_chosen_before_the_room_grew_short(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot
) -> None:
    booking = page.list.current()
    assert page.details.isVisible()
    page.resize(760, 560)
    page._arrange()
    assert not page.details.isVisible()
    page.open({"id": booking.id})
    assert page.details.isVisible()
    assert page.details.form is not None


def test_search_and_filters_look_at_sessions_not_loaded_yet(
    unit: Unit, pair: PairId, page: SessionsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in range(1, 8):
        day = unit.today - timedelta(days=days)
        record_session(unit.book, unit.by, RecordSession(pair, day, summary=f"Subject{days}"))
    other = unit.active_pair("Priya Deshmane", "Zoë Färber")
    record_session(unit.book, unit.by, RecordSession(other, unit.today, summary="Searching"))
    monkeypatch.setattr("ui.sessions.source.FIRST", 2)
    monkeypatch.setattr("ui.sessions.source.CHUNK", 2)
    page.refresh(None)
    page.side._more.stop()
    assert len(list(page.list.shown())) == 3  # what is booked, and the two newest
    page.search.setText("subject7")
    assert [row.summary for row in page.list.shown()] == ["Subject7"]
    page.search.setText("zoe")
    assert [row.summary for row in page.list.shown()] == ["Searching"]
    page.search.setText("")
    page.filters.choose_pair(other)
    assert {row.pair_id for row in page.list.shown()} == {other}
    page.filters.choose_pair(None)
    page.filters.period.set_value("last-year")
    assert list(page.list.shown()) == []


def test_prints_name_what_is_shown(unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot) -> None:
    page.filters.choose_pair(pair)
    page.filters.period.set_value("year")
    with qtbot.waitSignal(page.print_wanted) as printed:
        page.print_page()
    options = {"pair": pair, "since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    assert printed.args == ["session-log", options]


def test_an_empty_book_says_what_to_do(unit: Unit, page: SessionsPage, qtbot: QtBot) -> None:
    assert page.empty.isVisible()
    assert not page.list.isVisible()


def test_large_text_shows_one_side_at_a_time(
    unit: Unit, pair: PairId, page: SessionsPage, qtbot: QtBot
) -> None:
    page.context.theme.set_zoom(150)
    assert page.list.isVisible()
    qtbot.waitUntil(lambda: page.side.y() >= page.head.geometry().bottom() + page.context.theme.u(8))
    assert not page.details.isVisible()
    row = page.list.visualRect(page.list.selectionModel().selectedIndexes()[0])
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert page.details.isVisible()
    assert not page.list.isVisible()
    page.details.closed.emit()
    assert page.list.isVisible()
    page.open({"record": True, "pair": pair})
    assert page.form.fields.width() <= page.width()
    page.context.theme.set_zoom(100)


def test_the_facts_count_what_is_there(unit: Unit, pair: PairId, page: SessionsPage, clock: SetClock) -> None:
    entry = CancelSession(pair, unit.today, CancelledBy.OTHER)
    cancel_session(unit.book, unit.by, entry)
    record_session(unit.book, unit.by, RecordSession(pair, unit.today - timedelta(days=3)))
    assert page.head.facts.text() == "1 recorded in 1 pair"
    set_next_date(unit.book, unit.by, pair, unit.today)
    assert page.head.facts.text() == "1 recorded in 1 pair · 1 to record"
    clock.moment = datetime(2026, 3, 16, 9).astimezone()
    page.refresh(None)
    assert str(page.list.entry(page.source.waiting[0]).right) == "To record"


def test_a_draft_that_cannot_be_kept_keeps_the_form_open(
    unit: Unit, pair: PairId, page: SessionsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiskFull("Not saved yet: the disk is full.")

    page.open({"record": True, "pair": pair})
    page.form.fields.field("summary").set_value("Precious")
    with monkeypatch.context() as broken:
        broken.setattr("ui.kit.drafts.store_drafts", full)
        page.form.close_form()
        page.open({"id": 1})
    assert page.form.isVisible()
    assert "the disk is full" in page.form.banner.words.plain
    assert page.form.fields.value("summary") == "Precious"
    page.form.close_form()
    assert not page.form.isVisible()
    assert len(list_drafts(unit.book, FORM)) == 1


def test_group_heads_keep_their_height_when_rows_come_and_go(
    unit: Unit, pair: PairId, page: SessionsPage
) -> None:
    def heights() -> list[int]:
        return [page.list.rowHeight(row) for row in range(page.list.model().rowCount())]

    record_session(unit.book, unit.by, RecordSession(pair, unit.today - timedelta(days=3)))
    set_next_date(unit.book, unit.by, pair, unit.today)
    assert heights() == [30, 47, 30, 47]
    other = unit.active_pair("Priya Deshmane", "Henrik Aaltola")
    set_next_date(unit.book, unit.by, other, unit.today)
    assert heights() == [30, 47, 47, 30, 47]
