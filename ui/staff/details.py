"""One staff member at a glance: what they teach and learn, facts, shifts, who they may not be paired with.

Promises: everything on the panel is read from the book at once; every button says what it
does and hands the work to the page.
"""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.book import Book
from app.dates import long_day
from app.language import _, ngettext
from app.pairs.conflicts import ConflictRow, declared_conflicts
from app.pairs.pairs import PairOfPerson, pairs_of_person
from app.pairs.words import Side, Status, label
from app.staff.reporting_lines import ReportingLines
from app.staff.staff_members import StaffMemberView, get_staff_member, names_by_id
from app.training.training import TrainingView, get_training
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.cards import across
from ui.kit.details import DetailsPanel
from ui.kit.pills import Marked
from ui.kit.text import Label, TwoWeights, plain_tip
from ui.kit.theme import theme
from ui.staff.shifts import ShiftsStrip
from ui.staff.skills import SkillCard, SkillLine


class StaffActs(Protocol):
    """What the page does for the panel's buttons."""

    def pair_up(self, staff_id: int) -> None: ...
    def edit(self, staff_id: int) -> None: ...
    def bring_back(self, staff_id: int) -> None: ...
    def mail(self, staff_id: int) -> None: ...
    def withdraw(self, conflict_id: int) -> None: ...
    def show_more(self, staff_id: int, below: QWidget) -> None: ...


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What the panel shows about one person."""

    person: StaffMemberView
    pairs: tuple[PairOfPerson, ...]
    training: TrainingView | None
    conflicts: tuple[ConflictRow, ...]
    superiors: tuple[str, ...]

    @property
    def mentoring(self) -> int:
        """In how many open pairs they teach."""
        return sum(pair.side is Side.MENTOR and pair.status is not Status.CLOSED for pair in self.pairs)


def read_facts(book: Book, staff_id: int) -> StaffFacts:
    """Everything about one person; raises :class:`~app.errors.NotFound`."""
    person = get_staff_member(book, staff_id)
    above = ReportingLines.of(book).above(staff_id)
    names = names_by_id(book) if above else {}
    return StaffFacts(
        person=person,
        pairs=tuple(pairs_of_person(book, staff_id)),
        training=get_training(book, staff_id),
        conflicts=tuple(declared_conflicts(book, staff_id)),
        superiors=tuple(names[each] for each in above if each in names),
    )


def fill(panel: DetailsPanel, facts: StaffFacts, acts: StaffActs) -> None:
    """Put *facts* on the panel."""
    person = facts.person
    panel.begin()
    panel.set_title(person.name, subtitle(person), person=person.name)
    if not person.active:
        banner = panel.add_banner("mute", _("Left"), _left_words(person), icon="leave")
        banner.add_button(_("Bring back"), lambda: acts.bring_back(person.id), "undo")
    panel.add_widget(_skills(facts))
    if person.offers or person.needs:
        panel.add_text(_("Squares: own rating of confidence, 1 to 5"), "small")
    panel.add_rule()
    panel.add_facts(_facts(facts, acts))
    panel.add_rule()
    panel.add_widget(TwoWeights(_("Usual shifts"), _("· E early, L late, N night"), kind="small"))
    panel.add_widget(ShiftsStrip(person.availability))
    _add_conflicts(panel, facts, acts)
    if person.notes:
        panel.add_rule()
        panel.add_heading(_("Notes"))
        panel.add_text(person.notes)
    panel.finish()
    _set_buttons(panel, person, acts)


def subtitle(person: StaffMemberView) -> str:
    """ "Staff nurse · Ward 7"; with "known as …" where the name itself does not tell."""
    told = not person.known_as or person.known_as in person.name
    known = "" if told else _("known as {name}").format(name=person.known_as)
    return " · ".join(part for part in (person.grade, person.ward, known) if part)


def _left_words(person: StaffMemberView) -> str:
    when = f"{long_day(person.left_on)}. " if person.left_on else ""
    return _("{when}The records stay in the book.").format(when=when)


def _skills(facts: StaffFacts) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(12))
    for side, skills in ((Side.MENTOR, facts.person.offers), (Side.MENTEE, facts.person.needs)):
        lines = [SkillLine(s.topic, s.confidence, _topic_words(facts, s.topic_id, side)) for s in skills]
        row.addWidget(SkillCard(side, lines), 1)
    return box


def _topic_words(facts: StaffFacts, topic_id: int, side: Side) -> str:
    """How this topic stands: in pairs, proposed, or waiting."""
    found = [
        pair
        for pair in facts.pairs
        if pair.topic_id == topic_id and pair.side is side and pair.status is not Status.CLOSED
    ]
    running = [pair for pair in found if pair.status in (Status.ACTIVE, Status.PAUSED)]
    if running:
        return ngettext("{n} pair", "{n} pairs", len(running)).format(n=len(running))
    if found:
        return label(found[0].status).lower()
    return _("free") if side is Side.MENTOR else _("no pair yet")


def _facts(facts: StaffFacts, acts: StaffActs) -> list[tuple[str, str | Marked | QWidget]]:
    person = facts.person
    shown: list[tuple[str, str | Marked | QWidget]] = [(_("Capacity"), _capacity(facts))]
    if person.offers or facts.training is not None:
        shown.append((_("Training"), training_mark(facts.training)))
    shown += [
        (_("Profession"), person.profession or _("Not set")),
        (_("Line manager"), person.line_manager or _("Not set")),
        (_("Contact"), _contact(person, acts)),
    ]
    return shown


def _capacity(facts: StaffFacts) -> TwoWeights:
    count = _("{taken} of {most}").format(taken=facts.mentoring, most=facts.person.capacity)
    return TwoWeights(count, _("pairs as a mentor"))


def training_mark(training: TrainingView | None) -> Marked:
    """How far somebody's training is, as icon and words."""
    if training is None:
        return Marked("quiet", _("Not begun"))
    if not training.ready:
        words = _("{signed} of {total} starred items signed")
        return Marked(
            "to-sign", words.format(signed=training.starred_signed, total=training.starred_total), calm=True
        )
    signed = _("{signed} of {total} signed").format(signed=training.signed, total=training.total)
    return Marked("ready", _("Ready, {signed}").format(signed=signed))


