"""Everything about one person, for a subject access request; third parties redacted (DOMAIN 4, 5)."""

from app.accounts.roles import Action, rule
from app.book import Book
from app.language import _, ngettext
from app.privacy.about_person import AboutSection, everything_about
from app.privacy.redaction import proposed_redactions, redacted
from app.reports.document import (
    AnswerBox,
    Block,
    Column,
    Density,
    Document,
    Heading,
    Reader,
    Remark,
    Row,
    Table,
)
from app.reports.inline import person
from app.reports.options import Options, chosen, printed

_WIDTH = 175.0
_LEAST = 17.0


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """All sections with every name of another person redacted but those a review lets stand.

    Raises NotEnoughSaid when the person is missing, NotFound or NotAllowed.
    """
    staff_id = chosen(options.staff_id, _("Choose whom it is about."))
    about = everything_about(book, staff_id)
    hidden = len([each for each in proposed_redactions(book, about) if each.key not in options.shown])
    about = redacted(book, about, options.shown)
    blocks: list[Block] = [
        AnswerBox(
            _("This is all that Pairbook holds about {name} and that this account can read.").format(
                name=person(about.name)
            ),
            ngettext(
                "{n} mention of another person is redacted.",
                "{n} mentions of other people are redacted.",
                hidden,
            ).format(n=hidden),
        )
    ]
    for section in about.sections:
        blocks += [Heading(section.title, str(len(section.rows))), _table(section)]
    blocks.append(
        Remark(
            _(
                "Pair and Only me notes are sealed to their readers; nobody else can open them, this print "
                "included. Whoever handles the request asks the people of the pairs to look through their "
                "own. Backups hold earlier states until they age out."
            )
        )
    )
    title = _("Everything about one person")
    return printed(
        book,
        title,
        Reader.CONFIDENTIAL,
        tuple(blocks),
        facts=(person(about.name),),
        fate=_("{name} keeps this print").format(name=person(about.name)),
        running_title=f"{title}: {person(about.name)}",
    )


def _table(section: AboutSection) -> Table:
    """Columns as wide as what stands in them asks for."""
    longest = [
        max(len(head), *(len(row[place]) for row in section.rows)) for place, head in enumerate(section.heads)
    ]
    weights = [min(60, max(6, length)) for length in longest]
    room = _WIDTH - _LEAST * len(weights)
    widths = [_LEAST + room * weight / sum(weights) for weight in weights]
    return Table(
        tuple(Column(head, width) for head, width in zip(section.heads, widths, strict=True)),
        tuple(Row(row) for row in section.rows),
        density=Density.DENSE,
        caption=section.title,
    )
