"""Settings: what is changed holds at once, what cannot be is said beside its field, nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.accounts import all_accounts
from app.book import Account, Book, history, read_cover, unlock
from app.book.backup import back_up
from app.book.backup_state import backup_state, backups_of
from app.book.problems import WrongPassphrase, WrongRecoveryCode
from app.book.unlocking import unlock_with_code
from app.clock import SetClock
from app.staff.grades import list_grades
from app.staff.topics import list_topics
from tests.fixtures.books import PASSPHRASE
from tests.fixtures.unit import Unit
from tests.ui.screen import sheet_of
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.settings.backups import BackupsSection, when
from ui.settings.history import HistorySection, kind_word
from ui.settings.look import LookSection
from ui.settings.page import SettingsPage, sections
from ui.settings.passphrase_sheet import PassphraseSheet
from ui.settings.people import PeopleSection
from ui.settings.recovery_sheet import RecoverySheet
from ui.settings.restore_sheet import RestoreSheet
from ui.settings.topics_and_grades import TopicsAndGradesSection
from ui.settings.unit import UnitSection

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]
NEW = "quiet harbour lamp seven"


@pytest.fixture
def page(unit: Unit, context_of: Make, show: Show, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(context_of(unit.book))
    page.resize(1170, 662)
    page.refresh(None)
    unit.book.subscribe(page.refresh)
    show(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_every_section_opens_and_arrow_keys_walk_them(page: SettingsPage, qtbot: QtBot) -> None:
    names = [name for name, *_rest in sections(page.context.account)]
    seen = [page.list.current()]
    for _name in names[1:]:
        button = page.list._group.checkedButton()
        qtbot.keyClick(button, Qt.Key.Key_Down)
        seen.append(page.list.current())
        assert page.section.isVisible()
    assert seen == names
    page.open({"part": "backups", "backups": True})
    assert isinstance(page.section, BackupsSection)


def test_the_unit_is_saved_with_a_key_and_faults_stand_beside_their_fields(
    page: SettingsPage, unit: Unit, qtbot: QtBot
) -> None:
    section = page.section
    assert isinstance(section, UnitSection)
    assert not section.button.isEnabled()
    name = section.form.field("name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Ward 9")
    section.form.field("red_weeks").set_value(4)
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert section.form.row("red_weeks").error.text().startswith("Stalled comes after slowing")
    assert unit.book.unit.name == "Ward 7"
    section.form.field("red_weeks").set_value(10)
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (unit.book.unit.name, unit.book.unit.red_weeks) == ("Ward 9", 10)
    assert not section.button.isEnabled()


def test_a_half_typed_unit_comes_back(unit: Unit, context_of: Make, show: Show, qtbot: QtBot) -> None:
    page = SettingsPage(context_of(unit.book))
    show(page)
    page.section.form.field("hospital").setText("Saltmarsh")
    assert page.may_leave()
    again = SettingsPage(context_of(unit.book))
    show(again)
    section = again.section
    assert isinstance(section, UnitSection)
    assert section.form.value("hospital") == "Saltmarsh"
    assert section.banner.isVisible()
    section.back.click()
    assert section.form.value("hospital") == unit.book.unit.hospital
    assert SettingsPage(context_of(unit.book)).section.form.dirty is False


def test_ones_own_passphrase_is_changed(page: SettingsPage, unit: Unit, qtbot: QtBot) -> None:
    page.open({"section": "people"})
    section = page.section
    assert isinstance(section, PeopleSection)
    section.passphrase.click()
    sheet = sheet_of(PassphraseSheet)
    assert isinstance(sheet, PassphraseSheet)
    sheet.old.setText("not this one")
    sheet.choice.first.setText(NEW)
    sheet.choice.second.setText(NEW)
    sheet.change()
    qtbot.waitUntil(lambda: bool(sheet._form.row("old").error.text()), timeout=30_000)
    sheet.old.setText(PASSPHRASE)
    sheet.change()
    qtbot.waitUntil(
        lambda: section.banner.words.plain.startswith("Your passphrase is changed."), timeout=30_000
    )
    account = unit.book.account.id
    assert unlock(unit.book.folder, account, NEW).account_id == account
    with pytest.raises(WrongPassphrase):
        unlock(unit.book.folder, account, PASSPHRASE)


def test_an_account_is_renamed(page: SettingsPage, unit: Unit) -> None:
    page.open({"section": "people"})
    page.section.rename.click()
    sheet = sheet_of(FormSheet)
    assert isinstance(sheet, FormSheet)
    sheet.form.field("name").setText("")
    sheet.save()
    assert sheet.form.row("name").error.text()
    sheet.form.field("name").setText("Ruth Abernethy-Ofori")
    sheet.save()
    assert [each.name for each in all_accounts(unit.book)] == ["Ruth Abernethy-Ofori"]
    assert read_cover(unit.book.folder).accounts[0].name == "Ruth Abernethy-Ofori"


def test_a_new_recovery_sheet_makes_the_old_one_void(
    page: SettingsPage, unit: Unit, tmp_path: Path, qtbot: QtBot
) -> None:
    from pypdf import PdfReader

    old = unit.book.new_recovery_code()
    page.open({"section": "people"})
    page.section.sheet.click()
    sheet = sheet_of(RecoverySheet)
    assert isinstance(sheet, RecoverySheet)
    assert unlock_with_code(unit.book.folder, old)  # opening the dialog changes nothing
    sheet.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: sheet.banner.words.plain.startswith("Saved as sheet.pdf."), timeout=30_000)
    assert "Recovery sheet" in PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    with pytest.raises(WrongRecoveryCode):
        unlock_with_code(unit.book.folder, old)
    sheet.close()


def test_a_backup_is_made_and_a_copy_taken_outside(
    page: SettingsPage, unit: Unit, tmp_path: Path, qtbot: QtBot
) -> None:
    page.open({"section": "backups"})
    section = page.section
    assert isinstance(section, BackupsSection)
    assert section.here.when.text() == "Never"
    section.now.click()
    assert not section.now.isEnabled()
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("Backed up."), timeout=30_000)
    assert section.here.when.text() == "Today, 10:43"
    assert len(backups_of(unit.book)) == 1
    section.copy.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    stick = tmp_path / "stick"
    stick.mkdir()
    section._copy_to(stick)
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("Copied."), timeout=30_000)
    assert len(list(stick.iterdir())) == 1
    assert backup_state(unit.book).outside == unit.book.clock.now()
    assert section.outside.when.text() == "Today, 10:43"
    section._copy_to(tmp_path / "unplugged")
    qtbot.waitUntil(section.now.isEnabled, timeout=30_000)
    assert section.banner.words.plain.startswith("The folder or file is not there.")


def test_restoring_never_touches_the_book_of_today(
    page: SettingsPage, unit: Unit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.person("Lan Nguyễn")
    back_up(unit.book)
    unit.person("Added later")
    page.open({"section": "backups"})
    table = page.section.table
    table.choose_first()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    sheet = sheet_of(RestoreSheet)
    assert isinstance(sheet, RestoreSheet)
    sheet.restore()
    assert sheet.form.row("passphrase").error.text() == "Type your passphrase."
    sheet.passphrase.setText("wrong")
    sheet.restore()
    qtbot.waitUntil(sheet.button.isEnabled, timeout=30_000)
    assert "passphrase" in sheet.form.row("passphrase").error.text()
    sheet.passphrase.setText(PASSPHRASE)
    sheet.restore()
    qtbot.waitUntil(lambda: sheet.banner.words.plain.startswith("Restored as"), timeout=30_000)
    with Book.open(sheet.target, unit.by.id, PASSPHRASE, clock=unit.book.clock, back_up=False) as restored:
        from app.staff.staff_members import names_by_id

        assert set(names_by_id(restored).values()) == {"Lan Nguyễn"}
        assert len(names_by_id(unit.book)) == 2
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    sheet.close()
    page.section.folder.click()
    assert [Path(each) for each in opened] == [unit.book.folder / "backups"]


def test_topics_are_added_renamed_retired_and_brought_back(
    page: SettingsPage, unit: Unit, qtbot: QtBot
) -> None:
    page.open({"section": "topics"})
    section = page.section
    assert isinstance(section, TopicsAndGradesSection)
    assert section.change.isEnabled()  # the first line is chosen, as in every other list
    section.new()
    sheet = sheet_of(FormSheet)
    assert isinstance(sheet, FormSheet)
    sheet.form.field("name").setText("electronic CHARTING")
    sheet.save()
    assert "already" in sheet.form.row("name").error.text()
    sheet.form.field("name").setText("Bedside ultrasound")
    sheet.save()
    row = section.topics.current()
    assert row.name == "Bedside ultrasound"
    section.retire.click()
    assert "Bedside ultrasound" not in {each.name for each in list_topics(unit.book)}
    assert section.retire.text() == "Bring back"
    section.retire.click()
    assert "Bedside ultrasound" in {each.name for each in list_topics(unit.book)}


def test_a_grade_somebody_has_stays(page: SettingsPage, unit: Unit) -> None:
    grade = next(each for each in list_grades(unit.book) if each.name == "Staff nurse")
    unit.person("Lan Nguyễn", grade_id=grade.id)
    page.open({"section": "topics", "list": "grades"})
    section = page.section
    assert isinstance(section, TopicsAndGradesSection)
    assert section.grades.choose(grade.id)
    section.retire.click()
    assert section.banner.words.plain.startswith("Somebody has this grade.")
    section.edit_chosen()
    sheet = sheet_of(FormSheet)
    assert isinstance(sheet, FormSheet)
    sheet.form.field("name").setText("Registered nurse")
    sheet.save()
    assert "Registered nurse" in {each.name for each in list_grades(unit.book)}
    section.new()
    sheet = sheet_of(FormSheet)
    assert isinstance(sheet, FormSheet)
    sheet.form.field("profession").set_value("Nursing")
    sheet.form.field("name").setText("Bank nurse")
    sheet.save()
    assert section.grades.current().name == "Bank nurse"


def test_the_look_changes_at_once_and_keeps(page: SettingsPage, qtbot: QtBot) -> None:
    page.open({"section": "look"})
    section = page.section
    assert isinstance(section, LookSection)
    look = page.context.theme
    section.look.set_value("dark")
    qtbot.waitUntil(lambda: look.look == "dark")
    section.zoom.set_value(150)
    qtbot.waitUntil(lambda: look.zoom == 150)
    look.step_zoom(0)
    assert section.zoom.value() == 100
    look.set_look("light")
    assert section.look.value() == "light"


def test_history_is_filtered_by_words_kind_and_person(
    page: SettingsPage, unit: Unit, clock: SetClock, qtbot: QtBot
) -> None:
    for number in range(210):
        unit.book.record_event("print", f"Printed: sheet {number}", by=unit.by)
    clock.moment += timedelta(days=1)
    unit.person("Lan Nguyễn")
    page.open({"section": "history"})
    section = page.section
    assert isinstance(section, HistorySection)
    qtbot.waitUntil(lambda: "every save is kept" in section.head.facts.text())
    with unit.book.reading() as db:
        assert section.table.rows.total == len(history.entries(db, limit=1000))
    first = section.table.rows.row_at(0)
    assert (first.title, kind_word(first.kind)) == ("Add Lan Nguyễn", "Change")
    assert section.head.search is not None
    section.head.search.setText("sheet 209")
    assert section.table.rows.rowCount() == 1
    section.head.search.clear()
    section.what.set_value("sign-in")
    assert {row.kind for row in section.table.rows.shown} == {"sign-in"}
    section.who.set_value(unit.by.id)
    with unit.book.reading() as db:
        signed_in = [entry for entry in history.entries(db, limit=1000) if entry.kind == "sign-in"]
    assert section.table.rows.rowCount() == len(signed_in) > 0


def test_checklists_lead_to_their_editor(page: SettingsPage, qtbot: QtBot) -> None:
    page.open({"section": "checklists"})
    assert "39 items" in page.section._facts.text()
    with qtbot.waitSignal(page.go) as went:
        page.section.button.click()
    assert went.args == ["training", {"edit_checklist": True}]


def test_a_mentor_sees_only_what_is_theirs_to_set() -> None:
    names = [name for name, *_rest in sections(Account(2, "Lan Nguyễn", "participant", 1))]
    assert names == ["people", "privacy", "look", "about"]


def test_the_age_of_a_copy_in_words(clock: SetClock) -> None:
    today = clock.today()
    assert when(clock.now() - timedelta(days=1), today) == "Wed 11 Mar, 10:43"
    assert when(clock.now() - timedelta(days=16), today, long=True) == "24 February 2026"
