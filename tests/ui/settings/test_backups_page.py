"""Backups on screen: rehearsal with named steps, the second folder, what is in a copy."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.book.backup import back_up, copies_folder
from app.book.backup_state import backups_of
from app.clock import SetClock
from tests.fixtures.unit import Unit
from ui.kit.context import Context
from ui.settings.backups import BackupsSection
from ui.settings.rehearsal_card import RehearsalPaper
from ui.settings.restore_sheet import RestoreSheet

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def section(unit: Unit, context_of: Make, show: Show) -> BackupsSection:
    unit.person("Lan Nguyễn")
    back_up(unit.book)
    made = BackupsSection(context_of(unit.book))
    made.resize(960, 660)
    show(made)
    made.refresh()
    return made


def states(section: BackupsSection) -> list[str]:
    return [step._state.text() for step in section.rehearsal.steps]


def test_a_rehearsal_names_its_five_steps_and_says_that_the_backup_works(
    section: BackupsSection, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert section.rehearsed.when.text() == "Never"
    assert not section.rehearsal.paper.isEnabled()
    with qtbot.waitSignal(section.rehearsal.rehearsed, timeout=20_000):
        section.rehearsal.button.click()
        assert states(section) == ["Under way", "", "", "", ""]
        assert section.rehearsal.button.text() == "Stop"
    assert states(section) == ["Done"] * 5
    assert section.rehearsal.banner.words.plain.startswith("This backup works.")
    assert section.rehearsed.when.text() == "Today, 10:43"
    assert section.rehearsed.facts.text() == "Next one due on 12 June 2026"
    paper = RehearsalPaper(section.window(), section.context, section.rehearsal.result)
    paper.open()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    paper.print_button.click()
    qtbot.waitUntil(lambda: paper.banner.words.plain.startswith("There is no printer on this PC."))
    paper.save_to(tmp_path / "result.pdf")
    qtbot.waitUntil((tmp_path / "result.pdf").is_file, timeout=10_000)
    assert (tmp_path / "result.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: paper.banner.words.plain.startswith("Saved as result.pdf."))
    paper.close()


def test_a_stopped_rehearsal_leaves_nothing_and_counts_for_nothing(
    section: BackupsSection, qtbot: QtBot
) -> None:
    section.rehearsal.start()
    section.rehearsal.button.click()
    qtbot.waitUntil(lambda: section.rehearsal.button.text() == "Rehearse now", timeout=20_000)
    assert section.rehearsed.when.text() == "Never"
    assert section.rehearsal.banner.words.plain.startswith("Stopped.")


def test_a_damaged_copy_fails_its_rehearsal(section: BackupsSection, unit: Unit, qtbot: QtBot) -> None:
    copy = backups_of(unit.book)[0].path
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(bytes(content))
    with qtbot.waitSignal(section.rehearsal.rehearsed, timeout=20_000):
        section.rehearsal.start()
    assert "does not work" in section.rehearsal.banner.words.plain


def test_the_first_copy_outside_makes_its_folder_the_second_one(
    section: BackupsSection, unit: Unit, clock: SetClock, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "WARD7"
    stick.mkdir()
    section._copy_to(stick)
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("Copied."), timeout=20_000)
    assert copies_folder(unit.book) == stick
    assert section.outside.facts.text() == "“WARD7” gets one each day"
    clock.moment = clock.moment.replace(hour=12)
    section.copy.click()  # asks nothing any more
    qtbot.waitUntil(lambda: len(list(stick.iterdir())) == 2, timeout=20_000)
    qtbot.waitUntil(section.now.isEnabled, timeout=20_000)
    stick.rename(tmp_path / "away")
    section.refresh()
    assert section.outside.facts.text() == "“WARD7” is not plugged in"


def test_what_is_in_a_copy_is_told_before_it_is_restored(section: BackupsSection, qtbot: QtBot) -> None:
    row = section.table.rows.shown[0]
    sheet = RestoreSheet(section.window(), section.context, row.backup)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.inside.text().startswith("In it: Ward 7, St Brannoc's;"), timeout=20_000)
    assert "1 staff members, 0 pairs, 0 sessions." in sheet.inside.text()
    sheet.close()
