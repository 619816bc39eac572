"""The recovery sheet: the only way back into a book when a passphrase is forgotten (DESIGN 3)."""

from datetime import datetime

from app.dates import long_day
from app.language import _
from app.reports.document import (
    CodeBox,
    Document,
    Fact,
    Facts,
    Field,
    Fields,
    Paragraph,
    Reader,
    Step,
    Steps,
)
from app.reports.inline import strong
from app.reports.pdf import render_pdf
from app.reports.words import capital, in_words


def document(
    *, unit: str, hospital: str, account: str, code: str, printed_at: datetime, book: str = "", role: str = ""
) -> Document:
    """The recovery sheet of *account*; *code* in its groups, parted by spaces or hyphens."""
    groups = tuple(code.replace("-", " ").split())
    facts = [
        Fact(_("Opens the book"), (strong(book or unit),), 45 if book or len(unit) < 24 else 70),
        Fact(_("For the account"), ((strong(account), f", {role}" if role else ""),), 55),
        Fact(_("Made on"), ((strong(long_day(printed_at.date())), f", {printed_at:%H:%M}"),), 50),
    ]
    return Document(
        title=_("Recovery sheet"),
        unit=unit,
        hospital=hospital,
        reader=Reader.CONFIDENTIAL,
        printed_by=account,
        printed_at=printed_at,
        fate=_("Shred when replaced"),
        facts=(
            _("The only way back into the book when a passphrase is forgotten. Nobody else holds a copy."),
        ),
        blocks=(
            Facts(tuple(facts), large=True),
            CodeBox(groups, _code_remark(groups)),
            Steps(_steps(unit, len(groups))),
            Paragraph("", label=_("Fill in by hand")),
            Fields(
                (
                    (
                        Field(_("Kept where"), 75),
                        Field(_("Who can open it"), 60),
                        Field(_("Checked on"), 30),
                    ),
                )
            ),
            Paragraph(
                (
                    strong(_("Never")),
                    _(
                        " photograph this sheet, send it by e-mail, or keep it beside the computer or in the "
                        "book’s folder."
                    ),
                )
            ),
        ),
    )


def render(
    *, unit: str, hospital: str, account: str, code: str, printed_at: datetime, book: str = "", role: str = ""
) -> bytes:
    """The recovery sheet as a PDF."""
    return render_pdf(
        document(
            unit=unit,
            hospital=hospital,
            account=account,
            code=code,
            printed_at=printed_at,
            book=book,
            role=role,
        )
    )


def _code_remark(groups: tuple[str, ...]) -> str:
    number = in_words(len(groups))
    return _(
        "{number} groups of five. Capital or small letters do not matter, nor do spaces. There is no letter "
        "I, L, O or U: what looks like one is 1 or 0. The last characters check for typing mistakes."
    ).format(number=capital(number))


def _steps(unit: str, groups: int) -> tuple[Step, ...]:
    return (
        Step(
            _("Put this sheet away now"),
            _(
                "In a sealed envelope, in the ward safe or a locked drawer that only two people open. Write "
                "on the envelope: Pairbook, {unit}, the date."
            ).format(unit=unit),
        ),
        Step(
            _("When you have forgotten your passphrase"),
            _(
                "On the sign-in page choose “Forgotten your passphrase?”, type the {number} groups and "
                "choose a new passphrase. The book and everything in it stay as they are."
            ).format(number=in_words(groups)),
        ),
        Step(
            _("Afterwards, print a new sheet"),
            _(
                "A code that has been used or seen is replaced under Settings, People who sign in. The old "
                "one stops working at once; shred this sheet."
            ),
        ),
        Step(
            _("When this sheet is lost"),
            _(
                "Sign in, print a new one, and tell your information governance lead. Nobody can open the "
                "book with the code alone: they also need its folder."
            ),
        ),
    )
