"""Scenes of accounts, audiences and rights for :mod:`build.screenshots`, as a mentor and as the manager."""

from typing import Any

from PySide6.QtWidgets import QApplication

from app.sessions.session_views import list_sessions
from app.sessions.words import State

MENTOR = "Lan Nguyễn"


def page_of_mentor(stage: Any, name: str, arguments: dict[str, Any] | None = None) -> Any:
    """A place as a mentor sees it; the manager is signed out first."""
    from app.book import read_cover, unlock
    from app.demo import PASSPHRASE

    window = stage.window
    signed_in = window.workspace._context.account.name if window.workspace is not None else ""
    if signed_in != MENTOR:
        window.lock()
        account = next(each for each in read_cover(stage.book).accounts if each.name == MENTOR)
        window.open_book(unlock(stage.book, account.id, PASSPHRASE))
        stage.settle(0.6)
    window.workspace.go(name, arguments)
    stage.settle(0.3)
    return window.workspace.page()


def manager_again(stage: Any) -> None:
    """The manager's Home, after the mentor's scenes."""
    stage.window.lock()
    stage.page("home")


def note_of_pair(stage: Any) -> None:
    """The form with a note for the pair."""
    page = page_of_mentor(stage, "sessions")
    last = list_sessions(page.context.book, states=(State.HELD,), limit=1)[0]
    page.open({"record": True, "pair": last.pair_id})
    fields = page.form.fields
    fields.field("summary").set_value("Fluid balance and drug chart, with patient 943 476 5919 in mind.")
    fields.note.audience.set_value("pair")
    fields.note.text.set_value("She wants to try the drug chart alone. Next time I let her lead.")
    stage.settle(0.8)


def note_saved(stage: Any) -> None:
    """The session with its notes."""
    note_of_pair(stage)
    page = stage.window.workspace.page()
    page.form.save()
    stage.settle(0.3)


def people(stage: Any, act: str) -> None:
    """A dialog over the accounts; the first account that is not the manager's is chosen."""
    section = stage.page("settings", {"section": "people"}).section
    own = section.context.account.id
    section.table.choose(next(row.id for row in section.table.rows.shown if row.id != own))
    getattr(section, act)()


def slip(stage: Any) -> None:
    """The slip of a one-time passphrase."""
    from ui.settings.sign_in_slip import SignInSlip

    page = stage.page("settings", {"section": "people"})
    frame = stage.window.frame
    SignInSlip(frame, page.context, "Margit Sørvik", "k7mq-x2rb-hn5v-pjc8").open()
    assert isinstance(QApplication.activeModalWidget(), SignInSlip | None)


def privacy(stage: Any, tab: str = "requests", act: str = "") -> Any:
    """Privacy with two requests, one of them late; *act* opens a dialog about the person asked about."""
    from datetime import timedelta

    from app.privacy.requests import Right, list_requests, note_request
    from app.staff.staff_members import list_staff

    section = stage.page("settings", {"section": "privacy"}).section
    context = section.context
    people = {person.name: person.id for person in list_staff(context.book)}
    if not list_requests(context.book):
        today = context.clock.today()
        for name, right, ago in (("Margit Sørvik", Right.ACCESS, 12), ("Kwabena Ofori", Right.OBJECTION, 40)):
            note_request(context.book, context.account, people[name], right, today - timedelta(days=ago))
    section.tabs.choose(tab)
    section.people.person.set_value(people[MENTOR])
    stage.settle(0.3)
    if act:
        getattr(section, act)(people[MENTOR])
        stage.settle(0.3)
    return section


def privacy_periods(stage: Any) -> None:
    """How long records are kept."""
    privacy(stage, "review").review.periods.click()
