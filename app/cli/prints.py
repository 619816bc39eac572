"""The command ``report``: one print of the book as a PDF or as a page for the browser."""

from argparse import Namespace

from app import files
from app.accounts.roles import Action, may, require
from app.book import Book, key_slots, ways_in
from app.cli.signing_in import open_book
from app.cli.usage import Commands, WrongUsage, add_account, add_book, day, place, say, whole_number
from app.errors import ExitStatus, NotAllowed
from app.exchange.export import outside
from app.language import _
from app.pairs.pairs import get_pair
from app.reports.catalogue import Report, Takes, build, report, reports
from app.reports.document import Document
from app.reports.options import FillIn, Options
from app.reports.pdf import write_pdf
from app.reports.recovery_sheet import document as recovery_sheet
from app.sessions.note_keys import old_sheet_words
from app.sessions.session_views import get_session

RECOVERY_SHEET = "recovery-sheet"
_ALIASES = ("meeting-pack",)
_HIGHEST_ID = 2**62
_OPTION_OF = {
    Takes.PAIR: ("pair", "--pair"),
    Takes.STAFF: ("staff", "--staff"),
    Takes.SESSION: ("session", "--session"),
    Takes.PROGRAMME: ("programme", "--programme"),
    Takes.INITIALS: ("initials", "--initials"),
}


def add_to(commands: Commands) -> None:
    """Adds this module's command."""
    parser = commands.add("report", make, _("make a print of the book"), _kinds_help())
    parser.add_argument("kind", choices=_kinds(), metavar="KIND", help=_("which print; see below"))
    add_book(parser)
    add_account(parser)
    parser.add_argument("--out", type=place, required=True, metavar=_("FILE"), help=_("where to write it"))
    number = whole_number(1, _HIGHEST_ID)
    parser.add_argument("--pair", type=number, metavar="ID", help=_("the pair it is about"))
    parser.add_argument("--staff", type=number, metavar="ID", help=_("the staff member it is about"))
    parser.add_argument(
        "--session", type=number, metavar="ID", help=_("the session it is about; else the last one")
    )
    parser.add_argument("--programme", type=number, metavar="ID", help=_("only this programme"))
    parser.add_argument("--from", dest="since", type=day, metavar=_("DATE"), help=_("from this day on"))
    parser.add_argument("--to", dest="until", type=day, metavar=_("DATE"), help=_("up to and with this day"))
    fill = parser.add_mutually_exclusive_group()
    fill.add_argument("--blank", action="store_true", help=_("an empty form to write on"))
    fill.add_argument("--pre-filled", action="store_true", help=_("a form with names and date filled in"))
    parser.add_argument("--initials", action="store_true", help=_("initials in place of names"))
    parser.add_argument(
        "--html", action="store_true", help=_("a page for the browser and screen reader, not a PDF")
    )


def make(arguments: Namespace) -> int:
    """``pairbook report``."""
    if arguments.kind == RECOVERY_SHEET:
        return _make_recovery_sheet(arguments)
    entry = report(arguments.kind)
    options = _options(entry, arguments)
    with open_book(arguments) as book:
        outside(book, arguments.out)
        if entry.takes:
            _refuse_others(book, options)
        document = build(entry.kind, book, options)
        _write(document, arguments)
        title = _("Saved as a file: {title}").format(title=document.name)
        book.record_event("export", title, by=book.account)
    say(str(arguments.out))
    return ExitStatus.DONE


def _options(entry: Report, arguments: Namespace) -> Options:
    """What is asked for; raises WrongUsage for what the report does not take, or needs and was not given."""
    given = {take for take, (name, _option) in _OPTION_OF.items() if getattr(arguments, name)}
    if arguments.since or arguments.until:
        given.add(Takes.PERIOD)
    for take in sorted(given - entry.takes):
        option = _OPTION_OF[take][1] if take in _OPTION_OF else "--from, --to"
        raise WrongUsage(_("{option} means nothing to {kind}.").format(option=option, kind=entry.kind))
    fill_in = FillIn.COMPLETED
    if arguments.blank:
        fill_in = FillIn.BLANK
    elif arguments.pre_filled:
        fill_in = FillIn.PRE_FILLED
    if fill_in not in entry.fill_ins:
        raise WrongUsage(_("{kind} is no form: leave out --blank and --pre-filled.").format(kind=entry.kind))
    named = given | ({Takes.PAIR} if Takes.SESSION in given else set())
    for take in sorted(entry.needs - named):
        if fill_in is not FillIn.BLANK:
            raise WrongUsage(
                _("{kind} needs {option} ID.").format(kind=entry.kind, option=_OPTION_OF[take][1])
            )
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise WrongUsage(_("--from lies after --to."))
    return Options(
        pair_id=arguments.pair,
        staff_id=arguments.staff,
        session_id=arguments.session,
        programme_id=arguments.programme,
        since=arguments.since,
        until=arguments.until,
        fill_in=fill_in,
        initials=arguments.initials,
    )


def _refuse_others(book: Book, options: Options) -> None:
    """Raises NotAllowed when a participant asks for more than a blank form or what is their own."""
    account = book.account
    if may(account, Action.PRINT_ALL) or options.fill_in is FillIn.BLANK:
        return
    require(account, Action.PRINT_OWN)
    pairs = [options.pair_id] if options.pair_id is not None else []
    if options.session_id is not None:
        pairs.append(get_session(book, options.session_id).pair_id)
    people = [get_pair(book, pair_id) for pair_id in pairs]
    own = all(account.staff_id in [person.id for person in (*pair.mentors, *pair.mentees)] for pair in people)
    if options.staff_id is not None:
        own = own and options.staff_id == account.staff_id
    if not own or not (pairs or options.staff_id):
        raise NotAllowed(
            _("Your account prints only what concerns your own pairs and training."),
            _("Nothing was printed."),
            _("Ask the unit's manager."),
        )


def _make_recovery_sheet(arguments: Namespace) -> int:
    with open_book(arguments) as book:
        outside(book, arguments.out)
        slot, code = key_slots.recovery_slot(book.keys.book, book.account.id, book.material)
        document = recovery_sheet(
            unit=book.unit.name,
            hospital=book.unit.hospital,
            account=book.account.name,
            code=code,
            printed_at=book.clock.now(),
            book=book.folder.stem,
        )
        # The sheet lies on the disk before the code before it becomes void.
        _write(document, arguments)
        ways_in.put_and_note(book, slot, _("New recovery sheet"), by=book.account)
        words = old_sheet_words(book)
    say(str(arguments.out), _("The recovery sheet before this one opens the book no more."), words)
    return ExitStatus.DONE


def _write(document: Document, arguments: Namespace) -> None:
    if arguments.html:
        from app.reports.html import render_html

        files.write_atomically(arguments.out, render_html(document).encode())
    else:
        files.write_atomically(arguments.out, lambda file: write_pdf(document, file))


def _kinds() -> tuple[str, ...]:
    return (*(entry.kind for entry in reports()), *_ALIASES, RECOVERY_SHEET)


def _kinds_help() -> str:
    lines = [_("The prints:")]
    for entry in reports():
        needed = "".join(f" {_OPTION_OF[take][1]} ID" for take in sorted(entry.needs))
        lines.append(f"  {entry.kind + needed:28} {entry.description}")
    lines.append(f"  {_ALIASES[0]:28} {_('The same as programme-summary.')}")
    lines.append(
        f"  {RECOVERY_SHEET:28} {_('A new recovery code for the account; the sheet before it is void.')}"
    )
    return "\n".join(lines)
