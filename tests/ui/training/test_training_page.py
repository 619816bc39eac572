"""Training on screen: signing in place, several at once, beginning a record, editing the checklist."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.book.drafts import list_drafts
from app.clock import SetClock
from app.dates import short_month
from app.pairs.pairs import pairs_of_person
from app.staff.saving import Rating
from app.training.gate import activate_pair
from app.training.templates import newest_template, save_new_version
from app.training.training import SignItems, TrainingView, begin_training, get_training, sign_items
from app.training.words import Evidence
from tests.fixtures.unit import Unit
from tests.ui.screen import press
from ui.kit.context import Context
from ui.kit.pills import Marked, pill_width
from ui.kit.theme import Theme
from ui.training.begin import BeginPanel
from ui.training.checklist_edit import added, edited, moved, packed, renumbered, unpacked
from ui.training.checklist_page import FORM
from ui.training.page import TrainingPage
from ui.training.rows import MARK
from ui.training.several import SeveralPanel

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]
SAVE = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)


@pytest.fixture
def noor(unit: Unit) -> int:
    """Noor has signed all starred items but B1 and H2; a pair waits; Ama teaches but has no record."""
    unit.pair("Noor Al-Sayegh", "Ingrid Vollan")
    unit.train("Noor Al-Sayegh", but=("B1", "H2"))
    unit.person("Ama Boadu", offers=(Rating(unit.topic(), 4),))
    return unit.person("Noor Al-Sayegh")


@pytest.fixture
def page(unit: Unit, noor: int, context_of: Make, show: Show) -> TrainingPage:
    """The page with Noor chosen, told of every change as the window does."""
    made = TrainingPage(context_of(unit.book))
    made.resize(1170, 662)
    unit.book.subscribe(made.refresh)
    show(made)
    made.activateWindow()
    return made


def record_of(unit: Unit, staff_id: int) -> TrainingView:
    """The record as the book holds it."""
    record = get_training(unit.book, staff_id)
    assert record is not None
    return record


def signed(unit: Unit, staff_id: int, code: str) -> Any:
    """The signature under one item, or None."""
    return next(state.signed for state in record_of(unit, staff_id).items if state.item.code == code)


def test_the_list_says_who_may_not_start_and_who_has_no_record(page: TrainingPage) -> None:
    rows = [(entry.title, str(entry.right or "")) for entry in page.list.entries]
    assert rows == [("Noor Al-Sayegh", "2 to sign"), ("No record yet", ""), ("Ama Boadu", "Not begun")]
    assert page.head.facts.text() == ("1 mentor · 0 ready for a first session · 1 has starred items to sign")
    assert page.record.banner.words.plain == (
        "Cannot start yet: 9 of 11 starred items are signed. "
        "B1 and H2 are open; the pair with Ingrid Vollan waits."
    )


def test_starred_items_are_signed_in_place_by_keyboard(
    unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot
) -> None:
    page.record._lines["B1"].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    row = page.record.sign_row
    assert row is not None
    assert row.sign_button.text() == "Sign as Ruth Abernethy"
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Tab, "At the desk", Qt.Key.Key_Return)
    found = signed(unit, noor, "B1")
    assert (found.signed_on, found.evidence, found.remark) == (unit.today, Evidence.OBSERVED, "At the desk")
    assert found.signed_by == "Ruth Abernethy"
    assert page.record.sign_row is None
    focus = QApplication.focusWidget()
    assert focus is page.record._lines["B2"]
    page.record.show_item("H2")
    press(qtbot, SAVE)
    assert record_of(unit, noor).ready
    assert str(page.list.entries[0].right) == "Ready"
    assert unit.book.undo_title == "H2 signed for Noor Al-Sayegh"


def sign_shown(page: TrainingPage, qtbot: QtBot, *codes: str) -> None:
    """Sign items in place, one after the other, as somebody at the keyboard does."""
    for code in codes:
        page.record.show_item(code)
        press(qtbot, SAVE)


def test_after_the_last_starred_item_enter_opens_the_pair_that_can_start(
    unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot
) -> None:
    waiting = pairs_of_person(unit.book, noor)[0].id
    unit.sign(waiting)
    sign_shown(page, qtbot, "B1")
    assert page.record.pair_buttons == []
    sign_shown(page, qtbot, "H2")
    assert page.record.banner.words.plain == (
        "All 11 starred items are signed. The pair with Ingrid Vollan can start."
    )
    button = page.record.pair_buttons[0]
    assert (button.text(), button.accessibleName()) == ("Open the pair", "Open the pair with Ingrid Vollan")
    assert QApplication.focusWidget() is button
    with qtbot.waitSignal(page.go) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == ["pairs", {"id": waiting, "open": True}]


def test_a_pair_that_lacks_more_than_training_is_never_said_to_be_able_to_start(
    unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot
) -> None:
    free = unit.pair("Noor Al-Sayegh", "Margit Sørvik")
    unit.sign(free)
    sign_shown(page, qtbot, "B1", "H2")
    assert page.record.banner.words.plain == (
        "All 11 starred items are signed. The pair with Margit Sørvik can start. "
        "The pair with Ingrid Vollan still waits: The agreement is not signed."
    )
    assert [button.text() for button in page.record.pair_buttons] == [
        "Open the pair with Margit Sørvik",
        "Open the pair with Ingrid Vollan",
    ]
    activate_pair(unit.book, unit.by, free)
    assert page.record.banner.words.plain == (
        "All 11 starred items are signed. "
        "The pair with Ingrid Vollan still waits: The agreement is not signed."
    )
    unit.sign(next(p.id for p in pairs_of_person(unit.book, noor) if p.id != free))
    assert page.record.banner.words.plain.endswith("The pair with Ingrid Vollan can start.")


def test_a_day_in_the_future_is_refused_beside_the_date(
    unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot
) -> None:
    page.record.show_item("B1")
    row = page.record.sign_row
    assert row is not None
    row.fields.field("signed_on").set_value(date(2026, 4, 1))
    row.fields.field("remark").set_value("Rehearsed twice")
    press(qtbot, SAVE)
    assert "future" in row.fields.row("signed_on").error.text()
    assert QApplication.focusWidget() is row.fields.field("signed_on")
    assert row.fields.value("remark") == "Rehearsed twice"
    assert signed(unit, noor, "B1") is None
    press(qtbot, Qt.Key.Key_Escape)
    assert page.record.sign_row is None
    assert QApplication.focusWidget() is page.record._lines["B1"]


def test_an_item_that_does_not_apply_counts_no_more(unit: Unit, noor: int, page: TrainingPage) -> None:
    before = record_of(unit, noor).total
    page.record.show_item("D6")
    row = page.record.sign_row
    assert row is not None
    row.skip_link.click()
    assert record_of(unit, noor).total == before - 1
    assert page.record._lines["D6"].accessibleName().count("Does not apply") == 1
    page.record.show_item("B1")
    assert page.record.sign_row is not None
    assert not hasattr(page.record.sign_row, "skip_link")


def test_a_signature_is_withdrawn_or_given_again(unit: Unit, noor: int, page: TrainingPage) -> None:
    page.record.show_item("A1")
    row = page.record.sign_row
    assert row is not None
    row.again_button.click()
    row.fields.field("evidence").set_value(Evidence.COURSE)
    row.sign_button.click()
    assert signed(unit, noor, "A1").evidence is Evidence.COURSE
    page.record.show_item("A1")
    row = page.record.sign_row
    assert row is not None
    row.withdraw_button.click()
    assert signed(unit, noor, "A1") is None
    unit.book.undo()
    assert signed(unit, noor, "A1") is not None


def test_several_items_are_one_save(unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot) -> None:
    page.record.several_button.click()
    panel = page.other
    assert isinstance(panel, SeveralPanel)
    assert not panel.sign_button.isEnabled()
    panel.starred_link.click()
    assert panel.sign_button.text() == "Sign 2 items"
    press(qtbot, Qt.Key.Key_Space)
    assert page.other is None
    assert record_of(unit, noor).ready
    assert signed(unit, noor, "H2").evidence is Evidence.COURSE  # as the checklist says
    assert unit.book.undo_title == "2 items signed for Noor Al-Sayegh"


def test_sections_open_and_close_with_the_arrow_keys(page: TrainingPage, qtbot: QtBot) -> None:
    assert "B1" in page.record._lines  # the first section with something starred is open
    page.record._sections["A"].setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert "A1" in page.record._lines
    assert QApplication.focusWidget() is page.record._sections["A"]
    press(qtbot, Qt.Key.Key_Left)
    assert "A1" not in page.record._lines


def test_a_record_begins_for_somebody_who_teaches(unit: Unit, page: TrainingPage, qtbot: QtBot) -> None:
    page.list.choose(unit.person("Ama Boadu"))
    panel = page.other
    assert isinstance(panel, BeginPanel)
    panel.form.field("on").set_value(date(2026, 5, 1))
    panel.begin_button.click()
    assert panel.form.row("on").error.text()
    panel.form.field("on").set_value(date(2026, 3, 2))
    panel.begin_button.click()
    record = record_of(unit, unit.person("Ama Boadu"))
    assert (record.begun_on, record.due_on) == (date(2026, 3, 2), date(2026, 6, 2))
    assert page.list.current() == record.staff_id
    assert page.record.name.text() == "Ama Boadu"


def test_anybody_can_be_chosen_to_begin(unit: Unit, page: TrainingPage, qtbot: QtBot) -> None:
    page.new()
    panel = page.other
    assert isinstance(panel, BeginPanel)
    panel.begin()
    assert panel.form.row("staff_id").error.text() == "Choose who is to be trained."
    press(qtbot, "ingrid", Qt.Key.Key_Tab)
    panel.begin()
    assert record_of(unit, unit.person("Ingrid Vollan")).signed == 0


def test_a_late_and_a_complete_record_say_so(
    unit: Unit, noor: int, page: TrainingPage, clock: SetClock
) -> None:
    sign_items(unit.book, unit.by, noor, SignItems(("B1", "H2"), unit.today))
    activate_pair(unit.book, unit.by, pairs_of_person(unit.book, noor)[0].id, override="Agreed on the ward")
    assert not page.record.banner.isVisible()
    clock.moment = datetime(2026, 7, 1, 9).astimezone()
    page.refresh(None)
    assert page.record.banner.words.plain == "Overdue since 12 June. 28 items are open."
    codes = record_of(unit, noor).open
    sign_items(unit.book, unit.by, noor, SignItems(codes, unit.today))
    assert page.record.banner.words.plain == (
        "Certified: all 39 items that apply are signed. The last was signed on 1 July 2026."
    )
    assert str(page.list.entries[0].right) == "Certified"
    assert not page.record.several_button.isEnabled()


def test_an_item_to_refresh_is_named_in_time(unit: Unit, page: TrainingPage, clock: SetClock) -> None:
    items = list(newest_template(unit.book).items)
    changed, _place = edited(items, 3, refresh_months=12)
    save_new_version(unit.book, unit.by, changed)
    lan = unit.person("Lan Nguyễn")
    begin_training(unit.book, unit.by, lan)
    unit.train("Lan Nguyễn")
    page.list.choose(lan)
    assert not page.record.banner.isVisible()
    clock.moment = datetime(2027, 2, 1, 9).astimezone()
    codes = record_of(unit, lan).open
    sign_items(unit.book, unit.by, lan, SignItems(codes, unit.today))
    assert "A4 is to be refreshed soon." in page.record.banner.words.plain
    clock.moment = datetime(2027, 3, 20, 9).astimezone()
    page.refresh(None)
    assert "A4 is open" in page.record.banner.words.plain


def test_prints_and_arguments(unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.print_wanted) as printed:
        page.record.print_button.click()
    assert printed.args == ["training-record", {"staff": noor}]
    with qtbot.waitSignal(page.print_wanted) as printed:
        page.print_button.click()
    assert printed.args == ["training-matrix", {}]
    page.open({"staff": noor, "code": "H2"})
    assert page.record.sign_row is not None
    assert page.record.sign_row.state.item.code == "H2"
    page.open({"begin": unit.person("Ingrid Vollan")})
    assert isinstance(page.other, BeginPanel)


def test_the_checklist_gets_a_next_version_and_signed_records_keep_theirs(
    unit: Unit, noor: int, page: TrainingPage, qtbot: QtBot
) -> None:
    page.open({"edit_checklist": True})
    checklist = page.checklist
    assert checklist is not None
    assert not checklist.save_button.isEnabled()
    checklist.list.choose(1)
    checklist.form.field("text").set_value("Knows the time it takes, and when it is")
    checklist.form.field("refresh_months").set_value(12)
    checklist.add_item()
    press(qtbot, SAVE)
    assert checklist.form.row("text").error.text()
    press(qtbot, "Knows whom to call")
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Space, SAVE)
    assert page.checklist is None
    newest = newest_template(unit.book)
    assert (newest.version, len(newest.items)) == (2, 40)
    assert [(i.code, i.starred, i.refresh_months) for i in newest.items[1:3]] == [
        ("A2", True, 12),
        ("A3", True, None),
    ]
    assert newest.items[2].text == "Knows whom to call"
    assert record_of(unit, noor).version == 1


def test_a_half_edited_checklist_is_kept_and_can_be_discarded(
    unit: Unit, page: TrainingPage, qtbot: QtBot
) -> None:
    page.open({"edit_checklist": True})
    assert page.checklist is not None
    page.checklist.list.choose(0)
    page.checklist.remove_item()
    page.checklist.close_page()
    assert page.checklist is None
    assert len(list_drafts(unit.book, FORM)) == 1
    page.open({"edit_checklist": True})
    assert page.checklist is not None
    assert len(page.checklist.items) == 38
    page.checklist._discard()
    page.checklist.close_page()
    assert not list_drafts(unit.book, FORM)


def test_items_move_over_the_edge_of_their_section(unit: Unit) -> None:
    items = newest_template(unit.book).items
    last_of_a = next(p for p, item in enumerate(items) if item.section == "B") - 1
    after, place = moved(items, last_of_a, 1)
    assert (after[place].code, after[place].text) == ("B1", items[last_of_a].text)
    back, place = moved(after, place, -1)
    assert packed(back) == packed(items)
    assert moved(items, 0, -1) == (items, 0)
    new, place = edited(items, 0, section_title="Own section")
    assert (new[place].code, new[-1].text) == ("I1", items[0].text)
    more, place = added(items, 0)
    assert [item.code for item in more[:3]] == ["A1", "A2", "A3"]
    assert unpacked(packed(more)) == renumbered(unpacked(packed(more)))


def test_large_text_shows_one_side_at_a_time(page: TrainingPage) -> None:
    page.context.theme.set_zoom(150)
    assert page.record.isVisible() != page.list.isVisible()
    page.record.close_button.click()
    assert page.list.isVisible()
    assert not page.record.isVisible()
    page.context.theme.set_zoom(100)


@pytest.mark.parametrize("zoom", [100, 125, 150, 200])
def test_the_day_at_the_end_of_a_section_is_read_whole(look: Theme, zoom: int) -> None:
    look.set_zoom(zoom)
    words = [f"Since {day} {short_month(month)} 2025" for month in range(1, 13) for day in (28, 30)]
    widest = max(pill_width(Marked("overdue", each, calm=True)) for each in words)
    look.set_zoom(100)
    assert widest <= round(MARK * zoom / 100)
