"""The Pairs place through its widgets and keys, over a real book."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.clock import SetClock
from app.pairs.agreement import get_agreement
from app.pairs.pairs import get_pair
from app.pairs.words import CloseReason, Status
from app.sessions.actions import list_actions
from app.sessions.pair_rows import get_pair_row, list_pairs
from tests.fixtures.books import new_book
from tests.ui.screen import form_sheet, push, says, words_on
from tests.ui.ward_seven import WardSeven
from ui.kit.banner import Banner
from ui.kit.cells import cell_room
from ui.kit.choices import ChoiceField
from ui.kit.context import Context
from ui.kit.form_page import FormPage
from ui.kit.pills import pill_width
from ui.kit.theme import Theme
from ui.pairs.form import PairForm
from ui.pairs.page import PairsPage
from ui.pairs.pair_page import PairPage

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def book(tmp_path: Path, clock: SetClock) -> Iterator[Book]:
    """A new, empty book."""
    with new_book(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def page(ward: WardSeven, context_of: Callable[[Book], Context], show: Show, qtbot: QtBot) -> PairsPage:
    """The Pairs place on screen, told of every change."""
    made = PairsPage(context_of(ward.book))
    made.resize(1170, 662)
    show(made)
    made.activateWindow()
    ward.book.subscribe(made.refresh)
    rest(made, qtbot)
    return made


def rest(page: PairsPage, qtbot: QtBot) -> None:
    """Wait until the panel shows who is chosen."""
    qtbot.waitUntil(lambda: not page.list.waiting)


def test_list_shows_what_needs_a_person_first_and_counts_each_tab(page: PairsPage, ward: WardSeven) -> None:
    rows = list_pairs(ward.book, statuses=tuple(Status))
    waiting = [row for row in rows if row.needs_attention]
    table = page.list.table
    assert [row.id for row in table.rows.shown][: len(waiting)] == [row.id for row in waiting]
    assert f"{len(waiting)} need attention" in page.list.head.facts.text()
    page.list.tabs.choose("closed")
    assert {row.status for row in table.rows.shown} == {Status.CLOSED}
    page.list.tabs.choose("attention")
    assert len(table.rows.shown) == len(waiting) == 3


def test_every_light_and_status_is_read_whole_in_the_usual_window(page: PairsPage) -> None:
    table = page.list.table
    for place, column in enumerate(table.rows.columns):
        assert not table.isColumnHidden(place)
        cell = table.visualRect(table.rows.index(0, place))
        for mark in column.marks:
            assert cell_room(cell, column, place == 0).width() >= pill_width(mark), mark.word
    assert {mark.word for column in table.rows.columns for mark in column.marks} >= {"Slowing", "Stalled"}


def test_search_and_filter_keep_the_pairs_that_fit(page: PairsPage, qtbot: QtBot) -> None:
    page.find()
    qtbot.keyClicks(page.list.head.search, "aagacli")
    assert not page.list.table.rows.shown
    assert "Shorten the search" in page.list.nothing.text()
    page.list.head.search.clear()
    qtbot.keyClicks(page.list.head.search, "agacli")
    assert [row.mentors[0].name for row in page.list.table.rows.shown] == ["Zeynep Ağaçlı"]
    qtbot.keyClick(page.list.head.search, Qt.Key.Key_Escape)
    topic = page.list.filter_groups()[0]
    page.list.filters.tick(topic, "Clinical apps", True)
    assert {row.topic for row in page.list.table.rows.shown} == {"Clinical apps"}
    page.list.filters.clear()
    assert len(page.list.table.rows.shown) > 2


def test_panel_says_what_is_wrong_and_the_remedy_sets_the_next_date(
    page: PairsPage, ward: WardSeven, qtbot: QtBot
) -> None:
    pair_id = ward.pairs["Priya Deshmane"]
    page.open({"id": pair_id})
    rest(page, qtbot)
    says(qtbot, page.list.panel, "7 weeks without a session")
    push(page.list.panel, "Set next date")
    opened = form_sheet(qtbot)
    opened.form.field("next_on").set_value(date(2026, 3, 1))
    qtbot.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "past" in opened.form.row("next_on").error.text()
    opened.form.field("next_on").clear()
    qtbot.keyClicks(opened.form.field("next_on"), "+7")
    qtbot.keyClicks(opened.form.field("at"), "1430")
    opened.save()
    row = get_pair_row(ward.book, pair_id)
    assert row is not None
    assert row.next_on == date(2026, 3, 19)
    says(qtbot, page.list.panel, "Thu 19 Mar, 14:30")


def test_an_action_is_ticked_off_in_the_panel(page: PairsPage, ward: WardSeven, qtbot: QtBot) -> None:
    pair_id = ward.pairs["Priya Deshmane"]
    page.open({"id": pair_id})
    rest(page, qtbot)
    box = next(b for b in page.list.panel.findChildren(QCheckBox) if "one-page guide" in b.accessibleName())
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert [action.text for action in list_actions(ward.book, pair_id=pair_id)] == [
        "Try two filters on a real question"
    ]
    assert ward.book.undo_title == "Action done"


def test_mail_opens_only_when_asked_and_names_everybody(
    page: PairsPage, ward: WardSeven, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page.open({"id": ward.pairs["Priya Deshmane"]})
    rest(page, qtbot)
    assert not opened
    push(page.list.panel, "E-mail both")
    assert opened[0].toString() == "mailto:deshmane@saltmarsh.example,aaltola@saltmarsh.example"


def choose(qtbot: QtBot, field: ChoiceField, words: str) -> None:
    """Type part of a name and leave the field."""
    field.setFocus()
    line = field.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, words)
    line.editingFinished.emit()


def test_a_pair_is_proposed_by_keyboard(page: PairsPage, ward: WardSeven, qtbot: QtBot) -> None:
    page.new()
    form_page = page.subs.current
    assert isinstance(form_page, FormPage)
    form = form_page.editor.form
    qtbot.keyClick(form_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.row("mentors").error.text() == "Choose who teaches."
    assert form.row("topic_id").error.text() == "Choose the topic."
    choose(qtbot, form.field("topic_id"), "Wound care")
    choose(qtbot, form.field("mentors").box(0), "quill")
    choose(qtbot, form.field("mentees").box(0), "noor")
    qtbot.keyClicks(form.field("aim"), "Dress a leg ulcer alone")
    form.field("goals").add_button.click()
    qtbot.keyClicks(form.field("goals").row(0).text, "Dressing without asking")
    form.field("goals").row(0).before.set_value(3)
    form.field("goals").add_button.click()
    long = form.field("goals").row(1)
    long.text.setText("x" * 3000)
    qtbot.keyClick(form_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "it has 3000" in form.row("goals").error.text()
    assert QApplication.focusWidget() is long.text
    long.remove.click()
    qtbot.keyClick(form_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened = page.subs.current
    assert isinstance(opened, PairPage)
    view = get_pair(ward.book, opened.pair_id)
    assert view.title == "Bernadette Quill → Noor Al-Sayegh"
    assert (view.aim, view.topic, view.status) == ("Dress a leg ulcer alone", "Wound care", Status.PROPOSED)
    assert [(goal.text, goal.before) for goal in view.goals] == [("Dressing without asking", 3)]
    assert view.planned_end == date(2026, 9, 10)


def test_a_conflict_stands_in_words_while_choosing(page: PairsPage, ward: WardSeven, qtbot: QtBot) -> None:
    page.open({"new": True, "mentor": ward.people["Lan Nguyễn"]})
    form_page = page.subs.current
    assert isinstance(form_page, FormPage)
    editor = form_page.editor
    assert isinstance(editor, PairForm)
    choose(qtbot, editor.form.field("mentees").box(0), "abernethy")
    says(qtbot, editor, "Ruth Abernethy is Lan Nguyễn’s line manager.")
    choose(qtbot, editor.form.field("mentees").box(0), "wilkosz")
    said = words_on(editor)
    assert "line manager." not in said
    assert "Lan Nguyễn is more senior than Tomasz Wilkosz" in said
    assert len([b for b in editor.findChildren(Banner) if b.isVisibleTo(editor)]) == 1


def test_a_new_pair_with_its_remark_fits_the_usual_window_without_scrolling(
    ward: WardSeven, page: PairsPage, qtbot: QtBot
) -> None:
    people = ward.people
    page.open({"new": True, "mentor": people["Margit Sørvik"], "mentee": people["Lan Nguyễn"]})
    page.resize(1170, 662)
    form_page = page.subs.current
    assert isinstance(form_page, FormPage)
    bar = form_page._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: form_page._scroll.viewport().height() > 300)
    assert form_page.editor.form.row("planned_end").y() == form_page.editor.form.row("planned_sessions").y()
    assert any(banner.isVisible() for banner in form_page.findChildren(Banner))
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_the_first_pair_stands_at_the_right_where_there_is_room(
    ward: WardSeven, context_of: Callable[[Book], Context], show: Show, qtbot: QtBot
) -> None:
    wide, narrow = PairsPage(context_of(ward.book)), PairsPage(context_of(ward.book))
    for page, width in ((wide, 1170), (narrow, 700)):
        page.resize(width, 662)
        show(page)
        rest(page, qtbot)
    assert wide.list.table.current() is not None
    assert wide.list.panel.isVisible()
    assert narrow.list.table.current() is None
    assert not narrow.list.panel.isVisible()


def test_tab_visits_the_form_as_it_is_read(page: PairsPage, qtbot: QtBot) -> None:
    page.new()
    form_page = page.subs.current
    assert isinstance(form_page, FormPage)
    form = form_page.editor.form
    form.field("goals").set_value([(None, "Alone", 3, None, False)])
    mentors, mentees, goals = form.field("mentors"), form.field("mentees"), form.field("goals")
    mentors.focus_here()
    visited = []
    for _step in range(10):
        visited.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    row = goals.row(0)
    assert visited == [
        mentors.box(0), mentors.another, mentees.box(0), mentees.another, form.field("topic_id"),
        form.field("programme_id"), form.field("aim"), row.text, row.before, row.remove,
    ]  # fmt: skip


def test_half_a_pair_is_kept_as_a_draft(page: PairsPage, ward: WardSeven, qtbot: QtBot) -> None:
    page.new()
    form = page.subs.current.editor.form
    choose(qtbot, form.field("mentors").box(0), "figueira")
    qtbot.keyClicks(form.field("aim"), "Half an aim")
    assert page.may_leave()
    page.open({"id": ward.pairs["Priya Deshmane"]})
    page.new()
    form_page = page.subs.current
    assert isinstance(form_page, FormPage)
    assert form_page.editor.form.value("mentors") == (ward.people["Mateus Figueira"],)
    assert form_page.editor.form.value("aim") == "Half an aim"
    assert "draft" in form_page.banner.words.plain
    push(form_page.banner, "Start afresh")
    assert form_page.editor.form.value("aim") == ""
    assert not form_page.editor.form.dirty


def test_escape_asks_only_when_something_was_typed(page: PairsPage, qtbot: QtBot) -> None:
    page.new()
    qtbot.keyClick(page.subs.current, Qt.Key.Key_Escape)
    assert page.subs.current is page.list
    page.new()
    form_page = page.subs.current
    qtbot.keyClicks(form_page.editor.form.field("aim"), "Something")
    qtbot.keyClick(form_page, Qt.Key.Key_Escape)
    assert page.subs.current is form_page
    push(form_page.sheet, "Throw away")
    assert page.subs.current is page.list


def test_gate_says_what_is_missing_and_opens_when_all_is_signed(
    page: PairsPage, ward: WardSeven, qtbot: QtBot
) -> None:
    pair_id = ward.pairs["Noor Al-Sayegh"]
    page.open_pair(pair_id)
    opened = page.subs.current
    says(qtbot, opened, "Noor Al-Sayegh has signed 9 of 11 starred items.")
    with qtbot.waitSignal(page.go) as went:
        push(opened, "Sign training")
    assert went.args == ["training", {"staff": ward.people["Noor Al-Sayegh"]}]
    push(opened, "Note signatures")
    form_sheet(qtbot).save()
    agreement = get_agreement(ward.book, pair_id)
    assert agreement is not None
    assert agreement.signed_on == date(2026, 3, 12)
    ward.train("Noor Al-Sayegh")
    assert page.subs.current is opened
    says(qtbot, opened, "Nothing is missing.")
    push(opened, "Make active")
    form_sheet(qtbot).save()
    assert get_pair(ward.book, pair_id).status is Status.ACTIVE
    assert "Before the first session" not in words_on(opened)


def test_a_closed_gate_takes_a_reason(page: PairsPage, ward: WardSeven, qtbot: QtBot) -> None:
    pair_id = ward.pairs["Noor Al-Sayegh"]
    page.open_pair(pair_id)
    push(page.subs.current, "Start all the same…")
    opened = form_sheet(qtbot)
    opened.save()
    assert "give the reason" in opened.form.row("override").error.text()
    assert get_pair(ward.book, pair_id).status is Status.PROPOSED
    qtbot.keyClicks(opened.form.field("override"), "The course is on Friday")
    opened.save()
    view = get_pair(ward.book, pair_id)
    assert view.status is Status.ACTIVE
    assert view.override is not None
    says(qtbot, page.subs.current, "The course is on Friday")


def test_terms_make_a_new_version_that_is_signed_again(
    page: PairsPage, ward: WardSeven, qtbot: QtBot
) -> None:
    pair_id = ward.pairs["Priya Deshmane"]
    page.open_pair(pair_id)
    push(page.subs.current, "Write the terms…")
    form_page = page.subs.current
    qtbot.keyClicks(form_page.editor.form.field("frequency"), "Every second Thursday, 45 minutes")
    form_page.save()
    agreement = get_agreement(ward.book, pair_id)
    assert agreement is not None
    assert (agreement.version, agreement.signed_on) == (2, None)
    says(qtbot, page.subs.current, "Every second Thursday")


def test_pausing_resuming_ending_and_opening_again(page: PairsPage, ward: WardSeven, qtbot: QtBot) -> None:
    pair_id = ward.pairs["Lan Nguyễn"]
    page.open({"id": pair_id})
    page.pause(pair_id)
    qtbot.keyClicks(form_sheet(qtbot).form.field("reason"), "Nights until April")
    form_sheet(qtbot).save()
    says(qtbot, page.list.panel, "Nights until April")
    push(page.list.panel, "Resume")
    assert get_pair(ward.book, pair_id).status is Status.ACTIVE
    page.end(pair_id)
    opened = form_sheet(qtbot)
    opened.save()
    assert opened.form.row("reason").error.text() == "Choose why the pair ended."
    opened.form.field("reason").set_value(CloseReason.COMPLETED)
    opened.save()
    assert get_pair(ward.book, pair_id).status is Status.CLOSED
    page.reopen(pair_id)
    assert get_pair(ward.book, pair_id).status is Status.ACTIVE


def test_menu_offers_what_the_status_allows(page: PairsPage, ward: WardSeven) -> None:
    def offered(name: str) -> set[str]:
        return {action.text() for action in page.build_menu(ward.pairs[name]).actions()}

    assert {"Set next date…", "Pause…", "End the pair…"} <= offered("Lan Nguyễn")
    assert "Make active…" in offered("Noor Al-Sayegh")
    assert "Resume" in offered("Kwabena Ofori")
    assert "Open again" in offered("Tomasz Wilkosz")


def test_recording_and_printing_are_asked_of_the_window(
    page: PairsPage, ward: WardSeven, qtbot: QtBot
) -> None:
    pair_id = ward.pairs["Priya Deshmane"]
    page.open({"id": pair_id})
    rest(page, qtbot)
    with qtbot.waitSignal(page.go) as went:
        push(page.list.panel, "Record session")
    assert went.args == ["sessions", {"record": True, "pair": pair_id}]
    with qtbot.waitSignal(page.print_wanted) as wanted:
        page.print_page()
    assert wanted.args == ["pair-summary", {"pair": pair_id}]


def test_a_mentor_sees_only_their_own_pairs_and_cannot_change_them(
    ward: WardSeven, context_of: Callable[..., Context], show: Show
) -> None:
    from dataclasses import replace

    context = context_of(ward.book)
    mentor = replace(ward.by, role="participant", staff_id=ward.people["Lan Nguyễn"])
    page = PairsPage(replace(context, account=mentor))
    show(page)
    assert [row.id for row in page.list.table.rows.shown] == [ward.pairs["Lan Nguyễn"]]
    assert not [b for b in page.findChildren(QPushButton) if b.text() == "New pair"]
    page.new()
    assert page.subs.current is page.list
    assert "End the pair…" not in {a.text() for a in page.build_menu(ward.pairs["Lan Nguyễn"]).actions()}


def test_an_empty_book_says_what_to_do_next(
    book: Book,
    context_of: Callable[[Book], Context],
    show: Show,
    qtbot: QtBot,
) -> None:
    from app.programmes.new_unit import furnish

    furnish(book, book.account)
    page = PairsPage(context_of(book))
    page.resize(1170, 662)
    show(page)
    says(qtbot, page, "No pairs yet")
    assert not page.list.card.isVisible()
    with qtbot.waitSignal(page.go) as went:
        push(page, "Add staff")
    assert went.args == ["staff", {}]
    push(page, "Make the first pair")
    assert isinstance(page.subs.current, FormPage)


def test_large_text_keeps_the_panel_out_of_the_way_of_an_opened_pair(
    page: PairsPage, ward: WardSeven, look: Theme, qtbot: QtBot
) -> None:
    look.set_zoom(150)
    page.open_pair(ward.pairs["Noor Al-Sayegh"])
    opened = page.subs.current
    assert isinstance(opened, PairPage)
    qtbot.waitUntil(lambda: opened.floating)
    assert not opened.panel.isVisible()
    push(opened, "Details")
    assert opened.panel.isVisible()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.panel.isVisible()
    look.set_zoom(100)
    qtbot.waitUntil(opened.panel.isVisible)
