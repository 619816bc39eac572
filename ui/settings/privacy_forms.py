"""The questions of Settings, Privacy: requests, statements, restriction, erasure, how long things are kept.

Promises: what Undo cannot take back is asked first, with what happens and what stays.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.dates import add_months, long_day
from app.errors import Fault, InvalidEntry, KnownProblem
from app.language import _
from app.privacy.erasure import erase_person
from app.privacy.requests import RequestRow, Right, answer_request, list_requests, note_request, right_word
from app.privacy.restriction import lift_restriction, restrict_person
from app.privacy.retention import (
    DueRecord,
    RecordClass,
    clear_pair,
    clear_request,
    clear_training,
    due_for_review,
    keep_longer,
    periods,
    set_period,
)
from app.privacy.statements import state_disagreement
from app.sessions.session_views import list_sessions
from app.sessions.words import State
from app.staff.staff_members import list_staff
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.drafts import Kept
from ui.kit.fields import DateField, LineField, NumberField, TextField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form

Done = Callable[[], object]


def ask_request(parent: QWidget, context: Context, staff_id: int | None = None) -> FormSheet:
    """Note that somebody asked for one of their rights."""
    today = context.clock.today
    form = Form(columns=1)
    people = [Choice(each.id, each.name, each.ward) for each in list_staff(context.book, left=True)]
    form.add(
        "staff_id", _("Who asked"), ChoiceField(people, searchable=True),
        check=lambda value: "" if value is not None else _("Choose who asked."),
    )  # fmt: skip
    rights = [Choice(each, right_word(each)) for each in Right]
    form.add("right", _("What for"), ChoiceField(rights, searchable=False))
    form.add(
        "received_on", _("Came in on"), DateField(today), help=_("The answer is due a month later."),
        check=lambda value: "" if value is not None else _("Give the day. Today is fine."),
    )  # fmt: skip
    form.add("remark", _("Remark"), TextField(lines=2), optional=True)
    form.set_values({"staff_id": staff_id, "right": Right.ACCESS, "received_on": today(), "remark": ""})

    def save(values: dict[str, Any]) -> None:
        note_request(
            context.book, context.account, values["staff_id"], Right(values["right"]), values["received_on"],
            remark=values["remark"],
        )  # fmt: skip

    return _opened(
        FormSheet(
            parent,
            _("Note a request"),
            form,
            action=_("Note request"),
            save=save,
            icon="plus",
            kept=_kept(context, "request", staff_id or "new", staff=staff_id),
        )
    )


def ask_answer(parent: QWidget, context: Context, row: RequestRow) -> FormSheet:
    """Note that a request was answered."""
    today = context.clock.today
    form = Form(columns=1)
    form.add(
        "on", _("Answered on"), DateField(today),
        check=lambda value: "" if value is not None else _("Give the day. Today is fine."),
    )  # fmt: skip
    form.add("remark", _("What was answered"), TextField(lines=2), optional=True)
    form.set_values({"on": today(), "remark": row.remark})
    return _opened(
        FormSheet(
            parent, _("Request answered"), form, action=_("Note answer"), icon="check",
            subtitle=f"{row.name}: {right_word(row.right)}",
            save=lambda values: answer_request(
                context.book, context.account, row.id, values["on"], remark=values["remark"]
            ),
            kept=_kept(context, "answer", row.id, request=row.id),
        )
    )  # fmt: skip


def ask_statement(parent: QWidget, context: Context, staff_id: int, name: str) -> FormSheet:
    """Keep somebody's own words beside a session, or beside all of it."""
    form = Form(columns=1)
    rows = list_sessions(context.book, staff_id=staff_id, states=(State.HELD, State.CANCELLED), limit=300)
    sessions = [Choice(row.id, long_day(row.held_on), f"{row.pair} · {row.topic}") for row in rows]
    form.add(
        "session_id", _("About"), ChoiceField(sessions, searchable=True, hint=_("All that is kept")),
        optional=True, help=_("It stands beside the session; nothing that was recorded is changed."),
    )  # fmt: skip
    form.add("words", _("In their own words"), TextField(lines=3))
    return _opened(
        FormSheet(
            parent, _("Statement of disagreement"), form, action=_("Keep statement"), subtitle=name,
            save=lambda values: state_disagreement(
                context.book, context.account, staff_id, values["words"], session_id=values["session_id"]
            ),
            kept=_kept(context, "statement", staff_id, staff=staff_id, name=name),
        )
    )  # fmt: skip


def ask_restriction(parent: QWidget, context: Context, staff_id: int, name: str) -> FormSheet:
    """Hide somebody from lists and prints."""
    form = Form(columns=1)
    form.add("reason", _("Reason"), TextField(lines=2), help=_("For the log of restrictions."))
    return _opened(
        FormSheet(
            parent, _("Restrict the use of {name}’s data").format(name=name), form,
            action=_("Hide from lists and prints"), icon="forbid",
            subtitle=_(
                "Their data and their pairs stay in the book and leave every list, count and print until the "
                "restriction is lifted here."
            ),
            save=lambda values: restrict_person(context.book, context.account, staff_id, values["reason"]),
            kept=_kept(context, "restriction", staff_id, staff=staff_id, name=name),
        )
    )  # fmt: skip


def lift(context: Context, staff_id: int) -> None:
    """Show somebody again."""
    _try(context, lambda: lift_restriction(context.book, context.account, staff_id))


