"""What somebody teaches, or wants to learn, as a small card with squares (mock 05)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.language import _
from app.pairs.words import Side
from ui.kit.cards import across
from ui.kit.pills import Marked, Pill
from ui.kit.ratings import Rating
from ui.kit.text import Elided, Label, rule
from ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A topic, its squares, and how it stands in a few words."""

    topic: str
    confidence: int
    words: str


class SkillCard(QFrame):
    """One side of a person: the topics they teach, or those they want to learn."""

    def __init__(self, side: Side, lines: Sequence[SkillLine]) -> None:
        super().__init__()
        self.setObjectName("card")
        u = theme().u
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(11), u(10))
        column.setSpacing(u(6))
        teaches = side is Side.MENTOR
        word = _("Teaches") if teaches else _("Wants to learn")
        pill = Pill(Marked("teaches" if teaches else "learns", word))
        column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        for line in lines:
            column.addWidget(rule())
            column.addWidget(Elided(line.topic, "strong"))
            squares = Rating(line.confidence, tone="teach" if teaches else "learn")
            column.addLayout(across(squares, 1, Label(line.words, "small"), gap=4))
        if not lines:
            column.addWidget(rule())
            column.addWidget(Label(_("Nothing noted"), "quiet"))
        column.addStretch(1)
