"""What a screen reader would find wanting in what is on screen.  Promises to look only.

Used by the self-test of a built program and by tests: every widget that can take the focus has a
role and a name (DESIGN 9).
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def focusable(root: QWidget) -> Iterator[QWidget]:
    """The visible, enabled widgets below *root* that Tab reaches."""
    for widget in (root, *root.findChildren(QWidget)):
        reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if reached and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            yield widget


def wanting(root: QWidget) -> list[str]:
    """Whatever below *root* can take the focus and has no role or no name, as "class (object name)"."""
    return [
        f"{type(widget).__name__} ({widget.objectName() or widget.parentWidget().__class__.__name__})"
        for widget in focusable(root)
        if not _is_told(widget)
    ]


def _is_told(widget: QWidget) -> bool:
    found = QAccessible.queryAccessibleInterface(widget)
    if found is None or not found.text(QAccessible.Text.Name).strip():
        return False
    if found.role() == QAccessible.Role.Client and not isinstance(widget, QAbstractScrollArea):
        # Drawn by ourselves: no role fits a chart, so its words must tell what it shows.
        return bool(found.text(QAccessible.Text.Description).strip())
    return found.role() != QAccessible.Role.NoRole
