"""Earlier versions of a training record: what was signed, signed again or withdrawn, by whom and when."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.earlier import FieldChange, Version, fields_of, version_of
from app.accounts.hidden_names import hidden_names
from app.accounts.roles import Action, rule
from app.book import Book, history
from app.book.history import RowChange
from app.book.images import Row
from app.dates import long_day
from app.language import _
from app.training.records import ChecklistItem
from app.training.words import Evidence, label


@rule(Action.SEE_HISTORY)
def training_versions(book: Book, record_id: int) -> tuple[Version, ...]:
    """Every change of a record and of its signatures, newest first; items in their order.

    Raises NotAllowed.  What the history was made to forget is not among them.
    """
    hidden = hidden_names(book)
    with book.reading() as db:
        together: dict[int, list[RowChange]] = defaultdict(list)
        for change in (
            *history.versions(db, "training_record", record_id),
            *history.versions_of_parts(db, "sign_off", "record_id", record_id),
        ):
            together[change.entry.id].append(change)
        return tuple(
            version_of(
                together[entry][0],
                [field for change in together[entry] for field in _said(db, change)],
                hidden,
            )
            for entry in sorted(together, reverse=True)
        )


def _said(db: Session, change: RowChange) -> list[FieldChange]:
    if change.kind != "sign_off":
        return fields_of(db, change, {})
    before, after = change.before, change.after
    item_id = (after or before or {})["item_id"]
    code = db.scalar(select(ChecklistItem.code).where(ChecklistItem.id == item_id))
    return [FieldChange(code or "–", _signature(before), _signature(after))]


def _signature(row: Row | None) -> str:
    if row is None:
        return ""
    how = label(Evidence(row["evidence"])) if row["applies"] else _("Does not apply")
    words = _("{how}, {name}, {day}").format(
        how=how, name=row["signed_by"], day=long_day(date.fromisoformat(row["signed_on"]))
    )
    return f"{words}. {row['remark']}" if row["remark"] else words
