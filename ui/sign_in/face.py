"""What the first window of the program shows: the sign-in page's words, its passphrase line and its buttons.

Promises: it is painted before the program is loaded, and what is typed into it from then on counts: the
page (:mod:`ui.sign_in.page`) takes it over as it stands and puts in names, icons, messages and ways to
elsewhere.  It names nothing of the ``Qt`` namespace (see :mod:`ui.kit.label`); a test holds that, and that
no word moves when the page takes it over.
"""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.language import _
from ui.kit.label import Label
from ui.kit.scrolled import Scrolled
from ui.kit.theme import theme
from ui.sign_in.passphrase_field import PassphraseField
from ui.sign_in.side import Side, front, space_above


class Face(QWidget):
    """The sign-in page of the book *unit* before anything but Qt is loaded."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        u = theme().u
        self.side = Side(dressed=False)
        self.unit = Label(in_lines(unit), "display", wrap=True)
        self.side.middle.addWidget(Label(_("The book of")))
        self.side.middle.addWidget(self.unit)
        self.side.middle.addSpacing(u(12))
        self.side.middle.addWidget(Label(_("Who teaches whom, what was agreed,\nand what happens next.")))
        self.side.add_promise("shield", _("Encrypted. Nothing leaves this PC."))
        self.backup = self.side.add_promise("backup", "")
        right = QWidget()
        self.column = QVBoxLayout(right)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(u(24), space_above(), u(24), u(16))
        row.addStretch(1)
        box = QWidget()
        box.setMaximumWidth(u(416))
        box.setMinimumWidth(min(u(416), 560))
        self._fill(box)
        row.addWidget(box, 10)
        row.addStretch(1)
        self.column.addWidget(Scrolled(middle), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(front(self.side, right))

    def _fill(self, box: QWidget) -> None:
        u = theme().u
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(8))
        column.addWidget(Label(_("Sign in"), "title"))
        column.addWidget(Label(_("Choose your name, then type your passphrase."), "quiet", wrap=True))
        column.addSpacing(u(4))
        self.above = QVBoxLayout()
        self.above.setSpacing(u(8))
        column.addLayout(self.above)
        self.card = QFrame()
        self.card.setObjectName("card")
        self.card.setFixedHeight(u(48) + 3)
        column.addWidget(self.card, 100)  # before the space at the end
        column.addSpacing(u(10))
        self.label = Label(_("Passphrase"), "label")
        column.addWidget(self.label)
        self.passphrase = PassphraseField(_("Passphrase"), dressed=False)
        self.label.setBuddy(self.passphrase)
        column.addWidget(self.passphrase)
        self.below = QVBoxLayout()
        column.addLayout(self.below)
        column.addSpacing(u(6))
        row = QHBoxLayout()
        self.forgot = _button(_("Forgotten your passphrase?"), "text")
        row.addWidget(self.forgot)
        row.addStretch(1)
        self.button = _button(_("Sign in"), "main")
        self.button.setProperty("tall", "true")
        self.button.setMinimumWidth(u(132))
        row.addWidget(self.button)
        column.addLayout(row)
        column.addStretch(1)


def _button(words: str, kind: str) -> QPushButton:
    """A button as the style sheet draws it: none of the kit's, which paints icons and shortcuts."""
    found = QPushButton(words)
    found.setProperty("kind", kind)
    found.setAutoDefault(False)
    return found


def in_lines(unit: str) -> str:
    """A unit's name for the dark side: broken after its first comma, cut where it is endless."""
    short = unit if len(unit) < 80 else unit[:78] + "…"
    return short.replace(", ", ",\n", 1)
