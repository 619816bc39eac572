"""The training records of the sample unit's mentors: some complete, most half done, some at the start."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.dates import add_months
from app.demo.outlines import on_a_weekday
from app.demo.plan import Decks, PlannedPair, PlannedPerson, PlannedTraining, content
from app.pairs.words import Status
from app.training.templates import ItemView

_ROLL_OUT_ONLY = "D6"
_DAYS_BEFORE = 24
_SHARES = (0.15, 0.3, 0.4, 0.5, 0.6, 0.75, 1.0, 1.0)
_FIRST_STEPS = 0.1


@dataclass(frozen=True)
class _Course:
    """What is known of one mentor: when training began, by when the starred items were due."""

    begun_on: date
    starred_by: date
    waiting: bool
    in_roll_out: bool


def plan_training(
    people: list[PlannedPerson],
    pairs: list[PlannedPair],
    items: Iterable[ItemView],
    dice: Random,
    decks: Decks,
    today: date,
) -> list[PlannedTraining]:
    """A record for every mentor of a pair, and for some who have only begun."""
    checklist = list(items)
    unit = content("unit")
    told: dict[str, dict[str, Any]] = unit["training"]
    courses = _courses(pairs, unit["roll_out_topic"], today)
    records = []
    for person, facts in enumerate(people):
        course = courses.get(person)
        special = told.get(facts.name)
        newcomer = course is None and (special is not None or (person > 41 and dice.random() < _FIRST_STEPS))
        if newcomer:
            begun_on = on_a_weekday(today - timedelta(days=dice.randint(10, 35)))
            only = (special or {}).get("only") or [item.code for item in checklist if item.starred][:5]
            days = _days(begun_on, today, len(only), dice)
            records.append(PlannedTraining(person, begun_on, dict(zip(only, days, strict=True))))
        elif course is not None:
            records.append(_record(person, course, checklist, special or {}, dice, decks, today))
    return records


def _courses(pairs: list[PlannedPair], roll_out_topic: str, today: date) -> dict[int, _Course]:
    first: dict[int, _Course] = {}
    for pair in pairs:
        waiting = pair.status in (Status.PROPOSED, Status.AGREED)
        for mentor in pair.mentors:
            begun_on = on_a_weekday(pair.created_on - timedelta(days=_DAYS_BEFORE))
            starred_by = pair.active_from or (today if waiting else pair.created_on)
            known = first.get(mentor)
            in_roll_out = pair.topic == roll_out_topic or (known is not None and known.in_roll_out)
            if known is not None and known.begun_on <= begun_on:
                first[mentor] = _Course(
                    known.begun_on, known.starred_by, known.waiting and waiting, in_roll_out
                )
            else:
                only_waiting = waiting and (known is None or known.waiting)
                first[mentor] = _Course(begun_on, starred_by, only_waiting, in_roll_out)
    return first


def _record(
    person: int, course: _Course, checklist: list[ItemView], told: dict[str, Any], dice: Random, decks: Decks,
    today: date,
) -> PlannedTraining:  # fmt: skip
    starred = [item.code for item in checklist if item.starred]
    others = [item.code for item in checklist if not item.starred]
    without = set(told.get("without", ()))
    if course.waiting and not told and decks.deal("waiting", (True, False)):
        without = set(dice.sample(starred, dice.randint(1, 4)))
    share = 1.0 if told.get("complete") else 0.2 if course.waiting else decks.deal("shares", _SHARES)
    rest = others[: round(len(others) * share)]
    if 0 < share < 1:
        rest = sorted(dice.sample(others, len(rest)), key=others.index)
    signed = dict(
        zip(starred, sorted(_days(course.begun_on, course.starred_by, len(starred), dice)), strict=True)
    )
    latest = min(today, add_months(course.begun_on, 4))
    signed |= dict(zip(rest, _days(course.begun_on, latest, len(rest), dice), strict=True))
    for item in checklist:
        if item.refresh_months and item.code in signed:
            signed[item.code] = _refreshed(signed[item.code], item.refresh_months, today, dice)
    not_applying = () if course.in_roll_out or _ROLL_OUT_ONLY not in signed else (_ROLL_OUT_ONLY,)
    kept = {code: day for code, day in signed.items() if code not in without}
    return PlannedTraining(person, course.begun_on, kept, not_applying)


def _refreshed(day: date, months: int, today: date, dice: Random) -> date:
    while add_months(day, months) < today:
        day = on_a_weekday(add_months(day, months) - timedelta(days=dice.randint(0, 60)))
    return day


def _days(first: date, last: date, count: int, dice: Random) -> list[date]:
    span = max(0, (last - first).days)
    turns = sorted(dice.sample(range(span + 1), min(5, span + 1)))
    days = [max(first, on_a_weekday(first + timedelta(days=turn))) for turn in turns]
    return sorted(dice.choice(days) for _turn in range(count))
