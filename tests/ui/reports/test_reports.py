"""Reports: what is seen is what is printed and saved, and a save that fails can be tried again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app import files
from app.book import Book, history
from app.files import DiskFull
from app.sessions.recording import RecordSession, record_session
from tests.fixtures.unit import Unit
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.reports.page import ReportsPage
from ui.reports.printing import print_pages
from ui.reports.reading import Reading

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def page(unit: Unit, context_of: Make, show: Show, qtbot: QtBot) -> ReportsPage:
    pair_id = unit.active_pair()
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, summary="Drug charts"))
    unit.pair("Noor Al-Sayegh", "Ingrid Vollan")
    page = ReportsPage(context_of(unit.book))
    page.resize(1170, 662)
    page.refresh(None)
    show(page)
    ready(page, qtbot)
    return page


def ready(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.print.isEnabled, timeout=30_000)


def text(page: ReportsPage) -> str:
    reader = PdfReader(BytesIO(page.preview.pages.data))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


def titles(page: ReportsPage, kind: str) -> list[str]:
    with page.context.book.reading() as db:
        return [entry.title for entry in history.entries(db, kinds=[kind])]


def test_the_meeting_pack_is_the_first_thing_seen(page: ReportsPage, qtbot: QtBot) -> None:
    assert page.list.current() == "programme-summary"
    assert "Lan Nguyễn" in text(page)
    page.form.names.click()
    qtbot.waitUntil(lambda: page.print.isEnabled() and "Lan Nguyễn" not in text(page), timeout=30_000)


def test_arrow_keys_choose_and_a_report_asks_for_what_it_needs(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current() == "knowledge-map"
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current() == "pair-summary"
    assert not page.print.isEnabled()
    assert page.preview.words.text() == "Choose the pair this is about, or a blank form."
    line = page.form.pair.lineEdit()
    assert line is not None
    page.form.pair.focus_here()
    qtbot.keyClicks(line, "noor")
    ready(page, qtbot)
    assert "Ingrid Vollan" in text(page)


def test_print_elsewhere_arrives_here(page: ReportsPage, qtbot: QtBot) -> None:
    page.open({"kind": "session-record", "pair": 1})
    ready(page, qtbot)
    assert "Drug charts" in text(page)
    page.open({"kind": "session-record", "blank": True})
    qtbot.waitUntil(lambda: page.print.isEnabled() and "Drug charts" not in text(page), timeout=30_000)
    assert page.form.form.row("pair").isHidden()
    page.open({"kind": "programme-summary"})
    ready(page, qtbot)
    page.open({"kind": "no-such-report"})
    assert page.list.current() == "programme-summary"


def test_a_period_that_ends_first_is_told_beside_the_field(page: ReportsPage, qtbot: QtBot) -> None:
    page.form.period.since.setText("12 Mar 2026")
    page.form.period.until.setText("1 Feb 2026")
    row = page.form.form.row("period")
    assert row.error.text() == "The period ends before it begins."
    assert not page.print.isEnabled()
    page.form.period.until.setText("")
    ready(page, qtbot)


def test_saving_writes_what_is_seen_and_is_noted(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    target = tmp_path / "Programme summary.pdf"
    made = page._made
    assert made is not None
    page._save(made, target)
    qtbot.waitUntil(lambda: page.banner.words.plain == "Saved. Programme summary.pdf")
    assert target.read_bytes() == page.preview.pages.data
    assert titles(page, "export") == ["Saved as PDF: Programme summary"]


def test_a_full_disk_is_told_and_the_save_tried_again(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page._made
    assert made is not None

    def full(path: Path, content: bytes) -> None:
        raise DiskFull(
            "Not saved: the disk is full.", "What was there before is unchanged.", "Free some space."
        )

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_atomically", full)
        page._save(made, tmp_path / "a.pdf")
        qtbot.waitUntil(lambda: page.banner.words.plain.startswith("Not saved: the disk is full."))
    again = page.banner.findChildren(QWidget)
    button = next(w for w in again if getattr(w, "text", lambda: "")() == "Try again")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.banner.words.plain.startswith("Saved."))
    assert (tmp_path / "a.pdf").exists()


def test_the_systems_own_dialog_asks_for_the_printer(
    page: ReportsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Ward printer"])
    page.print.click()
    dialog = page.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Print Programme summary"
    dialog.reject()


def test_without_a_printer_the_way_on_is_a_pdf(
    page: ReportsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    page.print.click()
    assert page.findChild(QPrintDialog) is None
    assert page.banner.words.plain.startswith("There is no printer on this PC.")
    assert "Save the page as a PDF" in page.banner.words.plain
    remedy = next(button for button in page.banner.findChildren(Button) if button.text() == "Save PDF…")
    remedy.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "summary.pdf"))
    dialog.reject()
    qtbot.waitUntil(lambda: page.banner.words.plain.startswith("Saved."), timeout=30_000)
    assert (tmp_path / "summary.pdf").read_bytes() == page.preview.pages.data
    assert titles(page, "print") == []


def test_printing_paints_every_page_and_is_noted(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(100)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    made = page._made
    assert made is not None
    pages = page.preview.pages.count
    page._print(made, printer)
    qtbot.waitUntil(lambda: page.banner.words.plain.startswith("Printed."), timeout=20_000)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == pages
    assert round(printed.pages[0].mediabox.width) == 595
    assert titles(page, "print") == ["Printed: Programme summary"]


def test_a_range_of_pages(page: ReportsPage, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    printer.setFromTo(1, 1)
    assert print_pages(page.preview.pages.data, printer, lambda _share, _words: None) == 1


def test_the_preview_turns_and_zooms_by_keyboard(page: ReportsPage, qtbot: QtBot) -> None:
    preview = page.preview
    fitted = preview.sheet.width()
    qtbot.keyClick(preview.desk, Qt.Key.Key_Plus)
    assert preview.sheet.width() > fitted
    qtbot.keyClick(preview.desk, Qt.Key.Key_0)
    assert preview.sheet.width() == fitted
    qtbot.keyClick(preview.desk, Qt.Key.Key_End)
    assert preview.page == preview.pages.count - 1
    assert not preview.after.isEnabled()
    qtbot.keyClick(preview.desk, Qt.Key.Key_Home)
    assert preview.page == 0


def test_a_report_is_read_on_screen_as_text(page: ReportsPage, qtbot: QtBot) -> None:
    page.read.click()
    window = page.window().findChild(Reading)
    assert window is not None
    words = window.text.toPlainText()
    assert "Programme summary" in words
    assert "Lan Nguyễn" in words
    assert "Meeting · Ward 7" in words
    page.context.theme.set_look("dark")
    assert page.context.theme.tokens.ink.lower() in window.text.toHtml().lower()
    page.context.theme.set_look("light")
    window.close()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("privacy-notice", "Whom to ask"),
        ("system-record", "Last copy outside the PC"),
        ("screening-note", "1 of 10 screening questions"),
        ("history-extract", "The chain of the history is unbroken."),
    ],
)
def test_the_papers_on_privacy_are_chosen_from_the_list(
    page: ReportsPage, qtbot: QtBot, kind: str, said: str
) -> None:
    page.list.choose(kind)
    qtbot.waitUntil(lambda: page.print.isEnabled() and said in text(page), timeout=30_000)
    assert page.save.isEnabled()
