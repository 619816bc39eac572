"""The short questions of the Pairs place: next date, start, pause, end, signatures."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.book import Account, Book
from app.errors import Fault, InvalidEntry
from app.language import _, ngettext
from app.pairs.agreement import get_agreement, sign_agreement
from app.pairs.pairs import get_pair
from app.pairs.saving import LONGEST_MINUTES, SHORTEST_MINUTES
from app.pairs.status import ClosePair, close_pair, pause_pair
from app.pairs.words import AimsMet, CloseReason, label
from app.sessions.actions import list_actions
from app.sessions.booking import clear_next_date, set_next_date
from app.sessions.pair_rows import get_pair_row
from app.training.gate import activate_pair, look_at_gate
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.choices import Choice, ChoiceField
from ui.kit.drafts import Kept
from ui.kit.fields import CheckListField, DateField, LineField, NumberField, TextField, TimeField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form
from ui.kit.segments import Segments


def ask_next_date(parent: QWidget, book: Book, by: Account, pair_id: int) -> FormSheet:
    """Ask when the pair meets next; opens at once."""
    view, row = get_pair(book, pair_id), get_pair_row(book, pair_id)
    form = Form(columns=1)
    form.add("next_on", _("Date"), DateField(book.clock.today, hint=_("For instance: Thu, or +7")))
    form.add("at", _("Time"), TimeField(hint=_("For instance: 14:30")), optional=True)
    form.add(
        "next_minutes", _("Length"), NumberField(SHORTEST_MINUTES, LONGEST_MINUTES, unit=_("min"), step=5)
    )
    booked = row is not None and row.next_on is not None
    form.set_values(
        {
            "next_on": row.next_on if row else None,
            "at": row.next_at if row else None,
            "next_minutes": view.session_minutes,
        }
    )

    def save(values: dict[str, Any]) -> None:
        if values["next_on"] is None:
            raise InvalidEntry(Fault("next_on", _("Give the day the pair meets next.")))
        set_next_date(book, by, pair_id, values["next_on"], at=values["at"], minutes=values["next_minutes"])

    title = _("Move the next session") if booked else _("Set next date")
    sheet = FormSheet(
        parent,
        title,
        form,
        action=_("Set date"),
        icon="cal",
        save=save,
        subtitle=view.title,
        width=460,
        kept=_kept(book, "next-date", pair_id),
    )
    if booked:

        def clear() -> None:
            clear_next_date(book, by, pair_id)
            sheet.accept()

        away = Button(_("Take the date away"))
        away.clicked.connect(clear)
        sheet.buttons.insertWidget(0, away)
    sheet.open()
    return sheet


def ask_activate(parent: QWidget, book: Book, by: Account, pair_id: int) -> FormSheet:
    """Ask from when the pair is active, and for the reason when the gate is closed; opens at once."""
    view, gate = get_pair(book, pair_id), look_at_gate(book, pair_id)
    form = Form(columns=1)
    if not gate.open:
        missing = " ".join(condition.sentence for condition in gate.missing)
        form.add_widget(Banner("watch", _("Cannot start yet:"), missing))
    form.add(
        "on",
        _("Active from"),
        DateField(book.clock.today),
        help=_("An earlier day when the pair has met already."),
    )
    if not gate.open:
        form.add(
            "override",
            _("Reason for starting all the same"),
            TextField(lines=2),
            help=_("It stands in the history and is printed on the agreement."),
        )
    form.set_values({"on": book.clock.today()})

    def save(values: dict[str, Any]) -> None:
        if values["on"] is None:
            raise InvalidEntry(Fault("on", _("Give the day. Today is fine.")))
        activate_pair(book, by, pair_id, on=values["on"], override=values.get("override", ""))

    action = _("Make active") if gate.open else _("Start all the same")
    sheet = FormSheet(
        parent,
        _("Make the pair active"),
        form,
        action=action,
        icon="play",
        save=save,
        subtitle=view.title,
        kept=_kept(book, "activate", pair_id),
    )
    sheet.open()
    return sheet


def ask_pause(parent: QWidget, book: Book, by: Account, pair_id: int) -> FormSheet:
    """Ask why a pair pauses; opens at once."""
    view = get_pair(book, pair_id)
    form = Form(columns=1)
    form.add(
        "reason",
        _("Reason"),
        LineField(longest=240),
        optional=True,
        help=_("In neutral words, for instance: on nights until April."),
    )
    sheet = FormSheet(
        parent,
        _("Pause the pair"),
        form,
        action=_("Pause"),
        icon="pause",
        save=lambda values: pause_pair(book, by, pair_id, values["reason"]),
        subtitle=_("{pair}. A paused pair has no stall light; sessions and actions stay.").format(
            pair=view.title
        ),
        kept=_kept(book, "pause", pair_id),
    )
    sheet.open()
    return sheet


def ask_close(parent: QWidget, book: Book, by: Account, pair_id: int) -> FormSheet:
    """Ask why and how a pair ended; opens at once."""
    view = get_pair(book, pair_id)
    actions = list_actions(book, pair_id=pair_id)
    form = Form()
    form.add(
        "reason",
        _("Why it ended"),
        ChoiceField(
            [Choice(reason, label(reason)) for reason in CloseReason], searchable=False, hint=_("Choose one")
        ),
    )
    form.add("on", _("Ended on"), DateField(book.clock.today))
    aims = [(met, label(met)) for met in (AimsMet.FULL, AimsMet.PART, AimsMet.NONE)]
    form.add("aims_met", _("Aims"), Segments(_("Aims"), aims), optional=True, wide=True)
    form.add("achievements", _("What was achieved"), TextField(lines=2), optional=True, wide=True)
    open_words = ""
    if actions:
        open_words = ngettext(
            "One action is open: {actions}", "{n} actions are open: {actions}", len(actions)
        )
        open_words = open_words.format(n=len(actions), actions="; ".join(action.text for action in actions))
    form.add("handed_on", _("Handed on to"), TextField(lines=2), optional=True, wide=True, help=open_words)
    form.set_values({"on": book.clock.today()})

    def save(values: dict[str, Any]) -> None:
        if values["on"] is None:
            raise InvalidEntry(Fault("on", _("Give the day. Today is fine.")))
        # A choice gives its value back as plain text.
        reason = CloseReason(values["reason"]) if values["reason"] else None
        close_pair(book, by, pair_id, ClosePair(**{**values, "reason": reason}))

    sheet = FormSheet(
        parent,
        _("End the pair"),
        form,
        action=_("End the pair"),
        icon="closed",
        save=save,
        width=620,
        subtitle=_("{pair}. No evaluation form is needed, and it can be opened again.").format(
            pair=view.title
        ),
        kept=_kept(book, "end", pair_id),
    )
    sheet.open()
    return sheet


def ask_signatures(parent: QWidget, book: Book, by: Account, pair_id: int) -> FormSheet:
    """Ask who has signed the agreement, and when; opens at once."""
    view, agreement = get_pair(book, pair_id), get_agreement(book, pair_id)
    people = [(person.id, person.name) for person in (*view.mentors, *view.mentees)]
    signed = {s.staff_id for s in agreement.signatures if s.on is not None} if agreement else set()
    waiting = [person for person in people if person[0] not in signed] or people
    form = Form(columns=1)
    form.add("people", _("Who has signed"), CheckListField(waiting))
    form.add("signed_on", _("Signed on"), DateField(book.clock.today), help=_("The day on the paper."))
    form.set_values({"people": tuple(id_ for id_, _name in waiting), "signed_on": book.clock.today()})

    def save(values: dict[str, Any]) -> None:
        if not values["people"]:
            raise InvalidEntry(Fault("people", _("Tick at least one person.")))
        if values["signed_on"] is None:
            raise InvalidEntry(Fault("signed_on", _("Give the day. Today is fine.")))
        sign_agreement(book, by, pair_id, dict.fromkeys(values["people"], values["signed_on"]))

    version = agreement.version if agreement else 1
    sheet = FormSheet(
        parent,
        _("Note signatures"),
        form,
        action=_("Note signatures"),
        icon="agreed",
        save=save,
        subtitle=_("{pair}, agreement version {n}").format(pair=view.title, n=version),
        kept=_kept(book, "sign", pair_id),
    )
    sheet.open()
    return sheet


def _kept(book: Book, question: str, pair_id: int) -> Kept:
    """Where what is typed into the dialog *question* waits."""
    return Kept(book, f"ask {question}", str(pair_id), "pairs", {"ask": question, "id": pair_id})
