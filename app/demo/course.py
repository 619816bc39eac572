"""The course of one sample pair: its agreement, sessions, actions, goals and ending."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.demo.outlines import TIMES, Outline, on_a_weekday
from app.demo.plan import (
    Decks,
    PlannedAction,
    PlannedAgreement,
    PlannedGoal,
    PlannedPair,
    PlannedSession,
    content,
)
from app.pairs.words import SUCCESSFUL, AimsMet, CloseReason, Status
from app.sessions.words import CancelledBy, Mode, Protected, State

_MINUTES = (30, 45, 45, 45, 45, 50, 50, 60)
_MODES = (*[Mode.MEETING] * 4, *[Mode.SIDE_BY_SIDE] * 4, Mode.OBSERVATION, Mode.VIDEO, Mode.PHONE)
_PROTECTED = (*[Protected.YES] * 15, *[Protected.PART] * 3, *[Protected.NO] * 2)
_NOTED = (True, *[False] * 5)
_NEW_ACTIONS = (0, 1, 1, 2)
_REVIEW_AFTER = 3
_WEEKS = 26


def tell(outline: Outline, teller: "Teller") -> PlannedPair:
    """The whole course of the pair in *outline*."""
    first, days = teller.days(outline)
    status = Status(outline.ending) if outline.open else Status.CLOSED
    begun = status not in (Status.PROPOSED, Status.AGREED)
    made_on = first - timedelta(days=teller.dice.randint(2, 5))
    created_on = made_on - timedelta(days=teller.dice.randint(6, 20))
    signed_on = made_on + timedelta(days=1)
    pair = PlannedPair(
        mentors=outline.mentors,
        mentees=outline.mentees,
        topic=outline.topic,
        status=status.value,
        status_since={Status.PROPOSED: created_on, Status.AGREED: signed_on}.get(status, first),
        created_on=created_on,
        active_from=first if begun else None,
        planned_sessions=outline.planned,
        planned_end=(first if begun else teller.today) + timedelta(weeks=_WEEKS),
        aim=teller.words[outline.topic]["aim"],
        override=outline.override,
    )
    if status is not Status.PROPOSED:
        pair.agreements.append(PlannedAgreement(made_on, signed_on, teller.terms(outline.topic)))
    pair.sessions = teller.sessions(outline, days)
    if outline.held > _REVIEW_AFTER and teller.decks.deal("reviews", (True, False, False)):
        day = days[_REVIEW_AFTER - 1]
        pair.agreements.append(PlannedAgreement(day, day, teller.terms(outline.topic)))
    pair.goals = teller.goals(outline, days)
    pair.actions = teller.actions(outline, pair.sessions)
    if status is Status.PAUSED:
        pair.status_since = min(teller.today, days[-1] + timedelta(days=6)) if days else first
        pair.pause_reason = outline.reason
    if status is Status.CLOSED:
        _close(pair, CloseReason(outline.ending), days, teller)
    return pair


def _close(pair: PlannedPair, reason: CloseReason, days: list[date], teller: "Teller") -> None:
    after = teller.dice.randint(0, 6) if reason in SUCCESSFUL else teller.dice.randint(4, 14)
    last = days[-1] if days else pair.status_since
    pair.closed_on = pair.status_since = min(teller.today, last + timedelta(days=after))
    pair.close_reason = reason.value
    achieved = [goal.text for goal in pair.goals if goal.achieved_on]
    aims = AimsMet.PART if achieved else AimsMet.NONE
    if reason in SUCCESSFUL and len(achieved) == len(pair.goals):
        aims = AimsMet.FULL
    pair.aims_met = aims.value
    pair.achievements = "\n".join(f"{text}." for text in achieved)
    if reason in (CloseReason.MOVED, CloseReason.TIME):
        pair.handed_on = "The notes on what was planned went to the mentee."


@dataclass(frozen=True)
class Teller:
    """What all courses are told with: dice, decks, the day, and the words of ``resources/sample``."""

    dice: random.Random
    decks: Decks
    today: date
    words: dict[str, Any]
    unit: dict[str, Any]

    @classmethod
    def with_words(cls, dice: random.Random, decks: Decks, today: date) -> "Teller":
        """A teller with the words that come with Pairbook."""
        return cls(dice, decks, today, content("topics"), content("unit"))

    def days(self, outline: Outline) -> tuple[date, list[date]]:
        """The day the pair became (or will become) active, and the days of its sessions held."""
        if not outline.held or outline.last is None:
            soon = self.today - timedelta(days=self.dice.randint(2, 6))
            return on_a_weekday(outline.last or soon), []
        days = [outline.last]
        while len(days) < outline.held:
            days.append(on_a_weekday(days[-1] - timedelta(days=self.dice.randint(17, 29))))
        days.reverse()
        return on_a_weekday(days[0] - timedelta(days=self.dice.randint(2, 8))), days

    def terms(self, topic: str) -> dict[str, str]:
        """An agreement's terms in the words of the unit."""
        terms = {name: self.decks.deal(name, texts) for name, texts in self.unit["terms"].items()}
        return {"signs_of_success": ". ".join(self.words[topic]["goals"]) + ".", **terms}

    def sessions(self, outline: Outline, days: list[date]) -> list[PlannedSession]:
        """The sessions held, cancelled and booked, by date."""
        held = [self._held(outline, number, day) for number, day in enumerate(days)]
        gaps = list(range(1, len(days)))
        self.dice.shuffle(gaps)
        lost = [days[gap - 1] + (days[gap] - days[gap - 1]) / 2 for gap in gaps[: outline.cancelled]]
        lost += [days[-1] + timedelta(days=14 * (turn + 1)) for turn in range(outline.cancelled_since)]
        every = held + [self._cancelled(on_a_weekday(day)) for day in lost]
        if outline.next_on is not None:
            at = outline.next_at or self.decks.deal("times", TIMES)
            every.append(PlannedSession(State.BOOKED.value, outline.next_on, at, 45))
        return sorted(every, key=lambda each: each.held_on)

    def _held(self, outline: Outline, number: int, day: date) -> PlannedSession:
        summaries = self.words[outline.topic]["sessions"]
        noted = self.decks.deal("noted", _NOTED)
        two = len(outline.mentors) > 1 and number % 3 == 1
        return PlannedSession(
            state=State.HELD.value,
            held_on=day,
            starts_at=self.decks.deal("times", TIMES),
            minutes=self.decks.deal("minutes", _MINUTES),
            mode=self.decks.deal("modes", _MODES).value,
            place=self.decks.deal("places", self.unit["places"]),
            protected_time=self.decks.deal("protected", _PROTECTED).value,
            summary=summaries[number % len(summaries)],
            note=self.decks.deal("notes", self.unit["notes"]) if noted else "",
            absent=outline.mentors[1] if two else None,
            goals=(number % 2,),
        )

    def _cancelled(self, day: date) -> PlannedSession:
        side = self.decks.deal(
            "sides", (CancelledBy.MENTOR, CancelledBy.MENTEE, CancelledBy.WARD, CancelledBy.WARD)
        )
        return PlannedSession(
            state=State.CANCELLED.value,
            held_on=day,
            starts_at=self.decks.deal("times", TIMES),
            minutes=45,
            cancelled_by=side.value,
            cancel_reason=self.decks.deal("cancel reasons", self.unit["cancel_reasons"]),
        )

    def goals(self, outline: Outline, days: list[date]) -> list[PlannedGoal]:
        """The goals, with a second rating from the middle of the course on."""
        goals = []
        successful = outline.ending in set(SUCCESSFUL)
        for place, text in enumerate(self.words[outline.topic]["goals"]):
            before = self.decks.deal("before", (2, 3, 3, 4, 4, 5))
            after, achieved_on = None, None
            if successful or (outline.ending == CloseReason.PLANNED_END and place == 0):
                after = before + self.decks.deal("gained", (3, 3, 4, 4, 5))
                achieved_on = days[-1 - (place == 0 and len(days) > 1)] if days else None
                if place and self.decks.deal("missed", (True, False, False, False)):
                    after, achieved_on = before + 1, None
            elif outline.held >= _REVIEW_AFTER and place == 0:
                after = before + self.decks.deal("gained midway", (1, 2, 2, 3))
                achieved_on = days[-1] if outline.held > 4 else None
            if outline.confidence and place == 0:
                before, after = outline.confidence
            goals.append(PlannedGoal(text, before, after, achieved_on))
        return goals

    def actions(self, outline: Outline, sessions: list[PlannedSession]) -> list[PlannedAction]:
        """The actions agreed in the sessions; those of the last session are open, others done."""
        texts = self.words[outline.topic]["actions"]
        people = (*outline.mentors, *outline.mentees)
        held = [place for place, each in enumerate(sessions) if each.state == State.HELD]
        actions: list[PlannedAction] = []
        for number, place in enumerate(held):
            following = held[number + 1] if number + 1 < len(held) else None
            if following is None and not outline.open:
                break
            count = self.decks.deal("new actions", _NEW_ACTIONS)
            due = sessions[following].held_on if following is not None else self._due(outline)
            for _turn in range(count):
                text = texts[len(actions) % len(texts)]
                if len(actions) < len(texts):
                    actions.append(PlannedAction(text, self.dice.choice(people), place, due, following))
        if outline.late and held:
            text, days = outline.late
            actions = [action for action in actions if action.text != text]
            actions.append(
                PlannedAction(text, outline.mentors[0], held[-1], self.today - timedelta(days=days), None)
            )
        return actions

    def _due(self, outline: Outline) -> date:
        return outline.next_on or on_a_weekday(self.today + timedelta(days=9), forward=True)
