"""What most controls of a form answer alike, apart from the controls: sign-in needs one of them only.

Promises: nothing of the calendar or the spin boxes is loaded with it, nor of the ``Qt`` namespace (see
:mod:`ui.kit.label`).
"""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.label import repolish


class Answers:
    """What most controls answer alike."""

    def fault(self) -> str:
        """A sentence when what was typed cannot be read."""
        return ""

    def typed(self) -> Any:
        """What stands there letter by letter, for a draft; most controls say it with their value."""
        return self.value()  # type: ignore[attr-defined]

    def own_words(self) -> str:
        """What somebody wrote here in words of their own; "" for dates, choices and secrets."""
        return ""

    def type_again(self, typed: Any) -> None:
        """Put back what :meth:`typed` gave, readable or not."""
        self.set_value(typed)  # type: ignore[attr-defined]

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error, or not."""
        assert isinstance(self, QWidget)
        self.setProperty("faulty", "true" if faulty else "false")
        repolish(self)

    def focus_here(self) -> None:
        """Take the keyboard."""
        assert isinstance(self, QWidget)
        self.setFocus()


def lead_with(line: QLineEdit, name: str) -> None:
    """Put the icon *name* before the text of *line*, as close as STYLE has it."""
    from ui.kit.icons import icon
    from ui.kit.line_icons import LineIcon

    line.setTextMargins(0, 0, 0, 0)
    LineIcon(line, line.addAction(icon(name), QLineEdit.ActionPosition.LeadingPosition), leading=True)
