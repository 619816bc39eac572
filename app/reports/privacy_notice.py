"""The privacy notice of the unit, to hang up and hand out; the governance lead has the last word."""

from app.accounts.roles import Action, rule
from app.book import Book
from app.language import _, ngettext
from app.privacy.retention import periods
from app.reports.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Heading,
    Paragraph,
    Reader,
    Remark,
    Row,
    Table,
)
from app.reports.options import Options, printed


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The notice with the unit's name and its own retention periods."""
    kept = tuple(
        Row(
            (
                period.words,
                ngettext("{n} month", "{n} months", period.months).format(n=period.months),
                period.counts_from,
            )
        )
        for period in periods(book)
    )
    parts: list[Block] = []
    for head, text in _parts(book.unit.name, book.unit.hospital):
        parts += [Heading(head), Paragraph(text)]
    parts += [
        Heading(_("How long it is kept")),
        Table(
            (Column(_("What"), 75), Column(_("How long"), 35), Column(_("Counted from"), 65)),
            kept,
            caption=_("How long it is kept"),
        ),
        Paragraph(
            _(
                "Nothing is deleted by the clock: a person looks at what has passed its time and decides. "
                "Backups hold earlier states for at most twelve months."
            )
        ),
        Heading(_("Whom to ask")),
        Fields(
            (
                (Field(_("Information governance lead"), 85), Field(_("How to complain"), 85)),
                (Field(_("Lawful basis"), 85), Field(_("Approved on, next review"), 85)),
            )
        ),
        Remark(
            _(
                "The words and periods are a proposal of the program: the unit’s information governance "
                "lead decides on them and fills in the lines above before this is handed out."
            )
        ),
    ]
    return printed(
        book,
        _("Privacy notice"),
        Reader.OPEN,
        tuple(parts),
        facts=(_("For everybody who mentors or is mentored here"),),
    )


def _parts(unit: str, hospital: str) -> tuple[tuple[str, str], ...]:
    where = f"{unit}, {hospital}" if hospital else unit
    return (
        (
            _("Who keeps it"),
            _("{unit} keeps its reverse-mentoring records in Pairbook, on its own PC.").format(unit=where),
        ),
        (
            _("What is kept about you"),
            _(
                "Your name, grade, ward and how to reach you; what you teach and want to learn; your pairs, "
                "their aim, agreement and status; sessions with date, minutes and what you record; actions; "
                "your mentor training; and in a history, when you signed in and what you changed, printed or "
                "exported. No patients, and no protected characteristics."
            ),
        ),
        (
            _("What for"),
            _(
                "To match pairs, to keep time for them, to see that mentors are trained, and to show what "
                "the scheme achieves. It is no appraisal and decides nothing about you."
            ),
        ),
        (
            _("Who can read it"),
            _(
                "You see your own pairs, sessions, actions and training. The manager sees dates, minutes, "
                "status, aims and Record notes. A Pair note can be read by the people of the pair only, an "
                "Only me note by its author only: they are sealed, and the manager cannot open them. Any "
                "note may have to be shown if its subject asks for their data."
            ),
        ),
        (
            _("Where it is"),
            _(
                "In an encrypted book on the unit’s PC and in its encrypted backups. Pairbook opens no "
                "network connection and sends nothing anywhere."
            ),
        ),
        (
            _("Your rights"),
            _(
                "You can ask for everything about you, and get it within a month. You can have mistakes put "
                "right, or a statement of disagreement kept beside what others wrote. You can ask that your "
                "data are restricted or erased, and object. Ask the manager, or the information governance "
                "lead."
            ),
        ),
    )
