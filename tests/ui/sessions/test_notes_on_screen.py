"""Notes on screen: the audience comes before the words, the line says who reads, and nobody else does."""

import gc
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.clock import SetClock
from app.programmes.programmes import SaveProgramme, save_programme
from app.sessions.form_facts import PairChoice, pairs_to_record
from app.sessions.note_mode import NoteMode
from app.sessions.notes import private_notes
from app.sessions.recording import RecordSession, record_session
from app.sessions.session_views import SessionView, get_session, list_sessions
from app.sessions.words import Audience
from tests.fixtures.books import MANAGER
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.sessions.page import SessionsPage

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]
SECRET = "She is afraid of the new screens"


@pytest.fixture
def ward(unit: Unit, clock: SetClock) -> "Ward":
    """A closed book with a pair of Lan's, both with accounts; Henrik, of another pair, has none."""
    now = clock.moment
    clock.moment = now - timedelta(weeks=4)
    unit.active_pair("Lan Nguyễn", "Margit Sørvik")
    other = unit.active_pair("Lan Nguyễn", "Dr Henrik Aaltola")
    clock.moment = now
    for name in ("Lan Nguyễn", "Margit Sørvik"):
        give_account(unit.book, name, unit.person(name))
    folder = unit.book.folder
    unit.book.close()
    for name in ("Lan Nguyễn", "Margit Sørvik"):
        with signed_in(folder, name, clock, ONCE):
            pass
    return Ward(folder, clock, other)


class Ward:
    """The folder of a book, and who may look into it."""

    def __init__(self, folder: Path, clock: SetClock, other: int) -> None:
        self.folder, self.clock, self.other = folder, clock, other

    @contextmanager
    def by(self, name: str) -> Iterator[Book]:
        """The book as *name* opens it."""
        with signed_in(self.folder, name, self.clock) as book:
            yield book


def page_of(book: Book, context_of: Make, show: Show) -> SessionsPage:
    page = SessionsPage(context_of(book))
    page.resize(1170, 662)
    book.subscribe(page.refresh)
    show(page)
    page.activateWindow()
    return page


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def recorded(book: Book) -> SessionView:
    return get_session(book, max(row.id for row in list_sessions(book)))


def with_pair(page: SessionsPage, words: str) -> None:
    page.new()
    pair = page.form.fields.pair
    pair.set_value(next(pair.itemData(i) for i in range(pair.count()) if words in pair.itemText(i)))


