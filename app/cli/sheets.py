"""The commands ``import`` and ``export``: spreadsheets in and out."""

from argparse import Namespace
from typing import Any

from app.accounts.roles import Action
from app.cli.lists import as_json
from app.cli.signing_in import open_book
from app.cli.usage import Commands, add_account, add_book, place, say
from app.errors import ExitStatus, KnownProblem
from app.exchange.export import export_folder, export_xlsx
from app.exchange.import_plan import ImportPlan, Outcome
from app.exchange.imports import KINDS, carry_out, columns_help, plan
from app.language import _


class NothingTaken(KnownProblem):
    """Every row of the list was refused."""

    def __init__(self) -> None:
        super().__init__(
            _("No row of this list could be taken."),
            _("Nothing was imported."),
            _("Correct the rows named above, then try again."),
        )


def add_to(commands: Commands) -> None:
    """Adds this module's commands."""
    parser = commands.add("import", take_in, _("import a list from a spreadsheet"), _columns_of_all())
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("file", type=place, metavar="FILE", help=_("a CSV or XLSX file"))
    add_book(parser)
    add_account(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would be done, row by row, and do nothing")
    )
    parser.add_argument("--json", action="store_true", help=_("print an object for other programs"))
    parser = commands.add("export", give_out, _("export everything but private notes to spreadsheets"))
    add_book(parser)
    add_account(parser)
    parser.add_argument(
        "--out", type=place, required=True, metavar="FILE.xlsx|FOLDER",
        help=_("one workbook, or a folder for CSV files"),
    )  # fmt: skip


def take_in(arguments: Namespace) -> int:
    """``pairbook import``; raises NothingTaken when every row is refused."""
    with open_book(arguments, Action.IMPORT) as book:
        planned = plan(arguments.kind, book, arguments.file)
        title = ""
        if not arguments.dry_run:
            title = carry_out(book, book.account, planned).title
    if arguments.json:
        say(as_json(_as_object(planned, title, dry_run=arguments.dry_run)))
    else:
        say(*_lines(planned, dry_run=arguments.dry_run))
    if planned.rows and planned.refused == len(planned.rows) and not arguments.dry_run:
        raise NothingTaken
    return ExitStatus.DONE


def give_out(arguments: Namespace) -> int:
    """``pairbook export``."""
    with open_book(arguments, Action.EXPORT) as book:
        if arguments.out.suffix.lower() == ".xlsx":
            export_xlsx(book, book.account, arguments.out)
        else:
            export_folder(book, book.account, arguments.out)
    say(str(arguments.out))
    return ExitStatus.DONE


def _as_object(planned: ImportPlan[Any], title: str, *, dry_run: bool) -> dict[str, object]:
    return {
        "kind": planned.kind,
        "dry_run": dry_run,
        "title": title,
        "added": planned.added,
        "matched": planned.matched,
        "refused": planned.refused,
        "unknown_columns": list(planned.unknown_columns),
        "rows": [
            {"row": row.number, "who": row.label, "outcome": row.outcome.value, "reason": row.reason}
            for row in planned.rows
        ],
    }


def _lines(planned: ImportPlan[Any], *, dry_run: bool) -> list[str]:
    words = {Outcome.ADDED: _("new"), Outcome.MATCHED: _("there already"), Outcome.REFUSED: _("REFUSED")}
    lines = [
        " ".join(_("row {number}: {outcome}: {who}. {reason}").format(
            number=row.number, outcome=words[row.outcome], who=row.label, reason=row.reason
        ).split())
        for row in planned.rows
        if dry_run or row.reason
    ]  # fmt: skip
    if planned.unknown_columns:
        lines.append(_("Columns left alone: {names}").format(names=", ".join(planned.unknown_columns)))
    counts = _("{added} new, {matched} there already, {refused} refused.").format(
        added=planned.added, matched=planned.matched, refused=planned.refused
    )
    lines.append(
        _("Would be: {counts}").format(counts=counts)
        if dry_run
        else _("Done: {counts}").format(counts=counts)
    )
    return lines


def _columns_of_all() -> str:
    lines = [
        _("Import staff first, then training, pairs and sessions: each needs the one before it."),
        _("Columns, in any order and also by other common names:"),
    ]
    for kind in KINDS:
        lines.append(f"\n{kind}")
        lines += [f"  {line}" for line in columns_help(kind).splitlines()]
    return "\n".join(lines)
