"""The short questions of the Staff place: since when somebody has left, who conflicts with whom."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.book import Account, Book
from app.errors import Fault, InvalidEntry
from app.language import _
from app.pairs.conflicts import declare_conflict
from app.pairs.pairs import pairs_of_person
from app.pairs.words import Ground, Status, label
from app.staff.staff_members import get_staff_member, list_staff, mark_left
from ui.kit.choices import Choice, ChoiceField
from ui.kit.drafts import Kept
from ui.kit.fields import DateField, LineField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form


def ask_left(parent: QWidget, book: Book, by: Account, staff_id: int) -> FormSheet:
    """Ask since when somebody has left, and note it; opens at once."""
    person = get_staff_member(book, staff_id)
    open_pairs = [p.title for p in pairs_of_person(book, staff_id) if p.status is not Status.CLOSED]
    words = _("The records stay in the book; new pairs no longer offer this name.")
    if open_pairs:
        words += " " + _("Still in open pairs, to be closed on the Pairs page: {pairs}.").format(
            pairs="; ".join(open_pairs)
        )
    form = Form(columns=1)
    form.add("on", _("Left on"), DateField(book.clock.today))
    form.set_values({"on": book.clock.today()})

    def save(values: dict[str, Any]) -> None:
        if values["on"] is None:
            raise InvalidEntry(Fault("on", _("Give the day. Today is fine.")))
        mark_left(book, by, staff_id, values["on"])

    title = _("{name} has left").format(name=person.name)
    sheet = FormSheet(
        parent,
        title,
        form,
        action=_("Mark as left"),
        icon="leave",
        save=save,
        subtitle=words,
        kept=_kept(book, "left", staff_id),
    )
    sheet.open()
    return sheet


def ask_conflict(parent: QWidget, book: Book, by: Account, staff_id: int) -> FormSheet:
    """Ask with whom somebody may not be paired, and why; opens at once."""
    person = get_staff_member(book, staff_id)
    people = [Choice(row.id, row.name, row.grade) for row in list_staff(book) if row.id != staff_id]
    form = Form(columns=1)
    form.add("other_id", _("With whom"), ChoiceField(people, searchable=True, hint=_("Type part of a name")))
    form.add(
        "ground",
        _("Why"),
        ChoiceField([Choice(ground, label(ground)) for ground in Ground], searchable=False),
    )
    form.add(
        "remark",
        _("Remark"),
        LineField(longest=240),
        optional=True,
        help=_("In neutral words; the manager may read it."),
    )
    form.set_values({"ground": Ground.ASSESSING})

    def save(values: dict[str, Any]) -> None:
        if values["other_id"] is None:
            raise InvalidEntry(Fault("other_id", _("Choose the other person.")))
        declare_conflict(
            book,
            by,
            one_id=staff_id,
            other_id=values["other_id"],
            ground=Ground(values["ground"]),
            remark=values["remark"],
        )

    sheet = FormSheet(
        parent,
        _("Declare a conflict of {name}").format(name=person.name),
        form,
        icon="forbid",
        action=_("Declare conflict"),
        save=save,
        subtitle=_("These two will not be paired, either way, until it is withdrawn."),
        kept=_kept(book, "conflict", staff_id),
    )
    sheet.open()
    return sheet


def _kept(book: Book, question: str, staff_id: int) -> Kept:
    """Where what is typed into the dialog *question* waits."""
    return Kept(book, f"ask {question}", str(staff_id), "staff", {"ask": question, "id": staff_id})
