"""The fields of the session form on their grid (mock 07), and those of a cancelled session.

Promises: one grid of two equal columns that falls to one where the room or the text needs it;
fields that stand side by side keep their own labels and errors.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.pairs.pairs import PairView
from app.pairs.saving import LONGEST_MINUTES, SHORTEST_MINUTES
from app.sessions.actions import ActionRow
from app.sessions.note_mode import Part
from app.sessions.words import Audience, CancelledBy, Mode, Protected, label
from ui.kit.anew import take_out
from ui.kit.choices import ChoiceField
from ui.kit.fields import CheckListField, DateField, LineField, NumberField, TextField, TimeField
from ui.kit.forms import NARROW, Form
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.sessions.actions_field import ActionsField
from ui.sessions.note_box import NoteBox, Stored
from ui.sessions.note_readers import NoteRules
from ui.sessions.people import short_names


class SessionFields(Form):
    """Everything a session holds; five fields suffice for a plain entry."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(gap=12)
        self._cells: list[tuple[QWidget, ...]] = []
        self._left_out: frozenset[Part] = frozenset()
        self._open_actions = False
        u = theme().u
        self._grid.setHorizontalSpacing(u(14))
        self.pair = ChoiceField(searchable=True, hint=_("Type a name or a topic"))
        self.actions = ActionsField(today)
        self.note = NoteBox()
        self.add(
            "pair_id", _("Pair"), self.pair,
            check=lambda value: "" if value is not None else _("Choose the pair that met."),
        )  # fmt: skip
        self.add(
            "held_on", _("Date"), DateField(today),
            check=lambda value: "" if value is not None else _("Give the day of the session."),
        )  # fmt: skip
        self.add("minutes", _("Minutes"), NumberField(SHORTEST_MINUTES, LONGEST_MINUTES, step=5))
        self.add("mode", _("How you met"), Segments(_("How you met"), _modes(), snug=True))
        self.add("protected_time", _("Protected time kept"), Segments(_("Protected time kept"), _kept()))
        self.add(
            "summary", _("What you worked on"), TextField(lines=2, most=8, longest=100_000),
            help=_("No patients, and no names of other people."), wide=True,
        )  # fmt: skip
        self.add("next_on", _("Next session"), DateField(today, hint=_("Not set")), optional=True)
        self.add("next_at", _("Time"), TimeField(hint=_("Any time")))
        self.add(
            "next_minutes", _("Length"), NumberField(SHORTEST_MINUTES, LONGEST_MINUTES, unit=_("min"), step=5)
        )
        self.add("attended", _("Who was there"), CheckListField((), columns=3))
        self.add("goals", _("Goals touched"), CheckListField(()), optional=True)
        self.add("actions", _("Actions from last time"), self.actions, beside=self.actions.add_button)
        self.add("record_note", "", self.note)
        self.field("attended").layout().setColumnStretch(3, 1)
        self.field("record_note").setAccessibleName(_("Note, optional"))
        self.row("minutes").setMaximumWidth(u(112))
        self._compose()
        self.actions.lines_changed.connect(self.order_tabs)

    def set_pair(
        self,
        pair: PairView,
        actions: Sequence[ActionRow],
        rules: NoteRules,
        stored: Mapping[Audience, Stored],
        shut: Mapping[Audience, str],
    ) -> None:
        """Offer the people, goals and actions of *pair*; what is typed stays, but for the note.

        *rules*, *stored* and *shut* go to the note box.
        """
        people = short_names(pair.mentors + pair.mentees)
        self.field("attended").set_options(people)
        self.show_row("attended", True)
        self.field("goals").set_options([(goal.id, goal.text) for goal in pair.goals])
        self.show_row("goals", bool(pair.goals))
        self.actions.set_pair(actions, people)
        self.actions.add_button.setVisible(Part.ACTIONS not in rules.left_out)
        self._left_out, self._open_actions = rules.left_out, bool(actions)
        why = rules.why if Part.SUMMARY in rules.left_out else _("No patients, and no names of other people.")
        self.row("summary").set_help(why)
        self._show_recorded()
        self.note.set_rules(rules, stored, shut)
        self.order_tabs()

    def forget_pair(self) -> None:
        """Before a pair is chosen there is nobody to tick, and nobody can say who would read a note."""
        for name in ("attended", "goals"):
            self.field(name).set_options(())
            self.show_row(name, False)
        self.actions.set_pair((), ())
        self._left_out, self._open_actions = frozenset(), False
        self.actions.add_button.show()
        self.row("summary").set_help(_("No patients, and no names of other people."))
        self.note.forget()

    def set_values(self, values: dict[str, Any]) -> None:
        """Show *values*, and what they hold even where the programme leaves it out."""
        super().set_values(values)
        self._show_recorded()

    def restore(self, draft: dict[str, Any]) -> None:
        """The same for a draft."""
        super().restore(draft)
        self._show_recorded()

    def _show_recorded(self) -> None:
        left_out, value = self._left_out, self.value
        self.show_row("summary", Part.SUMMARY not in left_out or bool(value("summary")))
        new = bool(value("actions")[1])
        self.show_row("actions", Part.ACTIONS not in left_out or self._open_actions or new)

    def tab_stops(self) -> list[QWidget]:
        """All that takes the keyboard, in reading order; boxes made later would come last otherwise."""
        named = self.field
        stops: list[QWidget] = [self.pair, named("held_on"), named("minutes")]
        for segments in (named("mode"), named("protected_time")):
            stops += segments.findChildren(QPushButton)
        stops += [named("summary"), named("next_on"), named("next_at"), named("next_minutes")]
        stops += [*self.actions.tab_stops(), *named("goals").findChildren(QCheckBox)]
        stops += named("attended").findChildren(QCheckBox)
        stops += [*self.note.findChildren(QPushButton), self.note.text]
        return stops

    def _compose(self) -> None:
        rows = {name: self.row(name) for name in self.values()}
        u = theme().u
        rows["next_at"].setFixedWidth(u(82))
        rows["next_minutes"].setFixedWidth(u(94))
        day = _beside(rows["held_on"], rows["minutes"], gap=14)
        following = _beside(rows["next_on"], rows["next_at"], rows["next_minutes"])
        self._cells = [
            (rows["pair_id"], day),
            (rows["mode"], rows["protected_time"]),
            (rows["summary"],),
            # Two columns that do not wait for each other: the note is in sight without scrolling.
            (
                _below(following, rows["actions"], rows["goals"]),
                _below(rows["attended"], rows["record_note"]),
            ),
        ]
        self._lay_out(force=True)

    def _lay_out(self, *, force: bool = False) -> None:
        flat = theme().roomy or 0 < self.width() < theme().u(NARROW)
        if not getattr(self, "_cells", None) or (flat == self._flat and not force):
            return
        self._flat = flat
        u = theme().u
        self.row("next_at").setFixedWidth(u(82))
        self.row("next_minutes").setFixedWidth(u(94))
        self.row("minutes").setMaximumWidth(u(112))
        grid = self._grid
        take_out(grid)
        for column in range(2):
            grid.setColumnStretch(column, 0 if flat and column else 1)
        line = 0
        for cells in self._cells:
            for place, cell in enumerate(cells):
                if flat:
                    grid.addWidget(cell, line, 0)
                    line += 1
                else:
                    grid.addWidget(cell, line, place, 1, 1 if len(cells) > 1 else 2)
            line += 0 if flat else 1


