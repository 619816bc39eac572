"""The unit's name, its speaking-up contact and the numbers its rules go by (DOMAIN 2)."""

from dataclasses import dataclass
from pathlib import Path

from app.accounts.roles import Action, rule
from app.book import Account, Book, UnitRecord
from app.entry_check import NAME_LENGTH, EntryCheck
from app.language import _

MOST_WEEKS = 52
MOST_PRINT_DAYS = 400
MOST_PATH = 1000


@dataclass(frozen=True, slots=True)
class SaveUnit:
    """What the unit form holds; weeks of the stall light, days until a meeting print is destroyed."""

    name: str
    hospital: str = ""
    speaking_up_contact: str = ""
    amber_weeks: int = 6
    red_weeks: int = 9
    print_days: int = 7


@rule(Action.EDIT_UNIT)
def save_unit(book: Book, by: Account, entry: SaveUnit) -> None:
    """Change the unit's facts.

    Raises NotAllowed, or :class:`~app.errors.InvalidEntry` for a missing name, numbers out of range, or a red
    light that would come before the amber one.
    """
    check = EntryCheck()
    name = check.line("name", entry.name, missing=_("Give the unit a name."), longest=NAME_LENGTH)
    hospital = check.line("hospital", entry.hospital, longest=NAME_LENGTH)
    contact = check.line("speaking_up_contact", entry.speaking_up_contact)
    check.number("amber_weeks", entry.amber_weeks, 1, MOST_WEEKS)
    check.number("red_weeks", entry.red_weeks, 1, MOST_WEEKS)
    if entry.red_weeks <= entry.amber_weeks:
        check.fault("red_weeks", _("Stalled comes after slowing: give a higher number."))
    check.number("print_days", entry.print_days, 1, MOST_PRINT_DAYS)
    check.done()
    with book.change(_("Change the unit"), by=by) as db:
        row = db.get_one(UnitRecord, 1)
        row.name, row.hospital, row.speaking_up_contact = name, hospital, contact
        row.amber_weeks, row.red_weeks = entry.amber_weeks, entry.red_weeks
        row.print_days = entry.print_days


@rule(Action.EDIT_UNIT)
def save_copies_folder(book: Book, by: Account, folder: Path | None) -> None:
    """Remember *folder* (None: none any more) as the second place for backups.

    Raises InvalidEntry (folder) for one inside the book, or a path that is not absolute or too long.
    """
    check = EntryCheck()
    if folder is not None:
        if not folder.is_absolute() or len(str(folder)) > MOST_PATH:
            check.fault("folder", _("Choose a folder with a shorter path."))
        elif folder.is_relative_to(book.folder):
            check.fault("folder", _("This folder belongs to the book itself. Choose another drive."))
    check.done()
    with book.change(_("Second folder for backups"), by=by, kind="settings") as db:
        db.get_one(UnitRecord, 1).copies_folder = "" if folder is None else str(folder)
