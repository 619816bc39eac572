"""The data-protection screening note: the usual questions with answers to start from.

It says whether a full assessment looks needed by stated rules, never whether it is; the unit's
information governance lead decides and signs.
"""

from app.accounts.roles import Action, rule
from app.book import Book
from app.language import _
from app.reports.document import (
    AnswerBox,
    Column,
    Document,
    Heading,
    Marked,
    Reader,
    Row,
    Signatory,
    Signature,
    Table,
    WritingSpace,
)
from app.reports.inline import strong
from app.reports.options import Options, kept_in_register, printed
from app.reports.signs import Sign


@rule(Action.PRINT_ALL)
def build(book: Book, options: Options) -> Document:
    """The screening questions, answered for the program as it is built."""
    looks, clear = Marked(Sign.AMBER, strong(_("look"))), Marked(Sign.ON_COURSE, _("no"))
    rows = tuple(Row((question, looks if risk else clear, why)) for question, risk, why in _questions())
    look = sum(risk for _question, risk, _why in _questions())
    return printed(
        book,
        _("Data-protection screening note"),
        Reader.MEETING,
        (
            AnswerBox(
                _("{look} of {all} screening questions ask for a closer look.").format(
                    look=look, all=len(_questions())
                ),
                _("Whether a full assessment is needed is for the information governance lead to decide."),
            ),
            Table(
                (Column(_("Question"), 70), Column(_("Answer"), 22), Column(_("Why"), 83)),
                rows,
                caption=_("Screening questions"),
            ),
            Heading(_("Decision")),
            WritingSpace(_("What was decided, and why"), "", 4),
            Signature(
                (
                    Signatory(_("Information governance lead"), ""),
                    Signatory(_("Manager"), ""),
                )
            ),
        ),
        fate=kept_in_register(),
    )


def _questions() -> tuple[tuple[str, bool, str], ...]:
    return (
        (
            _("Are people evaluated or scored?"),
            False,
            _("No appraisal: self-ratings of confidence, and mentor training signed item by item."),
        ),
        (_("Are decisions made automatically?"), False, _("Matches are proposed; a person decides.")),
        (_("Are people monitored systematically?"), False, _("Dates and minutes of agreed sessions only.")),
        (
            _("Are special categories or patients’ data kept?"),
            False,
            _("No fields for them; a warning when a text looks like a patient’s number or date of birth."),
        ),
        (_("Is it large in scale?"), False, _("One unit.")),
        (_("Are data matched with other sources?"), False, _("Lists can be imported; nothing is looked up.")),
        (
            _("Are people in a weaker position than who keeps the data?"),
            True,
            _("Staff and their manager. Sealed notes and audiences chosen before typing answer it."),
        ),
        (_("Is new technology used?"), False, _("An ordinary program on one PC, without a network.")),
        (_("Do data leave the country or the unit?"), False, _("Only by prints and exports of a manager.")),
        (
            _("Could using it keep somebody from a right or a service?"),
            False,
            _("Ending a pair has no consequence; no one is assessed by their mentor."),
        ),
    )
