"""The cards of an opened pair: what it takes to start, the agreement, goals, the people."""

from dataclasses import asdict
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.dates import long_day
from app.language import _
from app.pairs.pairs import GoalView, Person
from app.training.gate import Condition
from ui.kit.avatar import Avatar
from ui.kit.buttons import Button, LinkButton
from ui.kit.cards import Card
from ui.kit.details import fact
from ui.kit.pills import Marked
from ui.kit.text import IconLabel, IconText, Label, TwoWeights, plain_tip
from ui.kit.theme import theme
from ui.kit.tokens import Tone
from ui.pairs.agreement_form import term_words
from ui.pairs.facts import PairFacts


class CardActs(Protocol):
    """What the page does for the cards' buttons; without *may_edit* they only show."""

    may_edit: bool

    def edit(self, pair_id: int) -> None: ...
    def activate(self, pair_id: int) -> None: ...
    def write_terms(self, pair_id: int) -> None: ...
    def sign(self, pair_id: int) -> None: ...
    def train(self, staff_id: int) -> None: ...
    def write(self, addresses: list[str]) -> None: ...


def gate_card(facts: PairFacts, acts: CardActs) -> Card:
    """What it takes to start, each condition with what is missing and the way to it."""
    gate = facts.gate
    assert gate is not None
    card = Card()
    done = sum(condition.met for condition in gate.conditions)
    words = _("{done} of {total}").format(done=done, total=len(gate.conditions))
    card.set_head(_("Before the first session"), Label(words, "quiet"))
    for condition in gate.conditions:
        card.add_rule()
        card.add(_condition(condition, facts, acts))
    if not acts.may_edit:
        return card
    card.add_rule()
    if gate.open:
        main = Button(_("Make active"), "play", "main")
        card.add_row(Label(_("Nothing is missing. Both can begin."), "quiet"), 1, main)
    else:
        main = Button(_("Start all the same…"), "play")
        words = _("With a reason, a manager may start it all the same.")
        card.add_row(Label(words, "quiet", wrap=True), main).setStretch(0, 1)
    main.clicked.connect(lambda: acts.activate(facts.view.id))
    return card


def _condition(condition: Condition, facts: PairFacts, acts: CardActs) -> QWidget:
    box = QWidget()
    box.setMinimumHeight(theme().u(28))  # as high as one with a text action
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(10))
    icon, token = ("ok", "good") if condition.met else ("watch", "watch")
    row.addWidget(IconLabel(icon, token, 17), 0, Qt.AlignmentFlag.AlignVCenter)
    sentence = Label(condition.sentence, wrap=True)
    sentence.setAccessibleName((_("Done: ") if condition.met else _("Missing: ")) + condition.sentence)
    row.addWidget(sentence, 1)
    if condition.met or not acts.may_edit:
        return box
    if condition.key == "training" and condition.staff_id is not None:
        link = LinkButton(_("Sign training"))
        link.clicked.connect(lambda: acts.train(condition.staff_id or 0))
    elif condition.key == "agreement":
        link = LinkButton(_("Note signatures"))
        link.clicked.connect(lambda: acts.sign(facts.view.id))
    else:
        link = LinkButton(_("Change the pair"))
        link.clicked.connect(lambda: acts.edit(facts.view.id))
    row.addWidget(link)
    return box


