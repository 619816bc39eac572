"""The form of a pair: who teaches whom, what, why and for how long.

Promises: a conflict stands in words as soon as two people are chosen, not only at saving; a
mentor more senior than the mentee is a remark, never a refusal (DOMAIN 2).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import Account, Book
from app.errors import InvalidEntry
from app.language import _
from app.pairs.conflicts import ConflictCheck, check_conflicts
from app.pairs.pairs import PairView, get_pair
from app.pairs.saving import LONGEST_MINUTES, MOST_SESSIONS, SHORTEST_MINUTES, GoalEntry, SavePair, save_pair
from app.programmes.programmes import ProgrammeView, list_programmes
from app.staff.staff_members import StaffRow, list_staff
from app.staff.topics import list_topics
from ui.kit.announcing import announce
from ui.kit.banner import Banner
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import DateField, NumberField, TextField
from ui.kit.forms import Form
from ui.kit.theme import theme
from ui.pairs.goals_field import Goal, GoalsField
from ui.pairs.people_field import PeopleField


class PairForm(QWidget):
    """The fields; :meth:`save` writes them.  *pair_id* None proposes a pair."""

    def __init__(
        self,
        book: Book,
        by: Account,
        pair_id: int | None = None,
        *,
        mentor: int | None = None,
        mentee: int | None = None,
    ) -> None:
        super().__init__()
        self._book, self._by, self.pair_id = book, by, pair_id
        self._topics = {topic.id: topic.name for topic in list_topics(book, retired=True)}
        self._programmes = {programme.id: programme for programme in list_programmes(book)}
        self._said: ConflictCheck | None = None
        self._banners: list[Banner] = []
        self._given: dict[str, Any] = {}
        view = get_pair(book, pair_id) if pair_id is not None else None
        kept = {person.id for person in (*view.mentors, *view.mentees)} if view else set()
        # Somebody of the pair who has left stays in its boxes; for a new pair nobody who left is offered.
        self._staff = [row for row in list_staff(book, left=True) if row.active or row.id in kept]
        self.title = view.title if view else ""
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._build(view)
        if view is not None:
            self.form.set_values(_as_typed(view))
        else:
            self._prefill(mentor, mentee)
        self._suit_people()
        self.form.mark_clean()
        self._look_for_conflicts()
        self.form.field("mentors").changed.connect(self._look_for_conflicts)
        self.form.field("mentees").changed.connect(self._look_for_conflicts)
        self.form.field("topic_id").changed.connect(self._suit_people)
        self.form.field("programme_id").changed.connect(self._take_defaults)

    def save(self) -> int:
        """Write the pair; returns the id.  Raises :class:`InvalidEntry`."""
        found = self.form.check()
        if found:
            raise InvalidEntry(*found)
        values = self.form.values()
        entry = SavePair(
            mentors=values["mentors"],
            mentees=values["mentees"],
            topic_id=values["topic_id"],
            aim=values["aim"],
            programme_id=values["programme_id"],
            planned_sessions=values["planned_sessions"],
            session_minutes=values["session_minutes"],
            planned_end=values["planned_end"],
            goals=goal_entries(values["goals"]),
            starts_on=values.get("starts_on"),
        )
        return save_pair(self._book, self._by, entry, self.pair_id)

    def _build(self, view: PairView | None) -> None:
        form, today = self.form, self._book.clock.today
        people = self._people((), None)
        form.add(
            "mentors",
            _("Mentor, who teaches"),
            PeopleField(people, name=_("Mentor"), another=_("Add a co-mentor")),
        )
        form.add(
            "mentees",
            _("Mentee, who learns"),
            PeopleField(people, name=_("Mentee"), another=_("Add a mentee")),
        )
        self._findings = QWidget(form)
        self._finding_column = QVBoxLayout(self._findings)
        self._finding_column.setContentsMargins(0, 0, 0, 0)
        self._finding_column.setSpacing(theme().u(8))
        self._findings.hide()
        form.add_widget(self._findings)
        form.add("topic_id", _("Topic"), ChoiceField(self._topic_choices(view), searchable=True))
        programmes = [Choice(p.id, p.name) for p in self._programmes.values()]
        form.add(
            "programme_id",
            _("Programme"),
            ChoiceField(programmes, nothing=_("None"), searchable=False),
            optional=True,
        )
        form.add(
            "aim",
            _("Aim"),
            TextField(lines=2, most=6),
            optional=True,
            wide=True,
            help=_("What the mentee will be able to do, in one sentence. The pair can change it later."),
        )
        goals = GoalsField(today, begun=view is not None)
        form.add("goals", _("Goals"), goals, optional=True, wide=True)
        form.add("planned_sessions", _("Planned sessions"), NumberField(1, MOST_SESSIONS), narrow=True)
        form.add(
            "session_minutes",
            _("Length of a session"),
            NumberField(SHORTEST_MINUTES, LONGEST_MINUTES, unit=_("min"), step=5),
            narrow=True,
        )
        if view is None:
            form.add(
                "starts_on",
                _("Proposed on"),
                DateField(today),
                help=_("Earlier, if they met before."),
                narrow=True,
            )
        form.add("planned_end", _("Planned end"), DateField(today), optional=True, narrow=True)

    def _prefill(self, mentor: int | None, mentee: int | None) -> None:
        today = self._book.clock.today()
        values: dict[str, Any] = {"planned_sessions": 6, "session_minutes": 45, "starts_on": today}
        programme = next(iter(self._programmes.values()), None)
        if programme is not None:
            values |= {"programme_id": programme.id, **_defaults(programme, today)}
        values |= {"mentors": (mentor,) if mentor else (), "mentees": (mentee,) if mentee else ()}
        self.form.set_values(values)
        self._given = {name: self.form.value(name) for name in _FROM_PROGRAMME}

    def _take_defaults(self) -> None:
        """A new pair takes over a programme's plan, but nothing that was typed by hand."""
        programme = self._programmes.get(self.form.value("programme_id"))
        if self.pair_id is not None or programme is None:
            return
        for name, value in _defaults(programme, self._book.clock.today()).items():
            if self.form.value(name) == self._given.get(name):
                self.form.field(name).set_value(value)
                self._given[name] = self.form.value(name)

    def _topic_choices(self, view: PairView | None) -> list[Choice]:
        choices = [Choice(topic.id, topic.name, topic.category) for topic in list_topics(self._book)]
        if view is not None and view.topic_id not in {choice.value for choice in choices}:
            choices.append(Choice(view.topic_id, view.topic))
        return choices

    def _people(self, first: Sequence[str], remark: str | None) -> list[Choice]:
        """Everybody to choose from; those named in *first* stand first, with the *remark*."""
        kept = set(first)
        ordered = sorted(self._staff, key=lambda row: row.name not in kept)
        return [
            Choice(row.id, row.name, _about(row, remark if row.name in kept else None)) for row in ordered
        ]

    def _suit_people(self) -> None:
        """Offer first who teaches, or wants to learn, the topic chosen."""
        topic = self._topics.get(self.form.value("topic_id"), "")
        teaching = [row.name for row in self._staff if topic and topic in row.teaches]
        learning = [row.name for row in self._staff if topic and topic in row.wants]
        self.form.field("mentors").set_people(self._people(teaching, _("teaches this")))
        self.form.field("mentees").set_people(self._people(learning, _("wants to learn this")))

    def _look_for_conflicts(self) -> None:
        mentors, mentees = self.form.value("mentors"), self.form.value("mentees")
        found = ConflictCheck((), ())
        if mentors and mentees and not set(mentors) & set(mentees):
            found = check_conflicts(self._book, mentors, mentees)
        if found == self._said:
            return
        self._said = found
        for banner in self._banners:
            self._finding_column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._banners = []
        for conflict in found.conflicts:
            self._say("bad", _("These two cannot be paired."), conflict.sentence)
        for remark in found.remarks:
            self._say("info", _("Allowed, with a remark."), remark)
        self.form.show_widget(self._findings, bool(found.conflicts or found.remarks))

    def _say(self, tone: Any, strong: str, rest: str) -> None:
        banner = Banner(tone, strong, rest, icon="forbid" if tone == "bad" else "")
        self._finding_column.addWidget(banner)
        self._banners.append(banner)
        announce(self, f"{strong} {rest}")


