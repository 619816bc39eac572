"""The system record for the unit's asset register: what Pairbook is, where it lies, how it is secured."""

from datetime import datetime

from sqlalchemy import func, select

from app.accounts.accounts import all_accounts
from app.accounts.roles import MANAGER, Action, rule
from app.book import Book
from app.book.backup_state import backup_state
from app.dates import long_day
from app.language import _, ngettext
from app.pairs.records import Pair
from app.privacy.retention import periods
from app.reports.document import Block, Column, Document, Field, Fields, Heading, Reader, Row, Table
from app.reports.inline import strong
from app.reports.options import Options, kept_in_register, printed
from app.sessions.records import MentoringSession
from app.staff.records import StaffMember
from app.version import VERSION


@rule(Action.PRINT_ALL)
def build(book: Book, options: Options) -> Document:
    """Facts about the program and this book, and what the unit fills in by hand."""
    sections = ((_("The system"), _system(book)), (_("How it is secured"), _security(book)))
    blocks: list[Block] = []
    for title, facts in sections:
        rows = tuple(Row((strong(head), text)) for head, text in facts)
        table = Table((Column(_("What"), 48), Column(_("Answer"), 127)), rows, caption=title)
        blocks += [Heading(title), table]
    by_hand = Fields(
        (
            (Field(_("Information asset owner"), 85), Field(_("Administrator"), 85)),
            (Field(_("Governance lead"), 85), Field(_("Next review"), 85)),
            (Field(_("The PC and its place"), 85), Field(_("Disk encryption of the PC"), 85)),
        )
    )
    return printed(
        book,
        _("System record"),
        Reader.MEETING,
        (*blocks, Heading(_("Filled in by the unit")), by_hand),
        facts=(_("For the register of information assets"),),
        fate=kept_in_register(),
    )


def _system(book: Book) -> tuple[tuple[str, str], ...]:
    with book.reading() as db:
        staff, pairs, sessions = (
            db.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (StaffMember, Pair, MentoringSession)
        )
    accounts = all_accounts(book)
    managers = sum(account.role == MANAGER for account in accounts)
    others = len(accounts) - managers
    return (
        (_("Name and version"), f"Pairbook {VERSION}"),
        (_("Purpose"), _("Keeps and prints the reverse-mentoring records of one unit.")),
        (_("Unit"), ", ".join(part for part in (book.unit.name, book.unit.hospital) if part)),
        (_("Whose data"), _("Staff of the unit who teach, learn or manage; no patients.")),
        (
            _("How much"),
            _("{staff} staff members, {pairs} pairs, {sessions} sessions").format(
                staff=f"{staff:,}", pairs=f"{pairs:,}", sessions=f"{sessions:,}"
            ),
        ),
        (
            _("Accounts"),
            ", ".join(
                (
                    ngettext("{n} manager", "{n} managers", managers).format(n=managers),
                    ngettext("{n} participant", "{n} participants", others).format(n=others),
                )
            ),
        ),
        (_("Connections"), _("None to a network; data leave by prints and exports.")),
        (_("Supplier access"), _("None.")),
    )


def _kept(book: Book) -> str:
    months = sorted({period.months for period in periods(book)})
    return _(
        "{months} months by class, as the privacy notice says; then a person reviews it. "
        "Backups hold earlier states for at most twelve months."
    ).format(months=", ".join(map(str, months)))


def _day(moment: datetime | None) -> str:
    return long_day(moment.date()) if moment is not None else _("none yet")


def _security(book: Book) -> tuple[tuple[str, str], ...]:
    state = backup_state(book)
    return (
        (_("At rest"), _("The records are encrypted with AES-256 (SQLCipher); backups likewise.")),
        (
            _("Sign-in"),
            _("A passphrase for each person (Argon2id); an account locks when idle; wrong guesses wait."),
        ),
        (
            _("Confidential notes"),
            _("Pair and Only me notes are sealed to each reader’s own key (HPKE, X25519)."),
        ),
        (
            _("History"),
            _("Sign-ins, changes, prints, exports and overrides, chained so that tampering shows."),
        ),
        (_("Last backup"), _day(state.here)),
        (_("Last copy outside the PC"), _day(state.outside)),
        (_("Kept for"), _kept(book)),
        (
            _("Not protected from"),
            _("Whoever controls the PC while somebody is signed in: keylogger, screenshot, memory dump."),
        ),
        (_("Way back in"), _("A recovery sheet on paper for each account; a manager resets passphrases.")),
    )
