"""A new recovery sheet for oneself: made when it is printed or saved, never shown on screen.

Promises: the old code stops working only when the new one is made; until the new sheet was
printed or saved the dialog says plainly that it has to be.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.language import _
from app.sessions.note_keys import old_sheet_words
from ui.kit.context import Context
from ui.kit.text import Label
from ui.settings.paper_sheet import PaperSheet


class RecoverySheet(PaperSheet):
    """Print… or Save PDF…; both carry the same new code, or *code* where one was made already."""

    def __init__(self, parent: QWidget, context: Context, code: str = "") -> None:
        super().__init__(
            parent,
            context,
            _("New recovery sheet"),
            name=_("Recovery sheet"),
            advice=_("Put it in a sealed envelope, in the safe or a locked drawer."),
        )
        self._code = code
        for words in (
            _("It is the only way back into the book when your passphrase is forgotten."),
            _("Without it, notes sealed to you stay sealed when somebody resets your passphrase."),
            _("The code on the sheet before opens the book no more as soon as the new one is made.")
            + " "
            + old_sheet_words(context.book),
        ):
            self.body.addWidget(Label(words, wrap=True))
        self.body.addWidget(self.banner)
        if code:
            self._say_void()

    def begin(self) -> Callable[[], bytes]:
        """The page with the new code, which holds from now on."""
        from app.reports import recovery_sheet

        book = self._context.book
        self._code = self._code or book.new_recovery_code()
        self._say_void()
        return partial(
            recovery_sheet.render,
            unit=book.unit.name,
            hospital=book.unit.hospital,
            account=book.account.name,
            code=self._code,
            printed_at=book.clock.now(),
        )

    def _say_void(self) -> None:
        self.banner.say(
            "watch",
            _("The sheet before is void."),
            _("Print or save this one before you close, or make another later."),
        )
