"""The staff list as rows: who, what they teach and want to learn, in how many open pairs.

Promises: the book is read once for a list; tabs and filters only look at the rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.book import Book
from app.language import _
from app.pairs.pairs import open_pairs_by_person
from app.staff.staff_members import StaffRow, list_staff
from ui.kit.names import without_title
from ui.kit.rows import Column, folded


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A staff member as the table shows them."""

    id: int
    name: str
    known_as: str
    role: str
    rank: int | None
    profession: str
    ward: str
    teaches: tuple[str, ...]
    wants: tuple[str, ...]
    pairs: int
    active: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab over the table: its key, its words, and which lines it keeps."""

    key: str
    words: str
    keep: Callable[[StaffLine], bool]


def read_lines(book: Book) -> list[StaffLine]:
    """Everybody in the book, leavers too, by name without its title."""
    pairs = open_pairs_by_person(book)
    lines = [_line(row, pairs.get(row.id, 0)) for row in list_staff(book, left=True)]
    return sorted(lines, key=_by_name)


def _line(row: StaffRow, pairs: int) -> StaffLine:
    return StaffLine(
        id=row.id,
        name=row.name,
        known_as=row.known_as,
        role=row.grade,
        rank=row.rank,
        profession=row.profession,
        ward=row.ward,
        teaches=tuple(row.teaches),
        wants=tuple(row.wants),
        pairs=pairs,
        active=row.active,
    )


def tabs() -> tuple[Tab, ...]:
    """The tabs in their order; the first is the list's usual one."""
    return (
        Tab("all", _("All"), lambda line: line.active),
        Tab("teach", _("Teach"), lambda line: line.active and bool(line.teaches)),
        Tab("learn", _("Want to learn"), lambda line: line.active and bool(line.wants)),
        Tab("unpaired", _("No pair yet"), _waits),
        Tab("left", _("Left"), lambda line: not line.active),
    )


def _waits(line: StaffLine) -> bool:
    """In no open pair although there is something to teach or to learn."""
    return line.active and not line.pairs and bool(line.teaches or line.wants)


def facts(lines: Sequence[StaffLine]) -> str:
    """The one sentence of facts under the title."""
    active = [line for line in lines if line.active]
    return _("{active} active · {teach} teach, {learn} want to learn").format(
        active=len(active),
        teach=sum(bool(line.teaches) for line in active),
        learn=sum(bool(line.wants) for line in active),
    )


def columns() -> tuple[Column, ...]:
    """The columns of the staff list."""
    return (
        Column(_("Name"), lambda line: line.name, "strong", 156, stretch=2, sort=_by_name, leads=True),
        Column(_("Role"), lambda line: line.role, width=124, stretch=2, drop=2, sort=_by_rank),
        Column(_("Profession"), lambda line: line.profession, width=102, drop=4),
        Column(_("Teaches"), lambda line: line.teaches, "list", 136, stretch=3, drop=1),
        Column(_("Wants to learn"), lambda line: line.wants, "list", 136, stretch=3, drop=1),
        Column(_("Pairs"), lambda line: str(line.pairs), "number", 56, sort=lambda line: line.pairs, drop=3),
    )


def searched(line: StaffLine) -> str:
    """What the search box finds besides the columns."""
    return f"{line.known_as} {line.ward}"


def _by_name(line: StaffLine) -> str:
    return folded(without_title(line.name))


def _by_rank(line: StaffLine) -> tuple[int, str]:
    return (line.rank if line.rank is not None else 99, line.role)
