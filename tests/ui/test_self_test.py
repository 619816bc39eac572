"""The window's part of the self-test: it passes, shows each page, finds what has no name, leaves nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from app import files
from app.self_test import SelfTestFailed
from ui import accessible_walk, self_test
from ui.places import places_for


def test_every_page_opens_and_every_control_has_a_name(qapp: QApplication, tmp_path: Path) -> None:
    told: list[str] = []
    self_test.run_window_test(told.append, tmp_path)
    assert all(line.startswith("good") for line in told)
    pages = {place.name for place in places_for("manager")}
    assert {path.stem for path in tmp_path.glob("*.png")} == pages | {"sign-in", "print"}
    assert list(files.private_folder().iterdir()) == []


def test_a_page_without_a_name_ends_it(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "wanting", lambda root: ["QLineEdit (grade)"])
    with pytest.raises(SelfTestFailed, match="QLineEdit"):
        self_test.run_window_test(lambda line: None)


def test_the_walk_finds_what_has_no_name(show: Callable[[QWidget], QWidget]) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    named, nameless, label = QLineEdit(), QLineEdit(), QLabel("Aim")
    named.setAccessibleName("Aim")
    for widget in (named, nameless, label):
        column.addWidget(widget)
    show(window)
    assert accessible_walk.wanting(window) == ["QLineEdit (QWidget)"]
    label.setBuddy(nameless)
    assert accessible_walk.wanting(window) == []
