"""The row that ends the sign-in page: ways to elsewhere, help, and the version.

Promises: each of them only signals.
"""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from app.version import VERSION
from ui.kit.buttons import Button
from ui.kit.text import Label
from ui.kit.theme import theme


def foot(other_book: SignalInstance, restore: SignalInstance, help_wanted: SignalInstance) -> QWidget:
    """The row; each of its links emits the signal given for it."""
    u = theme().u
    found = QWidget()
    row = QHBoxLayout(found)
    row.setContentsMargins(u(28), u(10), u(28), u(10))
    row.setSpacing(u(20))
    for words, name, signal in (
        (_("Open another book…"), "folder", other_book),
        (_("Restore a backup…"), "restore", restore),
    ):
        link = Button(words, name, "text")
        link.clicked.connect(signal)
        row.addWidget(link)
    row.addStretch(1)
    help_link = Button(_("Help"), "help", "quiet", hint="F1")
    help_link.clicked.connect(help_wanted)
    row.addWidget(help_link)
    row.addWidget(Label(_("Version {version}").format(version=VERSION), "quiet"))
    return found
