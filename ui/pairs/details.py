"""One pair at a glance: what is wrong and its remedy, facts, timeline, open actions (mock 06).

Promises: the remedy stands first in the banner; an action is ticked off in place; every
button hands the work to the page.
"""

from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.dates import long_day
from app.language import _
from app.pairs.pairs import Person
from app.pairs.stall import Light
from app.pairs.words import Status, label
from app.sessions.actions import ActionRow
from ui.kit.buttons import Button, IconButton
from ui.kit.cards import across
from ui.kit.details import DetailsPanel
from ui.kit.fields import CheckField
from ui.kit.pills import Dots
from ui.kit.text import Label, TwoWeights
from ui.kit.theme import theme
from ui.pairs.facts import (
    SHOWN_SESSIONS,
    PairFacts,
    agreement_mark,
    confidence_words,
    end_words,
    near_day,
    quiet_words,
    since_words,
    steps,
)


class PairActs(Protocol):
    """What the page does for the panel's buttons; *may_edit*: for a manager, all of it."""

    may_edit: bool

    def open_pair(self, pair_id: int) -> None: ...
    def record(self, pair_id: int) -> None: ...
    def set_next_date(self, pair_id: int) -> None: ...
    def mail(self, pair_id: int) -> None: ...
    def activate(self, pair_id: int) -> None: ...
    def resume(self, pair_id: int) -> None: ...
    def tick(self, action_id: int, done: bool) -> None: ...
    def show_action_versions(self, action: ActionRow) -> None: ...
    def show_sessions(self, pair_id: int) -> None: ...
    def show_more(self, pair_id: int, below: QWidget) -> None: ...


def fill(panel: DetailsPanel, facts: PairFacts, acts: PairActs, *, opened: bool = False) -> None:
    """Put *facts* on the panel; *opened*: beside the pair's own page, which holds title and gate."""
    view = facts.view
    panel.begin()
    if not opened:
        panel.set_title(view.title, since_words(view, facts.today))
    if not opened or facts.gate is None:
        add_banner(panel, facts, acts)
        panel.add_rule()
    panel.add_facts(_facts(facts))
    panel.add_rule()
    progress = QWidget()
    progress.setLayout(
        across(Dots(facts.row.held, view.planned_sessions), Label(_("sessions"), "quiet"), gap=4)
    )
    panel.add_heading(_("Timeline"), progress)
    panel.add_timeline(steps(facts))
    if len(facts.sessions) > SHOWN_SESSIONS:
        panel.add_link(_("All sessions of this pair"), lambda: acts.show_sessions(view.id))
    if facts.actions:
        panel.add_rule()
        panel.add_heading(_("Open actions"), str(len(facts.actions)))
        people = (*view.mentors, *view.mentees)
        for action in facts.actions:
            panel.add_widget(_action(action, people, facts, acts))
    panel.finish()
    _set_buttons(panel, facts, acts)


def add_banner(panel: DetailsPanel, facts: PairFacts, acts: PairActs) -> None:
    """What is wrong with the pair, or what it waits for, with the remedy first."""
    view, row = facts.view, facts.row
    if row.needs_attention:
        tone = "bad" if row.rhythm.light is Light.STALLED else "watch"
        banner = panel.add_banner(tone, *quiet_words(row))  # type: ignore[arg-type]
        banner.add_button(_("Set next date"), lambda: acts.set_next_date(view.id), "cal")
        both = _("E-mail both") if len(facts.addresses) <= 2 else _("E-mail all")
        mail = banner.add_button(both, lambda: acts.mail(view.id), "mail")
        missing = ", ".join(facts.without_address)
        mail.allow(bool(facts.addresses), _("No e-mail address is noted for {names}.").format(names=missing))
    elif facts.gate is not None and facts.gate.open:
        banner = panel.add_banner("good", _("Ready to start."), _("Nothing is missing."))
        if acts.may_edit:
            banner.add_button(_("Make active"), lambda: acts.activate(view.id), "play")
    elif facts.gate is not None:
        missing = " ".join(condition.sentence for condition in facts.gate.missing)
        banner = panel.add_banner("watch", _("Cannot start yet:"), missing)
        banner.add_button(_("See what is missing"), lambda: acts.open_pair(view.id), "right")
    elif view.status is Status.PAUSED:
        since = _("since {day}.").format(day=near_day(view.status_since, facts.today))
        reason = f" {view.pause_reason}" if view.pause_reason else ""
        banner = panel.add_banner("mute", _("Paused"), since + reason, icon="pause")
        if acts.may_edit:
            banner.add_button(_("Resume"), lambda: acts.resume(view.id), "play")
    elif view.closure is not None:
        panel.add_banner("mute", label(view.closure.reason), _closing_words(facts), icon="closed")


