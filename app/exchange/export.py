"""The book as a workbook or a folder of CSV files.

Holds what a manager may see: of the notes only Record notes (DOMAIN 2); restricted people are left
out of the staff sheets.  Staff, Pairs, Sessions and Training can be imported again.
"""

import io
from pathlib import Path

from app import files
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.errors import KnownProblem
from app.exchange.out_sheets import sheets_of
from app.exchange.spreadsheet_out import csv_bytes, write_workbook
from app.language import _


class NoPlace(KnownProblem):
    """What leaves a book cannot be written there."""


@rule(Action.PRINT_OWN)
def outside(book: Book, path: Path) -> None:
    """Raises NoPlace for a *path* inside the book's own folder, where nothing readable may lie.

    Raises NameNotAllowed for a name that is a device to Windows, of which there is no asking where it lies.
    """
    outside_of(book.folder, path)


def outside_of(folder: Path, path: Path) -> None:
    """The same for a book that is to be made in *folder*."""
    files.refuse_bad_name(path)
    if path.absolute().resolve().is_relative_to(folder.absolute().resolve()):
        raise NoPlace(
            _("This is inside the book's own folder, where everything is encrypted."),
            _("Nothing was written."),
            _("Choose another folder."),
        )


@rule(Action.EXPORT)
def export_xlsx(book: Book, by: Account, path: Path) -> None:
    """Writes one workbook to *path*, replacing what stands there, and notes the export in the history.

    Raises :class:`~app.errors.NotAllowed`, :class:`NoPlace` or a problem of the disk; then the old file
    is unchanged.
    """
    outside(book, path)
    workbook = io.BytesIO()
    write_workbook(sheets_of(book), workbook)
    files.write_atomically(path, workbook.getvalue())
    book.record_event("export", _("Exported everything as a workbook"), by=by)


@rule(Action.EXPORT)
def export_folder(book: Book, by: Account, folder: Path) -> tuple[Path, ...]:
    """Writes one CSV file per sheet into *folder*, made where missing, and returns them.

    Files of the same names are replaced, others left alone.  Raises :class:`~app.errors.NotAllowed`,
    :class:`NoPlace` or a problem of the disk.
    """
    outside(book, folder)
    if folder.is_file():
        raise NoPlace(
            _("There is a file of this name, not a folder."),
            _("It was left as it is."),
            _("Choose a folder, or a name that ends in .xlsx for one workbook."),
        )
    sheets = sheets_of(book)
    files.make_folder(folder)
    written = []
    for sheet in sheets:
        path = folder / sheet.file_name
        files.write_atomically(path, csv_bytes(sheet))
        written.append(path)
    book.record_event("export", _("Exported everything as CSV files"), by=by)
    return tuple(written)
