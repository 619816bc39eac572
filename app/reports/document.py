"""What a print says, without saying how it is drawn: the neutral document model (DESIGN 5).

A :class:`Document` is a tree of frozen values.  Text is plain text: there is no
markup, so nothing a user typed can be taken for it.  :func:`strong`, :func:`soft`
and :func:`hint` are the only emphasis.  Lengths are millimetres on paper; other
outputs may ignore them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from app.reports.figures import GoalScale, ItemStrip, MonthBars, PairTimeline, ShareBar, Slope, ThemeBars
from app.reports.inline import Text, plain
from app.reports.signs import Pie, Sign

# --- cells ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Marked:
    """A drawn mark and the word that always stands beside it (PRINT_STYLE 6)."""

    sign: Sign | Pie
    text: Text = ""
    small: bool = False


@dataclass(frozen=True)
class Lines:
    """Several texts under one another in one cell."""

    lines: tuple["Text | Marked", ...]


@dataclass(frozen=True)
class TickBox:
    """A box to tick by hand, with its word."""

    text: Text = ""


Cell = Text | Marked | Lines | TickBox | GoalScale


def cell_words(cell: Cell) -> str:
    """What a cell says to somebody who does not see it."""
    if isinstance(cell, Marked):
        return plain(cell.text) or cell.sign.words()
    if isinstance(cell, Lines):
        return "; ".join(cell_words(line) for line in cell.lines)
    if isinstance(cell, TickBox):
        return plain(cell.text)
    if isinstance(cell, GoalScale):
        return cell.words()
    return plain(cell)


# --- blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerBox:
    """The one sentence a print is about, derived from the data, and a second line."""

    sentence: Text
    second: Text = ""
    large: bool = False


@dataclass(frozen=True)
class Figure:
    """A key figure: the number, what follows it on its line, and its label."""

    value: str
    unit: str
    label: str


@dataclass(frozen=True)
class KeyFigures:
    """Three to five numbers side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Heading:
    """A section's noun under a rule, with a remark or a count on its line."""

    text: str
    remark: Text = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text; *label* stands above it in small grey.

    *own_direction*: text somebody typed, which runs in the direction of its own script.
    """

    text: Text
    label: Text = ""
    long: bool = False
    own_direction: bool = False


@dataclass(frozen=True)
class Remark:
    """Small grey text: how to read the print, or what it leaves out; *lead* comes first, in semi-bold."""

    text: Text
    lead: str = ""


@dataclass(frozen=True)
class Fact:
    """A label over one or more lines; *width* in millimetres."""

    label: str
    lines: tuple[Text | Marked, ...]
    width: float


@dataclass(frozen=True)
class Facts:
    """Facts side by side."""

    facts: tuple[Fact, ...]
    large: bool = False


@dataclass(frozen=True)
class Field:
    """One field of a form: *value* stands where the pen would, else a line to write on.

    *choices* are boxes to tick; once *value* is given it takes their place.
    """

    label: str
    width: float
    value: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fields:
    """Rows of fields on the six-column grid, in the same places blank or filled in (PRINT_STYLE 7)."""

    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True)
class WritingSpace:
    """A labelled space of ruled *lines*, or its text once there is one."""

    label: str
    remark: str
    lines: int
    value: str | None = None


class Align(Enum):
    """Where a column's cells stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class Column:
    """One column: its head, its width in millimetres, how its cells stand.

    *title*: the head is a section's heading; *rule_before*: a vertical hairline on its left
    (matrices and write-in tables only); *letter*: a small heading above the head; *numbers*: its
    cells number the rows, in the colour of headings.
    """

    head: Text
    width: float
    align: Align = Align.LEFT
    strong: bool = False
    title: bool = False
    rule_before: bool = False
    letter: str = ""
    numbers: bool = False


class RowKind(Enum):
    """What a row is among its neighbours."""

    PLAIN = "plain"
    LAST_OF_GROUP = "last of group"
    TOTAL = "total"
    FADED = "faded"