def ask_erasure(context: Context, staff_id: int, name: str, done: Done) -> None:
    """Ask, then anonymise somebody, and say until when backups hold them."""

    def act() -> None:
        try:
            erased = erase_person(context.book, context.account, staff_id)
        except KnownProblem as problem:
            context.alerts.show(problem)
            return
        done()
        context.alerts.say(
            _("{name} is now “{label}”.").format(name=name, label=erased.label), erased.sentence
        )

    context.alerts.confirm(
        _("Erase {name}?").format(name=name),
        _(
            "Name, contact and free words about them go, here and in the history; dates and counts "
            "stay under a label. Half-typed forms that name them go too, and the new ones of other "
            "accounts, which nobody here can look into. Undo cannot bring them back. Backups hold them "
            "until they age out; you are told when."
        ),
        _("Erase"),
        act,
        other=_("Keep them"),
    )


def ask_longer(parent: QWidget, context: Context, row: DueRecord) -> FormSheet:
    """Keep a record longer than its period, with a reason."""
    today = context.clock.today
    form = Form(columns=1)
    form.add(
        "until", _("Keep until"), DateField(today),
        check=lambda value: "" if value is not None else _("Give the day."),
    )  # fmt: skip
    form.add("reason", _("Reason"), LineField(longest=240))
    form.set_values({"until": _next_year(today()), "reason": ""})
    return _opened(
        FormSheet(
            parent, _("Keep longer"), form, action=_("Keep longer"), subtitle=row.title,
            save=lambda values: keep_longer(
                context.book, context.account, row.record_class, row.id, values["until"], values["reason"]
            ),
            kept=_kept(
                context, "longer", f"{row.record_class} {row.id}", record=[row.record_class.value, row.id]
            ),
        )
    )  # fmt: skip


def ask_clear(context: Context, row: DueRecord, done: Done) -> None:
    """Ask, then clear a record that has passed its time."""
    if row.record_class is RecordClass.LEAVERS:
        return ask_erasure(context, row.id, row.title, done)
    clear = {
        RecordClass.PAIRS: clear_pair,
        RecordClass.TRAINING: clear_training,
        RecordClass.REQUESTS: clear_request,
    }[row.record_class]
    words = {
        RecordClass.PAIRS: _(
            "Notes, summaries, actions, aim, goals and terms of this pair go, here and in the history; "
            "dates, minutes, ratings and counts stay. Undo cannot bring them back, and backups hold them "
            "until they age out."
        ),
        RecordClass.TRAINING: _("The record and its signatures go out of the book."),
        RecordClass.REQUESTS: _("The request goes out of the log."),
    }[row.record_class]

    def act() -> None:
        if _try(context, lambda: clear(context.book, context.account, row.id)):
            done()

    context.alerts.confirm(
        _("Clear “{title}”?").format(title=row.title), words, _("Clear"), act, other=_("Leave it")
    )


def ask_periods(parent: QWidget, context: Context) -> FormSheet:
    """How many months each class is kept."""
    form = Form(columns=1)
    known = {each.record_class: each for each in periods(context.book)}
    for each in known.values():
        form.add(
            each.record_class.value, each.words, NumberField(1, 240, unit=_("months")),
            help=_("Counted from {moment}.").format(moment=each.counts_from),
        )  # fmt: skip
    form.set_values({each.record_class.value: each.months for each in known.values()})

    def save(values: dict[str, Any]) -> None:
        for kind, each in known.items():
            if values[kind.value] != each.months:
                try:
                    set_period(context.book, context.account, kind, values[kind.value])
                except InvalidEntry as problem:
                    raise InvalidEntry(Fault(kind.value, problem.faults[0].sentence)) from problem

    return _opened(
        FormSheet(
            parent, _("How long records are kept"), form, action=_("Save periods"), save=save,
            subtitle=_(
                "Nothing is deleted by the clock: what has passed its time is listed for you to decide. Your "
                "information governance lead sets the periods."
            ),
            kept=_kept(context, "periods", "all"),
        )
    )  # fmt: skip


def ask_again(parent: QWidget, context: Context, arguments: dict[str, Any]) -> None:
    """Ask what was half answered when the window was locked, as *arguments* of its draft name it."""
    question, staff_id, name = arguments["ask"], arguments.get("staff"), str(arguments.get("name", ""))
    if question == "request":
        ask_request(parent, context, staff_id)
    elif question == "statement" and staff_id is not None:
        ask_statement(parent, context, staff_id, name)
    elif question == "restriction" and staff_id is not None:
        ask_restriction(parent, context, staff_id, name)
    elif question == "answer":
        for request in list_requests(context.book):
            if request.id == arguments["request"]:
                ask_answer(parent, context, request)
    elif question == "longer":
        for record in due_for_review(context.book):
            if [record.record_class.value, record.id] == arguments["record"]:
                ask_longer(parent, context, record)
    elif question == "periods":
        ask_periods(parent, context)


def _kept(context: Context, question: str, key: object, **about: Any) -> Kept:
    """Where what is typed into the dialog *question* waits; *about* opens it again (:func:`ask_again`)."""
    arguments = {"section": "privacy", "ask": question, **about}
    return Kept(context.book, f"ask {question}", str(key), "settings", arguments)


def _opened(sheet: FormSheet) -> FormSheet:
    sheet.open()
    return sheet


def _try(context: Context, act: Callable[[], object]) -> bool:
    try:
        act()
    except KnownProblem as problem:
        context.alerts.show(problem)
        return False
    return True


def _next_year(today: date) -> date:
    return add_months(today, 12)
