"""No window outlives its test: the promise of the ``show`` fixture, seen from the next test."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget


def test_a_shown_window_is_on_screen(show: Callable) -> None:
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    assert show(window) is window
    assert window.isVisible()


def test_afterwards_none_is_left(qapp: QApplication) -> None:
    assert [each for each in qapp.topLevelWidgets() if each.isVisible()] == []
