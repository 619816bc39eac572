"""The people of the sample unit: the named ones first, then as many more as asked for."""

import json
import random
import unicodedata
from collections import Counter
from pathlib import Path

from app.demo.plan import Decks, PlannedPerson, content
from app.staff.availability import DAYS, SHIFTS

_RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"
_WARDS = ("Ward 7", "Ward 8", "Acute unit", "Ward 9", "Day unit", "Stroke unit")
_JUNIOR_TEACHES = ("Digital", "Evidence")
_JUNIOR_ALSO_TEACHES = ("Inclusion at work", "Feedback upward", "How the ward looks from below")
_SENIOR_TEACHES = (
    "Leading a shift", "Rostering", "Teaching on the ward", "Ethics in practice", "Breaking bad news",
    "Reading an ECG", "Wound care", "Catheter care",
)  # fmt: skip
SENIOR = 5
_TEAM = 12
_SHIFT_CARDS = SHIFTS * 2 + ("early", "late")
_GRADES = (
    *[("Nursing", grade) for grade in (
        "Healthcare assistant", "Nursing associate", "Newly qualified nurse", "Staff nurse", "Staff nurse",
        "Staff nurse", "Senior staff nurse", "Ward sister or charge nurse", "Senior sister",
    )],
    *[("Medicine", grade) for grade in ("Foundation doctor", "Resident doctor", "Registrar", "Consultant")],
    ("Pharmacy", "Junior pharmacist"), ("Pharmacy", "Senior pharmacist"),
    ("Therapies", "Physiotherapist"), ("Therapies", "Occupational therapist"),
    ("Therapies", "Senior therapist"),
    ("Administration", "Ward clerk"), ("Administration", "Practice manager"),
)  # fmt: skip
_WORKPLACE = {"Pharmacy": "Pharmacy", "Therapies": "Therapies", "Administration": "Outpatient clinic"}


def plan_people(count: int, dice: random.Random, decks: Decks) -> list[PlannedPerson]:
    """*count* people, the same for the same dice; managers always stand before whom they manage."""
    ranks = {
        (profession, grade): rank
        for profession, grades in _shipped("grades").items()
        for grade, rank in grades
    }
    known = content("unit")["people"]
    places = {person["name"]: place for place, person in enumerate(known)}
    people: list[PlannedPerson] = []
    for facts in known[:count]:
        manager = places.get(facts["manager"])
        people.append(
            _person(
                facts["name"], facts["known_as"], (facts["profession"], facts["grade"]),
                ranks[facts["profession"], facts["grade"]], facts["ward"],
                manager if manager is not None and manager < count else None, dice, decks, len(people),
            )
        )  # fmt: skip
    taken = {person.name for person in people}
    reports = Counter(person.manager for person in people)
    origins: list[dict[str, list[str]]] = content("names")
    while len(people) < count:
        name = _new_name(taken, origins, dice, decks)
        profession, grade = decks.deal("grades", _GRADES)
        ward = _WORKPLACE.get(profession) or decks.deal(f"wards of {profession}", _WARDS)
        rank = ranks[profession, grade]
        manager = _manager_for(people, reports, profession, ward, rank)
        reports[manager] += 1
        title = "Dr " if grade == "Consultant" else ""
        people.append(
            _person(
                title + name, name.split()[0], (profession, grade), rank, ward, manager, dice, decks,
                len(people),
            )
        )  # fmt: skip
    _give_topics(people, dice, decks)
    return people


def above(people: list[PlannedPerson], place: int) -> set[int]:
    """Everybody in the reporting line above a person."""
    chain: set[int] = set()
    step = people[place].manager
    while step is not None and step not in chain:
        chain.add(step)
        step = people[step].manager
    return chain


def _person(
    name: str, known_as: str, work: tuple[str, str], rank: int, ward: str, manager: int | None,
    dice: random.Random, decks: Decks, place: int,
) -> PlannedPerson:  # fmt: skip
    days = dice.sample(DAYS[:5] if work[0] in _WORKPLACE else DAYS, 4)
    slots = frozenset(
        f"{day}-early" if work[0] in _WORKPLACE else f"{day}-{decks.deal('shifts', _SHIFT_CARDS)}"
        for day in days
    )
    return PlannedPerson(
        name=name, known_as=known_as, profession=work[0], grade=work[1], rank=rank, ward=ward,
        manager=manager, availability=slots,
        capacity=dice.choice((1, 2, 2, 3)), email=_address(name), phone=f"ext. {4100 + place * 7 % 5900}",
    )  # fmt: skip


def _manager_for(
    people: list[PlannedPerson], reports: Counter[int | None], profession: str, ward: str, rank: int
) -> int | None:
    def distance(place: int) -> tuple[bool, int, int]:
        return (people[place].ward != ward, reports[place] // _TEAM, people[place].rank)

    seniors = [
        place for place, other in enumerate(people)
        if other.profession == profession and other.rank > rank and other.rank >= SENIOR
    ]  # fmt: skip
    return min(seniors, key=distance) if seniors else None


def _give_topics(people: list[PlannedPerson], dice: random.Random, decks: Decks) -> None:
    categories = _shipped("topics")
    modern = [topic for category in _JUNIOR_TEACHES for topic in categories[category]]
    junior_teaches = [*modern, *_JUNIOR_ALSO_TEACHES]
    for person in people:
        senior = person.rank >= SENIOR
        teaches, learns = (_SENIOR_TEACHES, junior_teaches) if senior else (junior_teaches, _SENIOR_TEACHES)
        for _turn in range(dice.choice((0, 1, 1) if senior else (0, 1, 1, 2))):
            person.offers[decks.deal(f"teaches {senior}", teaches)] = dice.randint(3, 5)
        for _turn in range(dice.choice((0, 1, 1, 2) if senior else (0, 0, 1))):
            topic = decks.deal(f"learns {senior}", learns)
            if topic not in person.offers:
                person.needs[topic] = dice.randint(1, 3)


def teach(
    people: list[PlannedPerson], mentor: int, mentee: int, topic: str, *, still: bool, sure: int
) -> None:
    """Make *mentor* offer *topic*, and *mentee* want it where the pair is *still* going."""
    people[mentor].needs.pop(topic, None)
    people[mentor].offers.setdefault(topic, sure)
    if still:
        people[mentee].offers.pop(topic, None)
        people[mentee].needs.setdefault(topic, 2)


def _new_name(taken: set[str], origins: list[dict[str, list[str]]], dice: random.Random, decks: Decks) -> str:
    for attempt in range(50):
        origin = decks.deal("origins", origins)
        name = f"{dice.choice(origin['given'])} {dice.choice(origin['family'])}"
        if attempt > 25:
            first, family = name.split(" ", 1)
            name = f"{first} {dice.choice('ABCDEFGHJKLMNOPRSTW')}. {family}"
        if name not in taken:
            break
    else:
        name = f"{name} {len(taken)}"
    taken.add(name)
    return name


def _address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.removeprefix("Dr ").translate(_PLAIN)).lower()
    parts = [
        "".join(letter for letter in part if letter.isascii() and letter.isalnum()) for part in plain.split()
    ]
    return f"{'.'.join(part for part in parts if part)}@saltmarsh.example"


_PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
        "þ": "th",
        "Þ": "th",
        "ð": "d",
        "æ": "ae",
    }
)


def _shipped(name: str) -> dict[str, list]:  # type: ignore[type-arg]
    shipped: dict[str, list] = json.loads((_RESOURCES / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[type-arg]
    return shipped
