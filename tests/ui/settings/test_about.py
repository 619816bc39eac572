"""About: the problem report that goes to support."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.book import Book
from app.version import VERSION
from tests.fixtures.unit import Unit
from ui.kit.context import Context
from ui.settings.about import AboutSection


def test_a_problem_report_is_saved_and_holds_no_names(
    unit: Unit, context_of: Callable[[Book], Context], qtbot: QtBot, tmp_path: Path
) -> None:
    section = AboutSection(context_of(unit.book))
    qtbot.addWidget(section)
    target = tmp_path / "report.txt"
    section.save_report(target)
    qtbot.waitUntil(lambda: section.banner.words.plain.startswith("Saved as report.txt."), timeout=60_000)
    text = target.read_text(encoding="utf-8-sig")
    assert VERSION in text
    assert unit.by.name not in text
    assert unit.book.unit.name not in text
