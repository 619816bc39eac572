"""The slip with a one-time passphrase, handed to whoever gets an account or forgot their passphrase."""

from datetime import datetime

from app.dates import long_day
from app.language import _
from app.reports.document import CodeBox, Document, Fact, Facts, Paragraph, Reader, Step, Steps
from app.reports.inline import strong
from app.reports.pdf import render_pdf


def document(
    *, unit: str, hospital: str, account: str, passphrase: str, printed_by: str, printed_at: datetime
) -> Document:
    """The slip for *account*; *passphrase* in its groups, parted by hyphens."""
    return Document(
        title=_("First sign-in"),
        unit=unit,
        hospital=hospital,
        reader=Reader.CONFIDENTIAL,
        printed_by=printed_by,
        printed_at=printed_at,
        fate=_("Shred after the first sign-in"),
        facts=(_("For {name} alone. It opens the book once.").format(name=account),),
        blocks=(
            Facts(
                (
                    Fact(_("Opens the book"), (strong(unit),), 60),
                    Fact(_("For the account"), (strong(account),), 60),
                    Fact(_("Made on"), (strong(long_day(printed_at.date())), f", {printed_at:%H:%M}"), 50),
                ),
                large=True,
            ),
            CodeBox(
                tuple(passphrase.split("-")),
                _("Small letters and digits, with the hyphens: {code}").format(code=passphrase),
            ),
            Steps(
                (
                    Step(
                        _("Sign in once with this passphrase"),
                        _("Open Pairbook, choose your name and type the groups with their hyphens."),
                    ),
                    Step(
                        _("Choose a passphrase of your own"),
                        _("Four or five unconnected words are easy to keep. Nobody else can see or read it."),
                    ),
                    Step(
                        _("Print your own recovery sheet"),
                        _(
                            "Under Settings, People who sign in. It brings your private notes back when the "
                            "passphrase is forgotten; a new one from the manager does not."
                        ),
                    ),
                )
            ),
            Paragraph(_("Then shred this slip: what stands on it opens nothing any more.")),
        ),
    )


def render(
    *, unit: str, hospital: str, account: str, passphrase: str, printed_by: str, printed_at: datetime
) -> bytes:
    """The slip as a PDF."""
    return render_pdf(
        document(
            unit=unit,
            hospital=hospital,
            account=account,
            passphrase=passphrase,
            printed_by=printed_by,
            printed_at=printed_at,
        )
    )
