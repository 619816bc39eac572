"""Where Tab goes when rows are added to a form that is already on screen.

Promises: what is added stands in the order of Tab where the eye meets it, not at the end.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def before_button(button: QWidget, *widgets: QWidget) -> None:
    """Let Tab visit *widgets*, in this order, just before *button*; all are on the same window."""
    last = button.previousInFocusChain()
    # Qt quietly leaves the order as it is behind a widget that takes no focus.
    while last is not None and last is not button and last.focusPolicy() == Qt.FocusPolicy.NoFocus:
        last = last.previousInFocusChain()
    for widget in (*widgets, button):
        if last is not None and last is not widget:
            QWidget.setTabOrder(last, widget)
        last = widget
