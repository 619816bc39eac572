"""Everything about one person as a workbook: one sheet a section, third parties redacted."""

import io
from collections.abc import Collection
from pathlib import Path

from app import files
from app.accounts.own import require_person
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.exchange.spreadsheet_out import OutColumn, OutSheet, write_workbook
from app.language import _
from app.privacy.about_person import everything_about
from app.privacy.redaction import redacted

_NARROW, _WIDE = 16, 48
_TITLE_LENGTH = 31
_LONG = 20


@rule(Action.PRINT_OWN)
def export_about_person(
    book: Book, by: Account, staff_id: int, path: Path, *, shown: Collection[str] = ()
) -> None:
    """Writes the workbook to *path* and notes it in the history; *shown* are names a review lets stand.

    Raises NotFound, NotAllowed or a problem of the disk; an old file then stays.
    """
    require_person(book, staff_id)
    about = redacted(book, everything_about(book, staff_id), shown)
    sheets = [
        OutSheet(
            section.title[:_TITLE_LENGTH],
            "",
            tuple(
                OutColumn(head, _WIDE if any(len(row[place]) > _LONG for row in section.rows) else _NARROW)
                for place, head in enumerate(section.heads)
            ),
            section.rows,
        )
        for section in about.sections
    ]
    workbook = io.BytesIO()
    write_workbook(sheets, workbook)
    files.write_atomically(path, workbook.getvalue())
    book.record_event("export", _("Everything about a person saved as a workbook"), by=by)
