"""Accounts on screen: a one-time passphrase is shown once and works; what a reset or removal does is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

import ui.settings.account_forms as account_forms
from app.accounts import AccountFacts, all_accounts, prepare_account
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, Book
from app.book.problems import WrongPassphrase
from app.clock import SetClock
from app.sessions.notes import private_notes
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import Audience
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit
from tests.ui.screen import sheet_of, sheets_of, words_on
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.form_sheet import FormSheet
from ui.settings.account_forms import NewAccountSheet
from ui.settings.bring_back_sheet import BringBackSheet
from ui.settings.new_key import NewKeySheet
from ui.settings.people import PeopleSection
from ui.settings.recovery_sheet import RecoverySheet
from ui.settings.sign_in_slip import SignInSlip

NEW = "words of after the reset"
Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_forms, "prepare_account", lambda words: prepare_account(words, FAST_KEYS))


@pytest.fixture
def lans_note(unit: Unit, clock: SetClock) -> Path:
    """A closed book in which Lan wrote a note to herself; Lan has a recovery code of her own."""
    pair_id = unit.active_pair("Lan Nguyễn", "Margit Sørvik")
    give_account(unit.book, "Lan Nguyễn", unit.person("Lan Nguyễn"))
    folder = unit.book.folder
    unit.book.close()
    with signed_in(folder, "Lan Nguyễn", clock, ONCE) as book:
        entry = RecordSession(pair_id, clock.today(), note="Braver now", note_audience=Audience.ONLY_ME)
        record_session(book, book.account, entry)
    return folder


def section_of(book: Book, context_of: Make, show: Show) -> PeopleSection:
    section = PeopleSection(context_of(book))
    section.resize(900, 600)
    section.refresh()
    book.subscribe(lambda _changed: section.refresh())
    show(section)
    section.activateWindow()
    return section


def account(book: Book, name: str) -> AccountFacts:
    return next(each for each in all_accounts(book) if each.name == name)


def test_a_manager_makes_an_account_by_keyboard_and_its_slip_opens_the_book_once(
    unit: Unit, context_of: Make, show: Show, clock: SetClock, tmp_path: Path, qtbot: QtBot
) -> None:
    lan = unit.person("Lan Nguyễn")
    section = section_of(unit.book, context_of, show)
    section.add_account.setFocus()
    qtbot.keyClick(section.add_account, Qt.Key.Key_Space)
    sheet = sheet_of(NewAccountSheet)
    assert isinstance(sheet, NewAccountSheet)
    sheet.form.field("staff_id").set_value(lan)
    assert sheet.form.value("name") == "Lan Nguyễn"
    qtbot.keyClick(sheet.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(isinstance(w, SignInSlip) for w in QApplication.topLevelWidgets()))
    slip = sheet_of(SignInSlip)
    assert isinstance(slip, SignInSlip)
    assert slip.words.text() == slip.passphrase
    slip.save_to(tmp_path / "slip.pdf")
    qtbot.waitUntil(lambda: slip.banner.words.plain.startswith("Saved as slip.pdf."), timeout=30_000)
    slip.close()
    made = account(unit.book, "Lan Nguyễn")
    assert (made.staff_id, made.role, made.has_signed_in) == (lan, "participant", False)
    unit.book.close()
    with signed_in(unit.book.folder, "Lan Nguyễn", clock, slip.passphrase) as book:
        assert not book.needs_new_passphrase
    with pytest.raises(WrongPassphrase):
        Book.open(unit.book.folder, "Lan Nguyễn", slip.passphrase, clock=clock)


def test_name_person_and_role_change_in_one_form_and_the_last_manager_stays(
    unit: Unit, context_of: Make, show: Show
) -> None:
    other = give_account(unit.book, "Margit", None)
    margit = unit.person("Margit Sørvik")
    section = section_of(unit.book, context_of, show)
    section.table.choose(other)
    section.rename.click()
    sheet = sheet_of(FormSheet)
    assert isinstance(sheet, FormSheet)
    sheet.form.field("name").setText("Margit Sørvik")
    sheet.form.field("staff_id").set_value(margit)
    sheet.form.field("role").set_value("manager")
    sheet.save()
    changed = account(unit.book, "Margit Sørvik")
    assert (changed.staff_id, changed.role) == (margit, "manager")
    section.table.choose(unit.by.id)
    assert not section.remove.isEnabled()
    assert "Another manager" in section.remove.toolTip()
    section.rename.click()
    own = sheet_of(FormSheet)
    assert isinstance(own, FormSheet)
    assert not own.form.field("role").button("participant").isEnabled()
    own.close()


def test_a_reset_says_what_stays_sealed_and_ones_own_sheet_brings_it_back(
    lans_note: Path, context_of: Make, show: Show, clock: SetClock, qtbot: QtBot
) -> None:
    with signed_in(lans_note, "Lan Nguyễn", clock) as book:
        code = book.new_recovery_code()
    with signed_in(lans_note, MANAGER, clock) as book:
        section = section_of(book, context_of, show)
        section.table.choose(account(book, "Lan Nguyễn").id)
        section.reset.click()
        question = sheet_of(Sheet)
        assert "stay sealed" in words_on(question)
        _press(question, "Reset passphrase")
        qtbot.waitUntil(lambda: any(isinstance(w, SignInSlip) for w in QApplication.topLevelWidgets()))
        slip = sheet_of(SignInSlip)
        assert isinstance(slip, SignInSlip)
        once = slip.passphrase
        slip.close()
    with signed_in(lans_note, "Lan Nguyễn", clock, once, NEW) as book:
        section = section_of(book, context_of, show)
        assert section.bring_back.isVisible()
        section.bring_back.click()
        sheet = sheet_of(BringBackSheet)
        assert isinstance(sheet, BringBackSheet)
        sheet.try_it()
        assert "Type the passphrase" in words_on(sheet)
        sheet.words.setText("not hers")
        sheet.try_it()
        qtbot.waitUntil(sheet.button.isEnabled, timeout=30_000)
        assert "does not open this book" in words_on(sheet)
        sheet.words.setText(code)
        sheet.try_it()
        qtbot.waitUntil(lambda: not sheets_of(BringBackSheet), timeout=30_000)
        assert section.banner.words.plain.startswith("1 note can be read again.")
        assert not section.bring_back.isVisible()
        paper = sheet_of(RecoverySheet)
        assert isinstance(paper, RecoverySheet)
        assert paper._code != code
        paper.close()
        assert [note.text for notes in private_notes(book).values() for note in notes] == ["Braver now"]


def test_the_passphrase_of_before_brings_sealed_notes_back_too(
    lans_note: Path, context_of: Make, show: Show, clock: SetClock, qtbot: QtBot
) -> None:
    with signed_in(lans_note, MANAGER, clock) as book:
        reset_passphrase(book, book.account, account(book, "Lan Nguyễn").id, ONCE, cost=FAST_KEYS)
    with signed_in(lans_note, "Lan Nguyễn", clock, ONCE, NEW) as book:
        section = section_of(book, context_of, show)
        RecoverySheet(section.window(), section.context).open()
        paper = sheet_of(RecoverySheet)
        assert "Keep the sheet before" in words_on(paper)
        paper.close()
        section.bring_back.click()
        sheet = sheet_of(BringBackSheet)
        assert isinstance(sheet, BringBackSheet)
        sheet.words.setText(PASSPHRASE)
        sheet.try_it()
        qtbot.waitUntil(lambda: not sheets_of(BringBackSheet), timeout=30_000)
        assert section.banner.words.plain == "1 note can be read again."
        assert not sheets_of(RecoverySheet)
    with signed_in(lans_note, "Lan Nguyễn", clock, NEW) as book:
        assert [note.text for notes in private_notes(book).values() for note in notes] == ["Braver now"]


def test_whoever_is_removed_opens_nothing(
    lans_note: Path, context_of: Make, show: Show, clock: SetClock, qtbot: QtBot
) -> None:
    with signed_in(lans_note, MANAGER, clock) as book:
        old = book.material.data_key
        section = section_of(book, context_of, show)
        section.table.choose(account(book, "Lan Nguyễn").id)
        section.remove.click()
        question = sheet_of(Sheet)
        assert "the book gets a new key" in words_on(question)
        _press(question, "Remove account")
        told = "Lan Nguyễn opens nothing any more."
        sheet = sheet_of(NewKeySheet)
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)  # the work goes on, and the window paints meanwhile
        qtbot.waitUntil(lambda: section.banner.words.plain.startswith(told))
        assert not sheets_of(NewKeySheet)
        assert book.material.data_key != old
        assert [each.name for each in all_accounts(book)] == [MANAGER]
    with signed_in(lans_note, MANAGER, clock, PASSPHRASE):
        pass


def test_a_participant_sees_their_own_account_alone(
    lans_note: Path, context_of: Make, show: Show, clock: SetClock
) -> None:
    with signed_in(lans_note, "Lan Nguyễn", clock) as book:
        section = section_of(book, context_of, show)
        assert not hasattr(section, "add_account")
        assert not section.reset.isVisible()
        assert not section.remove.isVisible()
        section.sheet.click()
        sheet_of(RecoverySheet).close()


def _press(sheet: QDialog, words: str) -> None:
    from ui.kit.buttons import Button

    next(button for button in sheet.findChildren(Button) if button.text() == words).click()
