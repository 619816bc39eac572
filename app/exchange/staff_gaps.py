"""What somebody already in the book gets from a list: what was empty, and topics not named yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.entry_check import clean_line, clean_text
from app.exchange.staff_lookups import NewGrade, Topics
from app.staff.saving import SaveStaffMember


@dataclass(frozen=True, slots=True)
class Filled:
    """The entry to save, the titles of what it *gets*, and of what differs but is *kept*."""

    save: SaveStaffMember
    grade: NewGrade | None
    gets: tuple[str, ...]
    kept: tuple[str, ...]


def fill_gaps(
    old: SaveStaffMember,
    wished: SaveStaffMember,
    grade: NewGrade | None,
    titles: Mapping[str, str],
    topics: Topics,
) -> Filled:
    """*old* with what *wished* has for its empty fields; nothing that is there is overwritten."""
    gaps = _Gaps(titles)
    fresh = [
        each for each in (*wished.offers, *wished.needs)
        if each.topic_id not in {there.topic_id for there in (*old.offers, *old.needs)}
    ]  # fmt: skip
    differs = {
        each.topic_id for side, wish in ((old.offers, wished.offers), (old.needs, wished.needs))
        for each in wish if each not in side and each not in fresh
    }  # fmt: skip
    new_grade = grade if old.grade_id is None else None
    save = replace(
        old,
        known_as=gaps.text("known_as", old.known_as, wished.known_as),
        ward=gaps.text("ward", old.ward, wished.ward),
        email=gaps.text("email", old.email, wished.email),
        phone=gaps.text("phone", old.phone, wished.phone),
        notes=gaps.text("notes", old.notes, wished.notes),
        availability=gaps.slots("availability", old.availability, wished.availability),
        grade_id=gaps.link("grade", old.grade_id, wished.grade_id, new=grade is not None),
        line_manager_id=gaps.link("line_manager", old.line_manager_id, wished.line_manager_id),
        offers=(*old.offers, *(each for each in wished.offers if each in fresh)),
        needs=(*old.needs, *(each for each in wished.needs if each in fresh)),
    )
    return Filled(
        save,
        new_grade,
        (*gaps.gets, *(topics.name_of(each.topic_id) for each in fresh)),
        (*gaps.kept, *sorted(topics.name_of(topic_id) for topic_id in differs)),
    )


class _Gaps:
    """Decides field by field and remembers what it decided."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        self.gets: list[str] = []
        self.kept: list[str] = []

    def text(self, key: str, old: str, wish: str) -> str:
        clean = (clean_text if key == "notes" else clean_line)(wish)
        self._note(key, bool(old), clean and clean.casefold() != old.casefold())
        return old or clean

    def slots(self, key: str, old: frozenset[str], wish: frozenset[str]) -> frozenset[str]:
        self._note(key, bool(old), wish and wish != old)
        return old or wish

    def link(self, key: str, old: int | None, wish: int | None, *, new: bool = False) -> int | None:
        self._note(key, old is not None, new or (wish is not None and wish != old))
        return wish if old is None else old

    def _note(self, key: str, filled: bool, differs: object) -> None:
        if differs:
            (self.kept if filled else self.gets).append(self._titles[key])