@dataclass(frozen=True)
class Row:
    """One row of a table; :attr:`kind` LAST_OF_GROUP puts the 0.9 rule under it."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


class Density(Enum):
    """How close the rows of a table stand."""

    NORMAL = "normal"
    COMPACT = "compact"
    DENSE = "dense"
    WIDE = "wide"
    CLAUSES = "clauses"


@dataclass(frozen=True)
class Table:
    """A table whose head repeats on each page.

    *rows* may be any iterable that can be gone through again, so that a long log is
    never held whole.  *row_height* (mm) is the least height of a row to write in.
    *caption* says what the table is to somebody who does not see the heading above.
    *keep_whole*: on one page where it fits; *keep_next*: its last row stays with what follows.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    density: Density = Density.NORMAL
    row_height: float = 0.0
    write_in: bool = False
    caption: str = ""
    keep_whole: bool = False
    keep_next: bool = False


@dataclass(frozen=True)
class Legend:
    """Marks and their words on one line."""

    items: tuple[Marked, ...]


@dataclass(frozen=True)
class Step:
    """One numbered thing to do."""

    head: str
    text: Text


@dataclass(frozen=True)
class Steps:
    """Numbered instructions between hairlines."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class CodeBox:
    """A code in large numbered groups, with a word on how to type it."""

    groups: tuple[str, ...]
    remark: str


@dataclass(frozen=True)
class Signatory:
    """Somebody who signs: in what role, their name, and what they say by it."""

    role: str
    name: str
    statement: str = ""


@dataclass(frozen=True)
class Signature:
    """Places to sign, two side by side, each with a line and a date; never parted from what precedes."""

    signatories: tuple[Signatory, ...]


@dataclass(frozen=True)
class CertificateSignature:
    """A line to sign on: whose name stands under it, and in what role."""

    name: str
    role: str


@dataclass(frozen=True)
class Certificate:
    """A page that somebody hangs on a wall: *lead*, *name* and *lines* are one sentence."""

    title: str
    lead: str
    name: str
    lines: tuple[str, ...]
    facts: tuple[str, ...]
    signatures: tuple[CertificateSignature, ...]


@dataclass(frozen=True)
class Columns:
    """Blocks side by side in columns of *widths* millimetres; only for content that fits a page."""

    widths: tuple[float, ...]
    contents: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True)
class Space:
    """A gap of *height* millimetres."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page; with *room* (mm) only where less than that is left on this one."""

    room: float = 1000.0


Chart = MonthBars | ShareBar | Slope | PairTimeline | ItemStrip | ThemeBars
Block = (
    AnswerBox
    | KeyFigures
    | Heading
    | Paragraph
    | Remark
    | Facts
    | Fields
    | WritingSpace
    | Table
    | Legend
    | Steps
    | CodeBox
    | Signature
    | Certificate
    | Columns
    | Space
    | PageBreak
    | Chart
)


# --- the document -----------------------------------------------------------------------------


class Reader(Enum):
    """Who may read a print; the word stands on every page (DOMAIN 4)."""

    OPEN = "open"
    MEETING = "meeting"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True)
class Document:
    """A whole print: what stands on every page, then its blocks in order.

    *fate* is what becomes of the sheet ("Destroy by …", "… keeps this print"); without one
    "Printed by" stands in its place.  *running_title* is the title on later pages.  *titled*: the
    title stands on the first page; a certificate carries its own.
    """

    title: str
    unit: str
    hospital: str
    reader: Reader
    printed_by: str
    printed_at: datetime
    fate: str = ""
    facts: tuple[str, ...] = ()
    running_title: str = ""
    landscape: bool = False
    titled: bool = True
    blocks: tuple[Block, ...] = field(default=())

    @property
    def name(self) -> str:
        """What it is and, where it is about somebody, about whom: for later pages and for the history."""
        return self.running_title or self.title