def agreement_card(facts: PairFacts, acts: CardActs) -> Card:
    """The newest version: terms, and who has signed."""
    agreement = facts.agreement
    card = Card()
    right = Label(_("Not written yet"), "quiet")
    if agreement is not None:
        words = _("Version {n}, {day}").format(n=agreement.version, day=long_day(agreement.made_on))
        right = Label(words, "quiet")
    card.set_head(_("Agreement"), right)
    terms = asdict(agreement.terms) if agreement is not None else {}
    written = [(words, terms[name]) for name, words in term_words().items() if terms.get(name)]
    if written:
        card.add_rule()
        card.add(_pairs_of_words(written))
    elif agreement is not None:
        card.add(Label(_("No terms are written here; the signed paper may hold them."), "quiet", wrap=True))
    else:
        words = _("What the pair agrees on: frequency, place, cancelling, what stays out of bounds.")
        card.add(Label(words, "quiet", wrap=True))
    if agreement is not None:
        card.add_rule()
        for signature in agreement.signatures:
            mark = Marked("quiet", _("not signed"))
            if signature.on is not None:
                mark = Marked("good", _("signed {day}").format(day=long_day(signature.on)))
            card.add_row(Label(signature.name), 1, fact(mark))
    if facts.view.override is not None:
        override = facts.view.override
        words = _("{by} started the pair against the gate on {day}: {reason} Missing then: {missing}")
        card.add_rule()
        card.add(
            Label(
                words.format(
                    by=override.by,
                    day=long_day(override.on),
                    reason=_stopped(override.reason),
                    missing=override.missing,
                ),
                "small",
                wrap=True,
            )
        )
    if not acts.may_edit:
        return card
    terms_button = Button(_("Change the terms…") if written else _("Write the terms…"), "edit", small=True)
    terms_button.clicked.connect(lambda: acts.write_terms(facts.view.id))
    sign = Button(_("Note signatures…"), "agreed", small=True)
    sign.clicked.connect(lambda: acts.sign(facts.view.id))
    signed = agreement is not None and agreement.signed_on is not None
    sign.allow(not signed, _("Everybody has signed this version."))
    card.add_row(sign, terms_button, 1)
    return card


def goals_card(facts: PairFacts, acts: CardActs) -> Card:
    """What will be different, with confidence before and after."""
    card = Card()
    edit = LinkButton(_("Edit goals…"))
    edit.clicked.connect(lambda: acts.edit(facts.view.id))
    card.set_head(_("Goals"), edit if acts.may_edit else None)
    if not facts.view.goals:
        words = _("None so far. One goal with a number from 1 to 10 shows later what has changed.")
        card.add(Label(words, "quiet", wrap=True))
        return card
    for goal in facts.view.goals:
        card.add_rule()
        card.add(_goal(goal))
    return card


def _goal(goal: GoalView) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(12))
    row.addWidget(Label(goal.text, wrap=True), 1)
    numbers = " → ".join(str(n) for n in (goal.before, goal.after) if n is not None)
    if numbers:
        rated = TwoWeights(numbers, _("of 10"))
        rated.setWordWrap(False)
        row.addWidget(rated)
    if goal.achieved_on is not None:
        row.addWidget(IconText("ok", _("achieved {day}").format(day=long_day(goal.achieved_on)), tone="good"))
    return box


def people_card(facts: PairFacts, acts: CardActs) -> Card:
    """Who teaches and who learns."""
    card = Card()
    card.set_head(_("People"), Label(facts.view.topic, "quiet"))
    sides: tuple[tuple[str, tuple[Person, ...], Tone], ...] = (
        (_("teaches"), facts.view.mentors, "teach"),
        (_("learns"), facts.view.mentees, "learn"),
    )
    for words, people, tone in sides:
        for person in people:
            card.add_rule()
            lead = len(people) > 1 and person.lead
            card.add(_person(person, _("{side}, lead").format(side=words) if lead else words, tone, acts))
    return card


def _person(person: Person, words: str, tone: Tone, acts: CardActs) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().u(12))
    row.addWidget(Avatar(person.name, 32, tone))
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(Label(person.name, "strong"))
    names.addWidget(Label(" · ".join(part for part in (words, person.grade, person.ward) if part), "small"))
    row.addLayout(names, 1)
    if person.email:
        mail = LinkButton(_("E-mail"), "mail")
        mail.setAccessibleName(_("E-mail {name}").format(name=person.name))
        mail.setToolTip(plain_tip(person.email))
        mail.clicked.connect(lambda: acts.write([person.email]))
        row.addWidget(mail)
    return box


def _pairs_of_words(pairs: list[tuple[str, str]]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().u(12))
    grid.setVerticalSpacing(theme().u(6))
    grid.setColumnStretch(1, 1)
    for line, (words, value) in enumerate(pairs):
        grid.addWidget(Label(words, "quiet"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(fact(value), line, 1)
    return box


def _stopped(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