def _contact(person: StaffMemberView, acts: StaffActs) -> QWidget:
    if not person.email:
        return Label(person.phone or _("Not set"), wrap=True)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(4))
    if person.phone:
        row.addWidget(Label(f"{person.phone} ·"))
    link = LinkButton(_("E-mail"))
    link.setToolTip(plain_tip(person.email))
    link.clicked.connect(lambda: acts.mail(person.id))
    link.setStyleSheet("min-height:0")
    link.setFixedHeight(theme().u(18))
    row.addWidget(link)
    row.addStretch(1)
    return box


def _add_conflicts(panel: DetailsPanel, facts: StaffFacts, acts: StaffActs) -> None:
    first = facts.person.known_as or facts.person.name
    if facts.superiors:
        strong = _("Never paired with {name},").format(name=facts.superiors[0])
        rest = _("who is {name}’s line manager").format(name=first)
        if len(facts.superiors) > 1:
            higher = ", ".join(facts.superiors[1:])
            rest += _(", nor with {names}, further up the line").format(names=higher)
        rest += "."
        if not facts.conflicts:
            rest += " " + _("No other conflicts are declared.")
        panel.add_rule()
        panel.add_banner("info", strong, rest)
    if not facts.conflicts:
        return
    panel.add_rule()
    panel.add_heading(_("Declared conflicts"))
    for conflict in facts.conflicts:
        words = _("{ground}, declared {day}").format(
            ground=label(conflict.ground), day=long_day(conflict.declared_on)
        )
        if conflict.remark:
            words += f". {conflict.remark}"
        withdraw = LinkButton(_("Withdraw"))
        withdraw.setAccessibleName(_("Withdraw the conflict with {name}").format(name=conflict.other))
        withdraw.clicked.connect(lambda _on=False, id_=conflict.id: acts.withdraw(id_))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across(Label(conflict.other, "strong"), 1, withdraw))
        column.addWidget(Label(words, "small", wrap=True))
        panel.add_widget(box)


def _set_buttons(panel: DetailsPanel, person: StaffMemberView, acts: StaffActs) -> None:
    pair_up = Button(_("New pair"), "pairs")
    pair_up.setAccessibleName(_("New pair with {name}").format(name=person.name))
    pair_up.clicked.connect(lambda: acts.pair_up(person.id))
    pair_up.allow(person.active, _("Somebody who has left is not paired any more."))
    edit = Button(_("Edit"), "edit")
    edit.clicked.connect(lambda: acts.edit(person.id))
    more = IconButton("more", _("More about {name}").format(name=person.name))
    more.clicked.connect(lambda: acts.show_more(person.id, more))
    panel.set_buttons(pair_up, edit, more)
