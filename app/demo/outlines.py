"""Which pairs the sample unit has and how far each got, before its sessions are told.

Promises exactly the number of sessions asked for, and pairs that no conflict rule excludes.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from app.demo.people import SENIOR, above, teach
from app.demo.plan import Decks, PlannedPerson, content
from app.pairs.words import CloseReason, Status

OPEN_SHARE = 0.31
YEARS_AT_MOST = 25
_FEWEST_DAYS_BACK = 180
_TENTHS = tuple(range(10))
_LAST_MINUTES = 200
_HELD_WHEN = {
    CloseReason.COMPLETED: (5, 7),
    CloseReason.COMPLETED_EARLY: (3, 5),
    CloseReason.PLANNED_END: (4, 5),
    CloseReason.MOVED: (2, 4),
    CloseReason.TIME: (1, 3),
    CloseReason.POOR_FIT: (1, 2),
    CloseReason.OTHER: (2, 4),
}
_ENDINGS = (
    *[CloseReason.COMPLETED] * 11, *[CloseReason.COMPLETED_EARLY] * 3, *[CloseReason.PLANNED_END] * 2,
    CloseReason.MOVED, CloseReason.TIME, CloseReason.POOR_FIT, CloseReason.OTHER,
)  # fmt: skip
_STATUSES = (*[Status.ACTIVE] * 9, Status.AGREED, Status.PROPOSED, Status.PAUSED)
_RHYTHMS = (*["on track"] * 9, "slowing", "slowing", "stalled")
TIMES = tuple(
    time(*each) for each in ((8, 15), (9, 30), (10, 0), (11, 15), (13, 0), (14, 30), (15, 30), (16, 15))
)


@dataclass(frozen=True)
class Outline:
    """A pair in short.  *ending* is a status or a reason for closing; *cancelled_since* the last session."""

    mentors: tuple[int, ...]
    mentees: tuple[int, ...]
    topic: str
    ending: str
    held: int
    planned: int
    last: date | None = None
    next_on: date | None = None
    next_at: time | None = None
    cancelled: int = 0
    cancelled_since: int = 0
    late: tuple[str, int] | None = None
    reason: str = ""
    override: str = ""
    confidence: tuple[int, int] | None = None

    @property
    def open(self) -> bool:
        """Whether the pair is still going, or about to."""
        return self.ending in set(Status)

    @property
    def sessions(self) -> int:
        """How many sessions of every state the pair has."""
        return self.held + self.cancelled + self.cancelled_since + (self.next_on is not None)


def plan_pairs(
    people: list[PlannedPerson], sessions: int, dice: random.Random, decks: Decks, today: date
) -> list[Outline]:
    """The pairs of *people*: together they have *sessions* sessions."""
    outlines = _known(people, decks, today)
    while len(outlines) > 1 and not outlines[-1].open and _total(outlines) > sessions:
        outlines.pop()
    for place in reversed(range(len(outlines))):
        outlines[place] = _shortened(outlines[place], _total(outlines) - sessions)
    draw = _Draw(people, outlines, dice, decks, today)
    wanted = round(len(people) * OPEN_SHARE)
    while sum(each.open for each in outlines) < wanted and _total(outlines) + 12 < sessions:
        found = draw.open_pair()
        if found is None:
            break
        outlines.append(found)
    missing = sessions - _total(outlines)
    days = min(round(missing / 5.5 / (len(people) * 0.8) * 365), YEARS_AT_MOST * 365)
    days = max(_FEWEST_DAYS_BACK, days)
    while missing > 0:
        outline = draw.closed_pair(days)
        if outline.sessions > missing:
            outline = replace(_shortened(outline, outline.sessions - missing), ending=CloseReason.TIME.value)
        outlines.append(outline)
        missing -= outline.sessions
    for outline in outlines:
        for mentor in outline.mentors:
            for mentee in outline.mentees:
                teach(people, mentor, mentee, outline.topic, still=outline.open, sure=4)
    return outlines


def on_a_weekday(day: date, *, forward: bool = False) -> date:
    """*day*, or the Friday before (*forward*: the Monday after) when it is on a weekend."""
    while day.weekday() > 4:
        day += timedelta(days=1 if forward else -1)
    return day


def _total(outlines: list[Outline]) -> int:
    return sum(each.sessions for each in outlines)


def _shortened(outline: Outline, by: int) -> Outline:
    for name in ("cancelled", "cancelled_since", "held"):
        less = min(max(by, 0), getattr(outline, name))
        outline = replace(outline, **{name: getattr(outline, name) - less})
        by -= less
    return replace(outline, next_on=None) if by > 0 else outline


def _known(people: list[PlannedPerson], decks: Decks, today: date) -> list[Outline]:
    places = {person.name: place for place, person in enumerate(people)}
    facts = [
        each for each in content("unit")["pairs"] if places.keys() >= {*each["mentors"], *each["mentees"]}
    ]
    return [_known_pair(each, places, decks, today) for each in facts]


def _known_pair(facts: dict[str, Any], places: dict[str, int], decks: Decks, today: date) -> Outline:
    last = None if facts["last"] is None else on_a_weekday(today - timedelta(days=facts["last"]))
    ahead = facts["next"]
    next_on = None if ahead is None else today + timedelta(days=ahead)
    if next_on is not None and ahead:
        next_on = on_a_weekday(next_on, forward=True)
    late = facts.get("late")
    confidence = facts.get("goal")
    return Outline(
        mentors=tuple(places[name] for name in facts["mentors"]),
        mentees=tuple(places[name] for name in facts["mentees"]),
        topic=facts["topic"],
        ending=facts["ending"],
        held=facts["held"],
        planned=facts["planned"],
        last=last,
        next_on=next_on,
        next_at=time.fromisoformat(facts["at"]) if facts["at"] else None,
        cancelled=decks.deal("cancelled", (0, 0, 1)) if facts["held"] > 2 else 0,
        cancelled_since=facts.get("cancelled_since", 0),
        late=(late[0], late[1]) if late else None,
        reason=facts.get("reason", ""),
        override=facts.get("override", ""),
        confidence=(confidence[0], confidence[1]) if confidence else None,
    )


class _Draw:
    """Draws further pairs that fit: a topic on offer, a mentee senior enough, no shared reporting line."""

    def __init__(
        self,
        people: list[PlannedPerson],
        known: list[Outline],
        dice: random.Random,
        decks: Decks,
        today: date,
    ) -> None:
        self._people = people
        self._dice = dice
        self._decks = decks
        self._today = today
        self._above = [above(people, place) for place in range(len(people))]
        half_trained = {
            name for name, facts in content("unit")["training"].items() if facts.keys() & {"without", "only"}
        }
        self._juniors = [
            place for place, person in enumerate(people)
            if person.rank < SENIOR and person.name not in half_trained
        ]  # fmt: skip
        self._open: dict[int, int] = {}
        self._going: set[tuple[int, int, str]] = set()
        for outline in known:
            self._note(outline)

    def open_pair(self) -> Outline | None:
        """Another pair that is going or about to; None when everybody has enough."""
        found = self._match(open_pair=True)
        if found is None:
            return None
        mentor, mentee, topic = found
        status = self._decks.deal("statuses", _STATUSES)
        outline = Outline((mentor,), (mentee,), topic, status.value, 0, self._dice.choice((4, 6, 6, 6)))
        if status is Status.PAUSED:
            outline = replace(
                outline,
                held=2,
                last=self._ago(30, 60),
                reason=self._decks.deal("pauses", ("Long leave", "Winter pressure")),
            )
        elif status is Status.AGREED:
            outline = replace(outline, next_on=self._ahead(), next_at=self._decks.deal("times", TIMES))
        elif status is Status.ACTIVE:
            outline = self._with_rhythm(outline)
        self._note(outline)
        return outline

    def closed_pair(self, days: int) -> Outline:
        """A pair that ended within the last so many *days*."""
        found = self._match(open_pair=False)
        assert found is not None
        mentor, mentee, topic = found
        ending = self._decks.deal("endings", _ENDINGS)
        held = self._dice.randint(*_HELD_WHEN[ending])
        return Outline(
            (mentor,), (mentee,), topic, ending.value, held, 6, self._within(days),
            cancelled=self._decks.deal("cancelled", (0, 0, 1)) if held > 2 else 0,
        )  # fmt: skip

    def _with_rhythm(self, outline: Outline) -> Outline:
        held = self._dice.randint(1, outline.planned - 1)
        rhythm = self._decks.deal("rhythms", _RHYTHMS)
        if rhythm == "stalled":
            return replace(
                outline, held=held, last=self._ago(64, 90), cancelled_since=self._dice.choice((0, 2))
            )
        if rhythm == "slowing":
            return replace(outline, held=held, last=self._ago(43, 58))
        return replace(
            outline,
            held=held,
            last=self._ago(2, 28),
            next_on=self._ahead(),
            next_at=self._decks.deal("times", TIMES),
        )

    def _within(self, days: int) -> date:
        tenth = self._decks.deal("tenths", _TENTHS)
        return self._ago(3 + tenth * days // 10, 3 + (tenth + 1) * days // 10)

    def _ago(self, least: int, most: int) -> date:
        return on_a_weekday(self._today - timedelta(days=self._dice.randint(least, most)))

    def _ahead(self) -> date:
        return on_a_weekday(self._today + timedelta(days=self._dice.randint(1, 30)), forward=True)

    def _match(self, *, open_pair: bool) -> tuple[int, int, str] | None:
        for attempt in range(1000):
            mentor = self._decks.deal("mentors", self._juniors)
            mentee = self._dice.randrange(len(self._people))
            one, other = self._people[mentor], self._people[mentee]
            if mentee in self._above[mentor] or mentor in self._above[mentee] or mentor == mentee:
                continue
            if other.rank < one.rank + (attempt < _LAST_MINUTES):
                continue
            topics = [topic for topic in one.offers if topic not in other.offers]
            if not topics:
                continue
            topic = self._dice.choice(topics)
            busy = self._open.get(mentor, 0) >= one.capacity or self._open.get(mentee, 0) >= other.capacity
            if open_pair and (busy or (mentor, mentee, topic) in self._going):
                continue
            return mentor, mentee, topic
        if open_pair:
            return None
        return (
            self._juniors[0],
            len(self._people) - 1,
            next(iter(self._people[self._juniors[0]].offers), "Ward tablets"),
        )

    def _note(self, outline: Outline) -> None:
        if outline.open:
            for place in (*outline.mentors, *outline.mentees):
                self._open[place] = self._open.get(place, 0) + 1
            for mentor in outline.mentors:
                for mentee in outline.mentees:
                    self._going.add((mentor, mentee, outline.topic))
