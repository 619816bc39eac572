"""Who of a staff list is in the book already, who is new, and who stands in the list twice.

Names decide; an e-mail address tells namesakes apart and finds somebody under a changed name.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.entry_check import clean_line
from app.exchange.columns import ListRow
from app.exchange.people import People, name_key, straight
from app.language import _
from app.staff.records import StaffMember


@dataclass(slots=True)
class Draft:
    """A row on its way into the book: *mark* is the staff id matched, or minus the row's number."""

    row: ListRow
    name: str
    email: str
    mark: int = 0
    refused: str = ""
    namesake: bool = False
    remarks: tuple[str, ...] = ()


def match_rows(
    rows: Sequence[ListRow], people: People[int], there: Mapping[int, StaffMember]
) -> tuple[Draft, ...]:
    """A draft for each row, in their order; *there* holds the staff members of the book by id."""
    drafts = tuple(_draft(row) for row in rows)
    alike = _refuse_twins(drafts)
    addresses = Counter(draft.email.casefold() for draft in drafts if draft.email)
    for draft in drafts:
        if not draft.refused:
            shared = addresses[draft.email.casefold()] > 1
            draft.mark = _in_book(draft, people, there, shared=shared)
    taken: set[int] = set()
    for draft in sorted(drafts, key=lambda draft: not _same_address(draft, there)):
        if draft.refused:
            continue
        if draft.mark in taken:
            draft.mark = 0  # the other row has this person's own address: here is a namesake
        draft.namesake = not draft.mark and alike[name_key(draft.name)] > 1
        draft.mark = draft.mark or -draft.row.number
        taken.add(draft.mark)
        if draft.namesake:
            draft.remarks += (_("Another person of the same name."),)
    return drafts


def _draft(row: ListRow) -> Draft:
    parts = (row["first_name"], row["surname"])
    name = straight(row["name"]) or clean_line(" ".join(part for part in parts if part))
    if row["name"] and row["surname"] and not row["first_name"] and " " not in name:
        name = clean_line(f"{name} {row['surname']}")  # "Name" and "Surname" side by side
    return Draft(row, name, clean_line(row["email"]))


def _refuse_twins(drafts: Sequence[Draft]) -> Counter[str]:
    """Refuses rows without a name or with one that stood above; how many different people bear each."""
    first: dict[str, list[Draft]] = {}
    for draft in drafts:
        if not draft.name:
            draft.refused = _("The row has no name.")
            continue
        same = first.setdefault(name_key(draft.name), [])
        twin = next((other for other in same if not _different(draft.email, other.email)), None)
        if twin is not None:
            draft.refused = _("The same person stands in row {number}.").format(number=twin.row.number)
        else:
            same.append(draft)
    return Counter({key: len(same) for key, same in first.items()})


def _in_book(draft: Draft, people: People[int], there: Mapping[int, StaffMember], *, shared: bool) -> int:
    named = people.named(draft.name)
    at = people.at(draft.email)
    both = [staff_id for staff_id in named if staff_id in at]
    if len(both) == 1:
        return both[0]
    if len(named) > 1:
        draft.refused = _("Several people in the book have this name. Give the e-mail address of one.")
        return 0
    if named:
        return named[0]
    if len(at) == 1 and not shared:
        other = there[at[0]].name
        draft.remarks += (_("In the book with this e-mail address as {name}.").format(name=other),)
        return at[0]
    return 0


def _same_address(draft: Draft, there: Mapping[int, StaffMember]) -> bool:
    person = there.get(draft.mark)
    return person is not None and person.email.casefold() == draft.email.casefold() != ""


def _different(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()
