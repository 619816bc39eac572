"""Scenes of Sessions and Training for :mod:`build.screenshots`: what a form looks like while it is used."""

from typing import Any

from app.files import DiskFull
from app.sessions.session_views import list_sessions
from app.sessions.words import State


def session_held(stage: Any) -> None:
    """An earlier session, with all that was recorded."""
    page = stage.page("sessions")
    held = list_sessions(page.context.book, states=(State.HELD,), limit=40)
    fullest = max(held, key=lambda row: len(row.summary))
    page.open({"id": fullest.id})


def session_booked(stage: Any) -> None:
    """A booking that can be moved."""
    page = stage.page("sessions")
    booked = list_sessions(page.context.book, states=(State.BOOKED,))
    page.open({"id": booked[0].id})


def record_filled_in(stage: Any) -> Any:
    """The form half-typed, for the pair that met last."""
    page = stage.page("sessions")
    last = list_sessions(page.context.book, states=(State.HELD,), limit=1)[0]
    page.open({"record": True, "pair": last.pair_id})
    fields = page.form.fields
    fields.field("summary").set_value("Fluid balance and drug chart. Two charts entered alone, then printed.")
    fields.field("record_note").set_value("Wants to try the drug chart alone. Next time I watch.")
    page.form.keep_draft()
    page.form.focus_form()
    return page


def record_disk_full(stage: Any) -> None:
    """The same when it cannot be saved."""
    form = record_filled_in(stage).form
    form.show_not_saved(
        DiskFull(
            "Not saved yet: the disk is full.",
            "Your entry is still here, and the book is as it was before.",
            "Free some space on the disk that holds the book, then try again.",
        )
    )


def record_faults(stage: Any) -> None:
    """The same with entries that cannot be."""
    page = record_filled_in(stage)
    page.form.fields.field("attended").set_value(())
    page.form.fields.field("next_on").set_value(page.context.clock.today())
    page.form.save()


def cancelled(stage: Any) -> None:
    """The form of a cancelled session."""
    page = stage.page("sessions")
    booked = list_sessions(page.context.book, states=(State.BOOKED,))
    page.open({"cancel": True, "pair": booked[0].pair_id})


def _open_record(stage: Any) -> Any:
    page = stage.page("training")
    page.pages.back()
    page.list.choose_first()
    return page


def sign_off(stage: Any) -> None:
    """An item opened to be signed."""
    page = _open_record(stage)
    record = page.record.shown
    page.record.show_item((record.starred_open or record.open)[0])


def sign_several(stage: Any) -> None:
    """Several items at once."""
    page = _open_record(stage)
    page.record.several_button.click()


def begin_training(stage: Any) -> None:
    """Beginning a record."""
    _open_record(stage).new()


def checklist(stage: Any) -> None:
    """The checklist's editor."""
    stage.page("training", {"edit_checklist": True})
