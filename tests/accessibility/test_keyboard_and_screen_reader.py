"""Every page and dialog by Tab and by ear (DESIGN 9), and whole at the usual size of text."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.accessibility.conftest import Walk
from tests.accessibility.test_large_text import cut
from ui.accessible_walk import focusable, wanting

FURTHEST = 300


def called(widget: QWidget) -> str:
    """A widget in a message."""
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


def tabbed(shown: QWidget, key: Qt.Key) -> list[QWidget]:
    """What *key* visits from the first stop until it comes back there, or to no end."""
    stops: list[QWidget] = []
    for _step in range(FURTHEST):
        QTest.keyClick(QApplication.focusWidget() or shown, key)
        here = QApplication.focusWidget()
        if here is None or (stops and here is stops[0]):
            return stops
        if here in stops:
            break
        stops.append(here)
    raise AssertionError(
        f"{key.name} never comes back to {called(stops[0])}: it turns at {called(stops[-1])}"
    )


def faults_of_the_keyboard(shown: QWidget) -> list[str]:
    """Names that are missing, stops that Tab never visits, and a way back that is another."""
    there = tabbed(shown, Qt.Key.Key_Tab)
    back = tabbed(shown, Qt.Key.Key_Backtab)
    wrong = [f"no role or no name: {each}" for each in wanting(shown)]
    wrong += [f"never visited: {called(each)}" for each in focusable(shown) if each not in there]
    wrong += [f"visited, but not to be seen: {called(each)}" for each in there if not each.isVisible()]
    if set(there) != set(back):
        wrong.append(f"the way back differs: {[called(each) for each in set(there) ^ set(back)]}")
    return wrong


def test_everything_has_a_name_is_visited_by_tab_which_returns_and_is_not_cut(walk: Walk) -> None:
    found = walk(lambda shown: cut(shown) + faults_of_the_keyboard(shown))
    assert not found, "\n".join(f"{scene}: {each}" for scene, wrong in found.items() for each in wrong)