def _closing_words(facts: PairFacts) -> str:
    closure = facts.view.closure
    assert closure is not None
    words = _("on {day}.").format(day=long_day(closure.on))
    if closure.aims_met is not None:
        words += " " + _("Aims: {met}.").format(met=label(closure.aims_met).lower())
    return f"{words} {closure.achievements}".strip()


def _facts(facts: PairFacts) -> list[tuple[str, object]]:
    view = facts.view
    strong, rest = confidence_words(view.goals)
    shown: list[tuple[str, object]] = [(_("Aim"), view.aim or _("Not set"))]
    if strong:
        shown.append((_("Confidence"), TwoWeights(strong, rest)))
    shown.append((_("Agreement"), agreement_mark(facts)))
    shown.append((_("Planned end") if view.closure is None else _("End"), end_words(facts)))
    if view.override is not None:
        words = _("Against the gate, {day}: {reason}").format(
            day=near_day(view.override.on, facts.today), reason=view.override.reason
        )
        shown.append((_("Started"), words))
    if facts.programme:
        shown.append((_("Programme"), facts.programme))
    return shown


def _action(action: ActionRow, people: tuple[Person, ...], facts: PairFacts, acts: PairActs) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(8))
    tick = CheckField(action.text.replace("&", "&&"))
    owner = next((p.known_as or p.name for p in people if p.id == action.owner_id), action.owner)
    late = action.due_on is not None and action.due_on < facts.today
    due = ""
    if action.due_on is not None:
        due = _("due {day}").format(day=near_day(action.due_on, facts.today))
    tick.setAccessibleName(", ".join(part for part in (action.text, owner, due) if part))
    tick.setToolTip(_("Tick it off as done today"))
    tick.toggled.connect(lambda done: acts.tick(action.id, done))
    row.addWidget(tick, 1)
    if late:
        row.addWidget(Label(due, "small", tone="watch"))
    row.addWidget(Label(_first(owner), "quiet"))
    if acts.may_edit:
        earlier = IconButton("clock", _("Earlier versions of {name}").format(name=action.text), framed=False)
        earlier.clicked.connect(lambda: acts.show_action_versions(action))
        row.addWidget(earlier)
    return box


def _first(name: str) -> str:
    """The shortest a person is told apart by in a pair: "Henrik" for "Dr Henrik Aaltola"."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in ("dr", "prof")]
    return words[0] if words else name


def _set_buttons(panel: DetailsPanel, facts: PairFacts, acts: PairActs) -> None:
    view = facts.view
    record = Button(_("Record session"), "sessions", hint=_("Ctrl+R"))
    record.clicked.connect(lambda: acts.record(view.id))
    begun = view.status not in (Status.PROPOSED, Status.AGREED)
    record.allow(begun, _("The pair is not active yet. Make it active first."))
    opened = Button(_("Open"))
    opened.setAccessibleName(_("Open {pair}").format(pair=view.title))
    opened.clicked.connect(lambda: acts.open_pair(view.id))
    more = IconButton("more", _("More about this pair"))
    more.clicked.connect(lambda: acts.show_more(view.id, more))
    panel.set_buttons(record, opened, more)