class CancelledFields(Form):
    """A session that did not take place: its day, on whose side, a neutral reason, the next date."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.add("pair_id", _("Pair"), ChoiceField(searchable=True, hint=_("Type a name or a topic")),
                 check=lambda value: "" if value is not None else _("Choose the pair."))  # fmt: skip
        self.add("planned_on", _("Day it was planned for"), DateField(today),
                 check=lambda value: "" if value is not None else _("Give the day."))  # fmt: skip
        sides = [
            (CancelledBy.MENTOR, _("The mentor")),
            (CancelledBy.MENTEE, _("The mentee")),
            (CancelledBy.WARD, _("The ward")),
            (CancelledBy.OTHER, _("Other")),
        ]
        self.add(
            "cancelled_by", _("On whose side"), Segments(_("On whose side"), sides, equal=False), wide=True,
            help=_("Nobody is to blame: it helps to see what keeps sessions from taking place."),
        )  # fmt: skip
        self.add(
            "reason", _("Reason"), LineField(longest=400, hint=_("Such as: short of staff")), optional=True,
            wide=True, help=_("In neutral words, and nothing about anybody’s health."),
        )  # fmt: skip
        self.add("next_on", _("Next session"), DateField(today, hint=_("Not set")), optional=True)
        self.add("next_at", _("Time"), TimeField(hint=_("Any time")), optional=True)


def _modes() -> list[tuple[Mode, str]]:
    words = {Mode.OBSERVATION: _("Observing")}
    return [(mode, words.get(mode) or label(mode)) for mode in Mode]


def _kept() -> list[tuple[Protected, str]]:
    return [(Protected.YES, _("Yes")), (Protected.PART, _("Part")), (Protected.NO, _("No"))]


def _beside(*rows: QWidget, gap: int = 8) -> QWidget:
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(gap))
    for place, widget in enumerate(rows):
        row.addWidget(widget, 0 if place else 1)
    return cell


def _below(*rows: QWidget) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().u(12))
    for row in rows:
        column.addWidget(row)
    column.addStretch(1)
    return cell