def test_the_audience_comes_first_and_its_line_changes_with_it(
    ward: Ward, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    with ward.by("Lan Nguyễn") as book:
        page = page_of(book, context_of, show)
        with_pair(page, "Margit")
        box = page.form.fields.note
        assert box.audience.value() is None
        assert box.readers.plain == "Choose first who may read it."
        box.focus_here()
        qtbot.keyClicks(box.text, "too early")
        assert box.text.value() == ""
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert box.audience.value() == Audience.RECORD
        assert box.readers.plain == (
            "The pair and the manager can read this, and it may be printed. "
            "It may have to be shown if Margit asks for their data."
        )
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert box.readers.plain.startswith("Only you and Margit Sørvik can read this, not the manager.")
        assert box.text.accessibleDescription() == box.readers.plain
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClicks(QApplication.focusWidget(), SECRET)
        qtbot.keyClick(box.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert not page.recording
        (note,) = recorded(book).private
        assert (note.audience, note.text) == (Audience.PAIR, SECRET)
        assert SECRET in words_of(page.details)
    with ward.by("Margit Sørvik") as book:
        page = page_of(book, context_of, show)
        page.open({"id": recorded(book).id})
        assert SECRET in words_of(page.details)
        assert not [link for link in page.details.findChildren(LinkButton) if link.text() == "Remove note"]
    with ward.by(MANAGER) as book:
        page = page_of(book, context_of, show)
        page.open({"id": recorded(book).id})
        assert SECRET not in words_of(page.details)
        page._start(session_id=recorded(book).id)
        assert SECRET not in page.form.fields.note.text.toPlainText()
        assert not page.form.fields.note.audience.button(Audience.PAIR).isEnabled()


def test_a_summary_and_a_note_of_the_pair_are_five_keys_and_the_words(
    ward: Ward, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    with ward.by("Lan Nguyễn") as book:
        page = page_of(book, context_of, show)
        page.open({"record": True, "pair": ward.other})
        qtbot.keyClicks(QApplication.focusWidget(), "Fluid balance")
        press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Tab)
        qtbot.keyClicks(QApplication.focusWidget(), SECRET)
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        session = recorded(book)
        assert session.summary == "Fluid balance"
        assert [(note.audience, note.text) for note in session.private] == [(Audience.PAIR, SECRET)]


def test_a_reader_without_an_account_is_named(ward: Ward, context_of: Make, show: Show) -> None:
    with ward.by("Lan Nguyễn") as book:
        page = page_of(book, context_of, show)
        with_pair(page, "Henrik")
        box = page.form.fields.note
        box.audience.set_value(Audience.PAIR)
        assert box.waiting.text().startswith("Dr Henrik Aaltola has no account yet")
        box.audience.set_value(Audience.ONLY_ME)
        assert box.readers.plain.startswith("Only you can read this, not the manager.")
        assert not box.waiting.isVisible()


def test_only_its_author_lets_others_read_a_note(
    ward: Ward, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    with ward.by("Lan Nguyễn") as book:
        pair_id = next(row.id for row in _pairs(book) if "Margit" in row.title)
        entry = RecordSession(
            pair_id, ward.clock.today(), note=SECRET, note_audience=Audience.ONLY_ME, record_note="Two charts"
        )
        session_id = record_session(book, book.account, entry)
        page = page_of(book, context_of, show)
        page.open({"id": session_id})
        link = next(e for e in page.details.findChildren(LinkButton) if e.text() == "Let others read it…")
        link.setFocus()
        qtbot.keyClick(link, Qt.Key.Key_Space)
        sheet = next(e for e in QApplication.topLevelWidgets() if isinstance(e, FormSheet) and e.isVisible())
        choice = sheet.form.field("note_audience")
        assert [choice._values[n] for n in range(2)] == [Audience.PAIR, Audience.RECORD]
        assert "not the manager" in sheet.form.row("note_audience").help.text()
        qtbot.keyClick(sheet.action, Qt.Key.Key_Space)
        (note,) = private_notes(book)[session_id]
        assert note.audience is Audience.PAIR
        remove = next(e for e in page.details.findChildren(LinkButton) if e.text() == "Remove note")
        remove.click()
        assert not private_notes(book)


def test_a_corrected_session_keeps_the_notes_of_each_audience_apart(
    ward: Ward, context_of: Make, show: Show
) -> None:
    with ward.by("Lan Nguyễn") as book:
        pair_id = next(row.id for row in _pairs(book) if "Margit" in row.title)
        entry = RecordSession(
            pair_id, ward.clock.today(), note=SECRET, note_audience=Audience.ONLY_ME, record_note="Two charts"
        )
        session_id = record_session(book, book.account, entry)
        page = page_of(book, context_of, show)
        page._start(session_id=session_id)
        box = page.form.fields.note
        assert (box.audience.value(), box.text.value()) == (Audience.RECORD, "Two charts")
        box.audience.set_value(Audience.ONLY_ME)
        assert box.text.value() == SECRET
        box.text.set_value(SECRET + ", and says so")
        page.form.save()
        seen = get_session(book, session_id)
        assert [note.text for note in seen.notes] == ["Two charts"]
        assert [note.text for note in seen.private] == [SECRET + ", and says so"]


def test_the_search_box_finds_ones_own_sealed_notes_and_forgets_them(
    ward: Ward, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    with ward.by("Lan Nguyễn") as book:
        pair_id = next(row.id for row in _pairs(book) if "Margit" in row.title)
        entry = RecordSession(pair_id, ward.clock.today(), note=SECRET, note_audience=Audience.ONLY_ME)
        session_id = record_session(book, book.account, entry)
        page = page_of(book, context_of, show)
        for words in (SECRET, SECRET.rsplit(maxsplit=1)[-1][:4]):
            page.search.setText(words)
            qtbot.waitUntil(lambda: [row.id for row in page.list.shown()] == [session_id])
        page.search.setText("nothing like it")
        qtbot.waitUntil(lambda: not list(page.list.shown()))
        page.search.setText("")
        qtbot.waitUntil(lambda: bool(list(page.list.shown())))
        assert page.side._notes._opened is None
        page.search.setText(SECRET)
        qtbot.waitUntil(lambda: page.side._notes._opened is not None)
        page.refresh(None)
        assert [row.id for row in page.list.shown()] == [session_id]
        index = [*book.driver.execute("SELECT * FROM search_data")]
        assert not [row for row in index if b"afraid" in bytes(row[1])]
    with ward.by(MANAGER) as book:
        page = page_of(book, context_of, show)
        page.search.setText(SECRET)
        qtbot.waitUntil(lambda: not list(page.list.shown()))


def test_what_was_searched_ends_with_the_page(ward: Ward, context_of: Make) -> None:
    with ward.by("Lan Nguyễn") as book:
        pair_id = next(row.id for row in _pairs(book) if "Margit" in row.title)
        entry = RecordSession(pair_id, ward.clock.today(), note=SECRET, note_audience=Audience.ONLY_ME)
        record_session(book, book.account, entry)
        page = SessionsPage(context_of(book))
        page.side.search(SECRET)
        assert page.side._notes._opened
        gone = weakref.ref(page.side._notes)
        page.deleteLater()
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert gone() is None


def test_a_programme_that_keeps_no_notes_offers_only_ones_own(
    unit: Unit, context_of: Make, show: Show
) -> None:
    programme = SaveProgramme("Charting", unit.today, note_mode=NoteMode.LOG)
    programme_id = save_programme(unit.book, unit.by, programme)
    pair_id = unit.active_pair(programme_id=programme_id)
    page = page_of(unit.book, context_of, show)
    page.open({"record": True, "pair": pair_id})
    box = page.form.fields.note
    assert box.audience.value() == Audience.ONLY_ME
    assert "keeps a log only" in box.audience.button(Audience.RECORD).toolTip()
    fields = page.form.fields
    assert fields.row("summary").isHidden()
    assert fields.row("actions").isHidden()
    other = unit.active_pair("Owen Carrick", "Judith Oyelakin")
    page.form.let_go()
    page.open({"record": True, "pair": other})
    assert not fields.row("summary").isHidden()
    assert not fields.actions.add_button.isHidden()
    assert box.audience.button(Audience.RECORD).isEnabled()


def test_what_was_typed_before_a_pair_that_keeps_a_log_was_chosen_is_told_and_kept(
    unit: Unit, context_of: Make, show: Show
) -> None:
    programme = SaveProgramme("Charting", unit.today, note_mode=NoteMode.LOG)
    programme_id = save_programme(unit.book, unit.by, programme)
    pair_id = unit.active_pair(programme_id=programme_id)
    unit.active_pair("Priya Deshmane", "Zoë Färber")  # else the only pair would be taken as given
    page = page_of(unit.book, context_of, show)
    page.open({"record": True})
    page.form.fields.field("summary").set_value("Typed too early")
    page.form.fields.pair.set_value(pair_id)
    page.form._pair_chosen()
    row = page.form.fields.row("summary")
    assert not row.isHidden()
    page.form.save()
    assert "keeps a log only" in row.error.text()
    assert page.form.fields.value("summary") == "Typed too early"
    page.form.fields.field("summary").set_value("")
    page.form.save()
    assert not page.recording


def _pairs(book: Book) -> list[PairChoice]:
    return pairs_to_record(book)