def goal_entries(goals: tuple[Goal, ...]) -> tuple[GoalEntry, ...]:
    """The rows of a goals field as the book takes them."""
    return tuple(GoalEntry(text, before, after, on, id_) for id_, text, before, after, on in goals)


_FROM_PROGRAMME = ("planned_sessions", "session_minutes", "planned_end")


def _defaults(programme: ProgrammeView, today: date) -> dict[str, Any]:
    end = today + timedelta(weeks=programme.weeks)
    if programme.ends_on is not None and programme.ends_on >= today:
        end = min(end, programme.ends_on)
    return {
        "planned_sessions": programme.planned_sessions,
        "session_minutes": programme.session_minutes,
        "planned_end": end,
    }


def _about(row: StaffRow, remark: str | None) -> str:
    return ", ".join(part for part in (row.grade, row.ward, remark) if part)


def _as_typed(view: PairView) -> dict[str, Any]:
    return {
        "mentors": tuple(person.id for person in view.mentors),
        "mentees": tuple(person.id for person in view.mentees),
        "topic_id": view.topic_id,
        "programme_id": view.programme_id,
        "aim": view.aim,
        "goals": tuple((g.id, g.text, g.before, g.after, g.achieved_on) for g in view.goals),
        "planned_sessions": view.planned_sessions,
        "session_minutes": view.session_minutes,
        "planned_end": view.planned_end,
    }
