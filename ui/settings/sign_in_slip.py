"""The one-time passphrase of somebody's account: shown once, and printed on a slip to hand over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.language import _
from ui.kit.context import Context
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.settings.paper_sheet import PaperSheet


class SignInSlip(PaperSheet):
    """Shows *passphrase* of *name*; closing it is the end of it."""

    def __init__(self, parent: QWidget, context: Context, name: str, passphrase: str) -> None:
        super().__init__(
            parent,
            context,
            _("One-time passphrase for {name}").format(name=name),
            name=_("First sign-in {name}").format(name=name),
            advice=_("Hand the slip over in person; it is shredded after the first sign-in."),
        )
        self._account, self.passphrase = name, passphrase
        u = theme().u
        box = QFrame()
        box.setObjectName("sunken")
        column = QVBoxLayout(box)
        column.setContentsMargins(u(16), u(14), u(16), u(14))
        self.words = Label(passphrase, "number")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(_("One-time passphrase: {code}").format(code=passphrase))
        column.addWidget(self.words)
        self.body.addWidget(box)
        for sentence in (
            _("It opens the book once; then {name} chooses a passphrase that nobody else can see."),
            _("It is not shown again. When it is lost, reset it here and hand over another."),
        ):
            self.body.addWidget(Label(sentence.format(name=name), wrap=True))
        self.body.addWidget(self.banner)
        self.cancel.setText(_("Close"))

    def begin(self) -> Callable[[], bytes]:
        """The slip."""
        from app.reports import sign_in_slip

        book = self._context.book
        return partial(
            sign_in_slip.render,
            unit=book.unit.name,
            hospital=book.unit.hospital,
            account=self._account,
            passphrase=self.passphrase,
            printed_by=book.account.name,
            printed_at=book.clock.now(),
        )
