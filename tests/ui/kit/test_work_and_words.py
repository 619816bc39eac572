"""Long work, dialogs, banners, panels: nothing blocks, nothing personal leaks, everything is said."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.errors import KnownProblem
from tests.fixtures.books import book  # noqa: F401
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.dialogs import Alerts, Sheet, report_text
from ui.kit.jobs import Job, Jobs, Progress
from ui.kit.lists import Entry, EntryList
from ui.kit.page import SplitPage, Tabs
from ui.kit.scrolled import Scrolled
from ui.kit.text import Elided, Label, two_weights
from ui.kit.theme import Theme


def test_work_runs_beside_and_ends_on_the_gui_thread(look: Theme, qtbot: QtBot) -> None:
    jobs = Jobs()
    seen: list[object] = []
    main = threading.get_ident()
    job = jobs.run(threading.get_ident, done=lambda result: seen.extend([result, threading.get_ident()]))
    with qtbot.waitSignal(job.over):
        assert jobs.busy
    assert seen[0] != main
    assert seen[1] == main
    assert not jobs.busy


def test_an_error_of_work_arrives_as_itself(look: Theme, qtbot: QtBot) -> None:
    told: list[BaseException] = []
    jobs = Jobs(alert=told.append)

    def work() -> None:
        raise KnownProblem("The stick is gone.")

    with qtbot.waitSignal(jobs.run(work).over):
        pass
    assert str(told[0]) == "The stick is gone."


def test_work_can_be_stopped_and_tells_when_it_is_slow(look: Theme, qtbot: QtBot) -> None:
    jobs = Jobs()
    shares: list[float] = []

    def work(progress: Progress) -> None:
        for step in range(2000):
            progress(step / 2000)
            threading.Event().wait(0.005)

    job: Job = jobs.run(work, with_progress=True)
    job.moved.connect(lambda share, _words: shares.append(share))
    with qtbot.waitSignal(job.slow, timeout=30_000):
        pass
    with qtbot.waitSignal(job.stopped):
        job.stop()
    assert shares == sorted(shares)


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget]) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    show(made)
    return made


def test_a_bug_report_holds_places_but_no_message(window: QWidget) -> None:
    try:
        try:
            raise ValueError("Lan Nguyễn was late")
        except ValueError as error:
            raise LookupError("Margit Sørvik") from error
    except LookupError as error:
        text = report_text(error)
        sheet = Alerts(window).bug(error)
    assert "LookupError" in text
    assert "test_work_and_words.py" in text
    assert "caused by" in text
    assert "Nguyễn" not in text
    assert "Sørvik" not in text
    shown = sheet.findChild(QPlainTextEdit)
    assert isinstance(shown, QPlainTextEdit)
    assert shown.toPlainText() == text
    sheet.close()


def test_a_known_problem_is_told_in_its_own_words(window: QWidget) -> None:
    sheet = Alerts(window).show(KnownProblem("The disk is full.", "Nothing is lost.", "Free some room."))
    words = [label.text() for label in sheet.findChildren(Label)]
    assert words[0] == "The disk is full."
    assert {"Nothing is lost.", "Free some room."} <= set(words)
    sheet.close()


def test_a_question_does_what_its_button_says_and_nothing_else(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    alerts = Alerts(window)
    sheet = alerts.confirm(
        "Empty the bin?", "It cannot be undone.", "Empty it", lambda: done.append("emptied")
    )
    buttons = {button.text(): button for button in sheet.findChildren(Button)}
    assert set(buttons) == {"Go back", "Empty it"}
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert done == []
    sheet = alerts.confirm("Empty the bin?", "", "Empty it", lambda: done.append("emptied"))
    next(b for b in sheet.findChildren(Button) if b.text() == "Empty it").click()
    assert done == ["emptied"]


def test_enter_presses_the_button_that_has_the_keyboard(window: QWidget, qtbot: QtBot) -> None:
    alerts = Alerts(window)
    removed: list[str] = []
    sheet = alerts.confirm(
        "Remove it?", "Gone for good.", "Remove", lambda: removed.append("x"), other="Keep it"
    )
    keep = next(b for b in sheet.findChildren(Button) if b.text() == "Keep it")
    keep.setFocus()
    qtbot.keyClick(keep, Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert removed == []
    sheet = alerts.confirm("Remove it?", "", "Remove", lambda: removed.append("x"), other="Keep it")
    remove = next(b for b in sheet.findChildren(Button) if b.text() == "Remove")
    qtbot.keyClick(remove, Qt.Key.Key_Enter)
    assert removed == ["x"]


def test_a_dialog_grows_with_its_content_as_far_as_the_screen_goes(window: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(window, "Restore the copy")
    words = Label("Looking into the copy…", wrap=True)
    sheet.body.addWidget(words)
    sheet.add_button("Cancel")
    sheet.open()
    before, bar = sheet.height(), sheet.findChild(Scrolled).verticalScrollBar()
    words.setText("What is in it. " * 30)
    qtbot.waitUntil(lambda: sheet.height() > before and not bar.maximum())
    tall = sheet.height()
    words.setText("Nothing.")
    qtbot.wait(20)
    assert sheet.height() == tall  # nothing jumps back under the mouse
    words.setText("What is in it. " * 2000)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert sheet.frameGeometry().height() <= sheet.screen().availableGeometry().height()
    sheet.reject()


def test_a_banner_shows_user_text_as_text_and_grows_with_it(window: QWidget) -> None:
    banner = Banner()
    banner.setParent(window)
    banner.resize(300, 40)
    banner.say("bad", "<img src=/etc/passwd>", "R&D <b " * 30)
    assert "&lt;img" in banner.words.text()
    assert banner.minimumHeight() > 60
    banner.add_button("Try again", lambda: None, main=True)
    banner.say("good", "Saved.")
    assert not [b for b in banner.findChildren(Button) if b.isVisible() and b.parent() is None]
    assert two_weights("a\nb", "<") == '<span style="font-weight:600">a<br>b</span> &lt;'


def test_labels_never_read_markup(window: QWidget) -> None:
    assert Label("<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    name = Elided("a very long name " * 10)
    name.setParent(window)
    name.resize(60, 20)
    name.setText("a very long name\n" * 10)
    assert "\n" not in name.text()
    assert name.toolTip() == name.text()


def test_icon_only_buttons_have_name_and_tool_tip(look: Theme) -> None:
    button = IconButton("more", "More actions")
    assert (button.accessibleName(), button.toolTip()) == ("More actions", "More actions")
    plain = Button("Print…")
    plain.allow(False, "Nothing to print yet.")
    assert plain.toolTip() == "Nothing to print yet."


def test_tabs_tell_their_key_and_count(look: Theme) -> None:
    tabs = Tabs("Shown", [("open", "Open"), ("closed", "Closed")])
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    tabs.set_counts({"closed": 9})
    tabs.choose("closed")
    assert chosen == ["closed"] == [tabs.current()]


def test_tabs_that_need_a_second_line_get_it(window: QWidget, qtbot: QtBot) -> None:
    tabs = Tabs("Shown", [(f"key{n}", f"A tab with number {n}") for n in range(6)])
    column = QVBoxLayout(window)
    column.addWidget(tabs)
    column.addStretch(1)
    window.resize(400, 300)
    window.show()
    last = tabs.findChildren(Button)[-1]
    assert last.geometry().bottom() < tabs.height()


def test_lists_skip_group_heads_and_find_names(window: QWidget, qtbot: QtBot) -> None:
    entries = EntryList("Who")
    entries.setParent(window)
    entries.show()
    entries.set_entries(
        [
            Entry(None, "Today", group=True),
            Entry(1, "Lan Nguyễn"),
            Entry(None, "Later", group=True),
            Entry(2, "Ruth"),
        ]
    )
    entries.choose_first()
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    assert entries.current() == 2
    entries.filter_text("nguyen")
    assert [entry.title for entry in entries.entries] == ["Today", "Lan Nguyễn"]


def test_the_first_arrow_takes_the_entry_that_is_framed_not_the_one_after_it(
    window: QWidget, qtbot: QtBot
) -> None:
    entries = EntryList("Who")
    entries.setParent(window)
    entries.show()
    entries.set_entries([Entry(number, f"Person {number}") for number in range(3)])
    entries.setFocus()
    assert entries.current() is None
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    assert entries.current() == 0
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    assert entries.current() == 1


def test_the_panel_lies_over_the_table_when_room_is_short_and_esc_closes_it(
    book: Book,  # noqa: F811
    context_of: Callable[[Book], Context],
    show: Callable[[QWidget], QWidget],
    look: Theme,
    qtbot: QtBot,
) -> None:
    page = SplitPage(context_of(book))
    panel = DetailsPanel("Details")
    panel.set_title("Lan Nguyễn", person="Lan Nguyễn")
    panel.finish()
    page.set_panel(panel)
    page.resize(1170, 660)
    show(page)
    assert not page.floating
    look.set_zoom(150)
    QApplication.processEvents()
    assert page.floating
    assert panel.isVisible()
    assert panel.close_button.isVisible()
    assert panel.geometry().right() <= page.width()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not panel.isVisible()
