"""What stood in the window when it was locked, and how it stands there again (DESIGN 3).

Promises: every open form is kept before the book is closed, also one that the disk does not
take (sealed, in memory); whoever signs in finds their own forms where they were and each list
as they had narrowed it, nobody else's; a form whose record is gone is passed over in silence,
its draft stays.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app import files
from app.book.drafts import Draft, SealedDraft, drop_draft, list_drafts, load_draft, seal_draft, store_drafts
from app.errors import KnownProblem
from app.language import _
from ui.kit.drafts import OPEN_FORMS, FormDraft

if TYPE_CHECKING:
    from app.book import Book
    from ui.kit.dialogs import Alerts
    from ui.workspace import Workspace

WINDOW = "window"
_PLACE = "place"


def keep_all(window: QWidget, book: Book, workspace: Workspace) -> tuple[SealedDraft, ...]:
    """Keep every open form in *window* and where the places stand; what the disk did not take, sealed.

    Afterwards the forms keep nothing any more.
    """
    left: list[SealedDraft] = []
    for draft in window.findChildren(FormDraft):
        if draft.active:
            if draft.keep_open() is not None:
                left.extend(draft.sealed())
            draft.silence()
    here = {"place": workspace.place, "wheres": workspace.wheres()}
    place = seal_draft(book, WINDOW, _PLACE, here)
    try:
        store_drafts(book, place)
    except KnownProblem:
        left.append(place)
    return tuple(left)


def keep_forms(window: QWidget) -> KnownProblem | None:
    """Keep what is half typed in *window*; the first problem that stands in the way."""
    problems = [draft.keep() for draft in window.findChildren(FormDraft)]
    return next((problem for problem in problems if problem is not None), None)


def ask_to_lose(alerts: Alerts, problem: KnownProblem, lose: Callable[[], object]) -> None:
    """Ask whether to close although *problem* keeps what is half typed from being kept."""
    alerts.confirm(
        _("Close without keeping what you typed?"),
        f"{problem} " + _("What is saved in the book is safe either way."),
        _("Close and lose it"),
        lose,
    )


def store_left(book: Book, left: tuple[SealedDraft, ...]) -> tuple[SealedDraft, ...]:
    """Store what *left* holds of who is signed in; what is still left."""
    try:
        store_drafts(book, *left)
    except KnownProblem:
        return left
    return tuple(draft for draft in left if draft.account_id != book.account.id)


def take_up(workspace: Workspace, book: Book, window: QWidget) -> bool:
    """Open again what was open when the window was locked or the program ended; whether anything was."""
    place = load_draft(book, WINDOW, _PLACE)
    listed = list_drafts(book, OPEN_FORMS)[::-1]
    if place is None and not listed:
        return False
    drop_draft(book, WINDOW, _PLACE)
    if place is not None:
        workspace.stand_again(place.content.get("wheres", {}))
    below = [each for each in listed if not each.content["above"]]
    # A dialog over a dialog opens the one below with it.
    above = sorted((each for each in listed if each.content["above"]), key=lambda each: each.content["above"])
    shown = place or (above or below)[-1]
    name = str(shown.content["place"])
    seen = [each for each in below if each.content["place"] == name and each.content["shown"]]
    for each in below:
        if each not in seen:
            _open(workspace, each.content, shown=False)
    _open(workspace, {"place": name, "arguments": {}}, shown=True)
    for each in (*seen, *above[-1:]):
        _open(workspace, each.content, shown=True)
    _forget_others(book, listed, window)
    return True


def say_left(page: QWidget | None) -> None:
    """Tell on the sign-in *page* that something half typed waits outside the book."""
    banner = getattr(page, "banner", None)
    if banner is not None:
        banner.say(
            "watch",
            _("What was half typed is not in the book yet: its disk took nothing."),
            _(
                "It is kept sealed while Pairbook stays open. Free some space, sign in again before you "
                "close Pairbook, and it is stored."
            ),
        )


def forget_all() -> None:
    """Let go of the rows and widgets of the workspace that was left, and of its temporary files."""
    import gc

    gc.collect()
    with suppress(KnownProblem):
        files.empty_private_folders()


def close_all_over(window: QWidget) -> None:
    """Close every menu, dialog and question over *window*, answering nothing."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        following = QApplication.activePopupWidget()
        popup = following if following is not popup else None
    for widget in QApplication.topLevelWidgets():
        if widget is not window and (window.isAncestorOf(widget) or widget.isModal()):
            widget.blockSignals(True)
            widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            widget.close()
            widget.deleteLater()


def _open(workspace: Workspace, content: dict[str, Any], *, shown: bool) -> None:
    try:
        workspace.stand(str(content["place"]), dict(content["arguments"]), shown=shown)
    except KnownProblem:
        return  # the record is gone, or may not be seen any more


def _forget_others(book: Book, listed: list[Draft] | tuple[Draft, ...], window: QWidget) -> None:
    """Take forms that could not be opened again off the list; their drafts wait for the next time."""
    opened = {draft.name for draft in window.findChildren(FormDraft)}
    for each in listed:
        if each.key not in opened:
            drop_draft(book, OPEN_FORMS, each.key)
