"""About: the problem report that goes to support, and the licences of all that is shipped."""

import platform
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.book import Book
from app.version import VERSION
from tests.fixtures.unit import Unit
from ui.kit.context import Context
from ui.settings import about
from ui.settings.about import AboutSection
from ui.settings.shipped_parts import LICENCES, RESOURCES, shipped_parts


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


def test_every_licence_that_is_shipped_can_be_read(
    unit: Unit, context_of: Callable[[Book], Context], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = AboutSection(context_of(unit.book))
    qtbot.addWidget(section)
    opened: list[Path] = []
    monkeypatch.setattr(about, "_open", lambda place: opened.append(Path(place)))
    for part in shipped_parts():
        assert section.table.choose(part.name)
        qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert len(opened) == len(shipped_parts())
    assert set(opened) == {*LICENCES.glob("*.txt"), *RESOURCES.glob("fonts/*/OFL.txt"),
                           *RESOURCES.glob("fonts/*/LICENSE.txt")}  # fmt: skip
    section.licences.click()
    assert opened[-1] == LICENCES


def test_the_versions_of_what_is_shipped_are_its_own() -> None:
    parts = {part.name: part for part in shipped_parts()}
    assert parts["Python"].version == platform.python_version()
    assert re.fullmatch(r"4\.\d+\.\d+", parts["SQLCipher"].version)
    assert re.fullmatch(r"3\.\d+\.\d+", parts["OpenSSL in SQLCipher"].version)
    assert parts["SQLAlchemy"].version == version("SQLAlchemy")
