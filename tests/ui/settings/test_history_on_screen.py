"""The history on screen: by days, saved as a list, a broken chain told; earlier versions of a record."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.accounts import rename_account
from app.accounts.earlier import FieldChange, earlier_versions
from app.accounts.unit_facts import SaveUnit, save_unit
from app.book import Book
from app.clock import SetClock
from app.privacy.requests import Right, answer_request, note_request
from app.programmes.programmes import list_programmes
from app.sessions.actions import save_action
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.staff.grades import change_grade, list_grades
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import mark_left
from app.staff.topics import save_topic
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit
from ui.home.overdue_actions import OverdueActions
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.versions import VersionsSheet
from ui.pairs.page import PairsPage
from ui.programmes.page import ProgrammesPage
from ui.sessions.page import SessionsPage
from ui.settings.history import HistorySection
from ui.settings.people import PeopleSection
from ui.settings.privacy import PrivacySection
from ui.settings.topics_and_grades import TopicsAndGradesSection
from ui.settings.unit import UnitSection
from ui.staff.page import StaffPage
from ui.training.page import TrainingPage

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def section(unit: Unit, context_of: Make, show: Show) -> HistorySection:
    made = HistorySection(context_of(unit.book))
    made.resize(960, 660)
    show(made)
    made.refresh()
    return made


def test_days_words_and_the_saved_list_are_the_same_lines(
    section: HistorySection, unit: Unit, clock: SetClock, tmp_path: Path, qtbot: QtBot
) -> None:
    unit.person("Lan Nguyễn")
    clock.moment += timedelta(days=40)
    unit.person("=cmd|calc")
    section.refresh()
    everything = len(section.table.rows.shown)
    section.days.set_value(7)
    shown = [row.title for row in section.table.rows.shown]
    assert 0 < len(shown) < everything
    section.save_to(tmp_path / "list.csv")
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == len(shown) + 1
    assert section.banner.words.plain.startswith("Saved as list.csv.")
    with qtbot.waitSignal(section.go) as gone:
        section.print_list()
    assert gone.args is not None
    assert gone.args[1]["kind"] == "history-extract"
    assert gone.args[1]["since"] == clock.today() - timedelta(days=6)


def test_an_altered_history_is_told_on_top(section: HistorySection, unit: Unit, qtbot: QtBot) -> None:
    unit.person("Lan Nguyễn")
    with unit.book.engine.begin() as connection:
        from app.book.change import writing

        with writing(connection):
            connection.exec_driver_sql("UPDATE change SET title = 'Nothing happened' WHERE id = 2")
    section.refresh()
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("The history was altered at entry 2."))


def test_earlier_versions_say_who_changed_what_from_what_to_what(
    unit: Unit, clock: SetClock, context_of: Make, show: Show
) -> None:
    manager = unit.person("Ruth Abernethy")
    lan = save_staff_member(unit.book, unit.by, SaveStaffMember(name="Lan Nguyễn", phone="ext. 4417"))
    clock.moment += timedelta(hours=1)
    entry = SaveStaffMember(name="Lan Nguyễn", phone="ext. 44", line_manager_id=manager)
    save_staff_member(unit.book, unit.by, entry, lan)
    mark_left(unit.book, unit.by, lan, clock.today())
    left, changed, made = earlier_versions(unit.book, "staff_member", lan)
    assert FieldChange("Left on", "", "12 March 2026") in left.fields
    assert FieldChange("Works here", "Yes", "No") in left.fields
    assert set(changed.fields) == {
        FieldChange("Phone", "ext. 4417", "ext. 44"),
        FieldChange("Line manager", "", "Ruth Abernethy"),
    }
    assert changed.who == unit.by.name
    assert changed.at == made.at + timedelta(hours=1)
    page = StaffPage(context_of(unit.book))
    show(page)
    menu = page.build_menu(lan)
    next(action for action in menu.actions() if action.text() == "Earlier versions…").trigger()
    sheet = next(each for each in page.window().findChildren(VersionsSheet) if each.isVisible())
    assert "Phone: ext. 4417 → ext. 44" in sheet.lines
    sheet.close()


def versions_on(page: QWidget) -> list[str]:
    sheet = next(each for each in page.window().findChildren(VersionsSheet) if each.isVisible())
    lines = list(sheet.lines)
    sheet.close()
    return lines


def test_topics_grades_accounts_programmes_and_the_unit_have_earlier_versions_too(
    unit: Unit, context_of: Make, show: Show
) -> None:
    book, by = unit.book, unit.by
    save_topic(book, by, name="Ward tablet", topic_id=unit.topic("Ward tablets"), category="Digital")
    grade = list_grades(book)[0]
    change_grade(book, by, grade.id, name="Matron", rank=8)
    rename_account(book, by, by.id, "Ruth A.")
    save_unit(book, by, replace(unit_values(book), name="Ward 7 East"))
    context = context_of(book)

    lists = TopicsAndGradesSection(context)
    show(lists)
    lists.refresh()
    lists.topics.choose(unit.topic("Ward tablet"))
    lists.earlier.click()
    assert "Name: Ward tablets → Ward tablet" in versions_on(lists)
    lists.tabs.choose("grades")
    lists.grades.choose(grade.id)
    lists.earlier.click()
    assert f"Name: {grade.name} → Matron" in versions_on(lists)

    people = PeopleSection(context)
    show(people)
    people.refresh()
    people.earlier.click()
    assert "Name: Ruth Abernethy → Ruth A." in versions_on(people)

    whole = UnitSection(context)
    show(whole)
    whole.earlier.click()
    assert "Name: Ward 7 → Ward 7 East" in versions_on(whole)

    programmes = ProgrammesPage(context)
    show(programmes)
    programmes.refresh(None)
    programmes.show_versions(list_programmes(book)[0].id, "Any")
    assert any(line.startswith("Name: ") for line in versions_on(programmes))


def test_training_records_actions_and_requests_have_earlier_versions_too(
    unit: Unit, context_of: Make, show: Show, clock: SetClock, qtbot: QtBot
) -> None:
    book, by = unit.book, unit.by
    lan = unit.person("Lan Nguyễn")
    pair_id = unit.active_pair()
    action = save_action(
        book, by, pair_id=pair_id, text="Book the projector", owner_id=lan, due_on=unit.today
    )
    save_action(
        book, by, pair_id=pair_id, text="Book a room", owner_id=lan, due_on=unit.today, action_id=action
    )
    entry = RecordSession(pair_id, unit.today, actions=(ActionEntry("Ask the pharmacy", lan),))
    session_id = record_session(book, by, entry)
    request = note_request(book, by, lan, Right.ACCESS, unit.today)
    answer_request(book, by, request, unit.today, remark="Handed over")
    clock.moment += timedelta(days=1)
    context = context_of(book)

    training = TrainingPage(context)
    show(training)
    training.list.choose(lan)
    training.record.earlier_button.click()
    assert f"A1: Discussed, {by.name}, 12 March 2026" in versions_on(training)

    pairs = PairsPage(context)
    pairs.resize(1170, 662)
    show(pairs)
    pairs.open({"id": pair_id})
    named(qtbot, pairs, "Earlier versions of Book a room").click()
    assert "What: Book the projector → Book a room" in versions_on(pairs)

    sessions = SessionsPage(context)
    sessions.resize(1170, 662)
    show(sessions)
    sessions.open({"id": session_id})
    named(qtbot, sessions, "Earlier versions of Ask the pharmacy").click()
    lines = versions_on(sessions)
    assert {"What: Ask the pharmacy", "Who: Lan Nguyễn"} < set(lines)
    assert any(line.startswith("Agreed in the session of: 12 March 2026") for line in lines)

    overdue = OverdueActions(sessions, context, sessions.go.emit)
    show(overdue)
    overdue.earlier.click()
    assert "What: Book the projector → Book a room" in versions_on(overdue)

    privacy = PrivacySection(context)
    show(privacy)
    privacy.refresh()
    privacy.requests.earlier.click()
    lines = versions_on(privacy)
    assert {"Asks for: Everything about them", "Answered on: 12 March 2026"} < set(lines)


def test_whoever_may_not_read_the_history_finds_no_button_to_it(
    unit: Unit, context_of: Make, show: Show, clock: SetClock
) -> None:
    lan = unit.person("Lan Nguyễn")
    pair_id = unit.active_pair()
    entry = RecordSession(pair_id, unit.today, actions=(ActionEntry("Ask the pharmacy", lan),))
    session_id = record_session(unit.book, unit.by, entry)
    number = give_account(unit.book, "Lan Nguyễn", lan)
    unit.book.close()
    with signed_in(unit.book.folder, number, clock, ONCE) as book:
        context = context_of(book)
        for page, about in (
            (TrainingPage(context), {"staff": lan}),
            (PairsPage(context), {"id": pair_id}),
            (SessionsPage(context), {"id": session_id}),
        ):
            page.resize(1170, 662)
            show(page)
            page.open(about)
            shown = [button for button in page.findChildren(Button) if button.isVisible()]
            assert shown
            assert not [each for each in shown if "Earlier" in f"{each.text()}{each.accessibleName()}"]


def named(qtbot: QtBot, page: QWidget, words: str) -> Button:
    """The button in sight that says *words*; what stood there before goes a moment later."""

    def found() -> list[Button]:
        return [b for b in page.findChildren(Button) if b.accessibleName() == words and b.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def unit_values(book: Book) -> SaveUnit:
    return SaveUnit(**{each.name: getattr(book.unit, each.name) for each in fields(SaveUnit)})
