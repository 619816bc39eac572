"""The book as a workbook or a folder of CSV files.

Holds what a manager may see: of the notes only Record notes (DOMAIN 2); restricted people are left
out of the staff sheets.  Staff, Pairs, Sessions and Training can be imported again.
"""

import io
from pathlib import Path

from app import files
from app.accounts.roles import Action, require, rule
from app.book import Account, Book
from app.exchange.out_sheets import sheets_of
from app.exchange.spreadsheet_out import csv_bytes, write_workbook
from app.language import _


@rule(Action.EXPORT)
def export_xlsx(book: Book, by: Account, path: Path) -> None:
    """Writes one workbook to *path*, replacing what stands there, and notes the export in the history.

    Raises :class:`~app.errors.NotAllowed` or a problem of the disk; then the old file is unchanged.
    """
    require(by, Action.EXPORT)
    workbook = io.BytesIO()
    write_workbook(sheets_of(book), workbook)
    files.write_atomically(path, workbook.getvalue())
    book.record_event("export", _("Exported everything as a workbook"), by=by)


@rule(Action.EXPORT)
def export_folder(book: Book, by: Account, folder: Path) -> tuple[Path, ...]:
    """Writes one CSV file per sheet into *folder*, made where missing, and returns them.

    Files of the same names are replaced, others left alone.  Raises :class:`~app.errors.NotAllowed`
    or a problem of the disk.
    """
    require(by, Action.EXPORT)
    sheets = sheets_of(book)
    files.make_folder(folder)
    written = []
    for sheet in sheets:
        path = folder / sheet.file_name
        files.write_atomically(path, csv_bytes(sheet))
        written.append(path)
    book.record_event("export", _("Exported everything as CSV files"), by=by)
    return tuple(written)
