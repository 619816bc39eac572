"""Half-typed forms that outlive a lock, a crash and the end of the program (DESIGN 3).

Promises: what is typed is kept a second later, whether or not somebody goes on typing; a form
that is open is listed with the place that shows it, so that it stands there again after the
next sign-in; a form that was finished or left on purpose is not listed.  The drafts are sealed
to who typed them (app/book/drafts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.book.drafts import Draft, SealedDraft, drop_draft, load_draft, seal_draft, store_drafts
from app.errors import KnownProblem

if TYPE_CHECKING:
    from app.book import Book
    from ui.kit.forms import Form

KEEP_AFTER = 1000
OPEN_FORMS = "open form"


@dataclass(frozen=True)
class Kept:
    """Which draft a form has, and which *place* of the window shows it again with which *arguments*.

    *arguments* are what the place's ``open`` understands, in JSON's types.
    """

    book: Book
    form: str
    key: str
    place: str
    arguments: dict[str, Any] = field(default_factory=dict)


class FormDraft(QObject):
    """The draft of one form; lives as a child of the form's widget, where locking finds it.

    *take* gives what is typed in JSON's types, None while nothing is.
    """

    stored = Signal(object)
    failed = Signal(object)

    def __init__(self, owner: QWidget, take: Callable[[], dict[str, Any] | None]) -> None:
        super().__init__(owner)
        self._take = take
        self._kept: Kept | None = None
        self._last: dict[str, Any] | None = None
        self._listed: dict[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self._keep_in_time)

    @property
    def name(self) -> str:
        """Under what the form is listed as open; "" when it is not open."""
        return _name(self._kept) if self._kept is not None else ""

    @property
    def active(self) -> bool:
        """Whether the form is open."""
        return self._kept is not None

    def begin(self, kept: Kept) -> Draft | None:
        """The form is open; what was half typed into it before, if anything was."""
        self._timer.stop()
        self._kept, self._listed = kept, None
        draft = load_draft(kept.book, kept.form, kept.key)
        self._last = draft.content if draft is not None else None
        return draft

    def move(self, kept: Kept) -> None:
        """The same form is about something else now; the draft from before goes with it."""
        before, self._kept = self._kept, kept
        if before is not None and before.key != kept.key:
            self._drop(before)
        self._last = self._listed = None

    def typed(self) -> None:
        """Something was typed: keep it a second from the first letter on."""
        if self.active and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> KnownProblem | None:
        """Keep what is typed now and list the form as open; the problem when that cannot be done."""
        return self._keep(even_untouched=False)

    def keep_open(self) -> KnownProblem | None:
        """As :meth:`keep`, and an untouched form in sight is listed as well: the window is locked over it."""
        owner = self.parent()
        return self._keep(even_untouched=isinstance(owner, QWidget) and owner.isVisible())

    def sealed(self) -> tuple[SealedDraft, ...]:
        """What :meth:`keep_open` would store, for a book whose disk takes nothing at present."""
        return self._sealed(self._take()) if self.active else ()

    def leave(self) -> KnownProblem | None:
        """The form is closed on purpose; what is typed waits until it is opened again."""
        problem = self.keep()
        if problem is None and self._kept is not None:
            kept = self.silence()
            try:
                drop_draft(kept.book, OPEN_FORMS, _name(kept))
            except KnownProblem as failed:
                return failed
        return problem

    def finish(self) -> None:
        """What was typed is saved or thrown away.  Raises the known problems of a disk."""
        if self._kept is not None:
            self._drop(self.silence())

    def silence(self) -> Kept:
        """Keep nothing from here on: the book is about to be closed, or the form to be emptied."""
        assert self._kept is not None
        self._timer.stop()
        kept, self._kept = self._kept, None
        self._last = self._listed = None
        return kept

    # Inner workings
    def _keep_in_time(self) -> None:
        problem = self.keep()
        if problem is not None:
            self.failed.emit(problem)

    def _keep(self, *, even_untouched: bool) -> KnownProblem | None:
        self._timer.stop()
        kept = self._kept
        if kept is None:
            return None
        content = self._take()
        try:
            if content is None and not even_untouched:
                if self._last is not None or self._listed is not None:
                    self._drop(kept)
            elif content != self._last or self._listed != self._listing(kept):
                drafts = self._sealed(content)
                store_drafts(kept.book, *drafts)
                if content is None and self._last is not None:
                    drop_draft(kept.book, kept.form, kept.key)
                self._listed = self._listing(kept)
                if content is not None and not even_untouched:
                    self.stored.emit(drafts[0].at)
        except KnownProblem as problem:
            return problem
        self._last = content
        return None

    def _sealed(self, content: dict[str, Any] | None) -> tuple[SealedDraft, ...]:
        kept = self._kept
        assert kept is not None
        listed = seal_draft(kept.book, OPEN_FORMS, _name(kept), self._listing(kept))
        if content is None:
            return (listed,)
        return (seal_draft(kept.book, kept.form, kept.key, content), listed)

    def _listing(self, kept: Kept) -> dict[str, Any]:
        owner = self.parent()
        assert isinstance(owner, QWidget)
        return {
            "place": kept.place,
            "arguments": kept.arguments,
            "above": _dialogs(owner),
            "shown": owner.isVisible(),
        }

    def _drop(self, kept: Kept) -> None:
        self._last = self._listed = None
        _drop(kept)


def finish_quietly(draft: FormDraft) -> None:
    """Finish *draft*; one that a faulty disk does not let go is offered again, no more."""
    if draft.active:
        with suppress(KnownProblem):
            draft.finish()


@contextmanager
def saving(draft: FormDraft) -> Iterator[None]:
    """Around a save that may build the form anew: the draft goes with it, or stays when the save fails."""
    kept = draft.silence() if draft.active else None
    try:
        yield
    except BaseException:
        if kept is not None:
            draft.begin(kept)
        raise
    if kept is not None:
        with suppress(KnownProblem):
            _drop(kept)


def keep_sheet(sheet: QDialog, kept: Kept, form: Form | None = None) -> FormDraft:
    """The draft of a dialog of a room's own, with what was typed into its *form* put back.

    Finished when the dialog is accepted, left when it is closed in another way.  Without a *form*
    the dialog holds secrets alone: it stands there again, empty.
    """
    draft = FormDraft(sheet, form.half_typed if form is not None else lambda: None)
    before = draft.begin(kept)
    if form is not None:
        if before is not None:
            form.restore(before.content)
        form.changed.connect(draft.typed)
    sheet.accepted.connect(lambda: finish_quietly(draft))
    sheet.rejected.connect(draft.leave)
    return draft


def _dialogs(widget: QWidget | None) -> int:
    """In how many dialogs one over the other *widget* stands."""
    count = 0
    while widget is not None:
        count += isinstance(widget, QDialog)
        widget = widget.parentWidget()
    return count


def _drop(kept: Kept) -> None:
    drop_draft(kept.book, kept.form, kept.key)
    drop_draft(kept.book, OPEN_FORMS, _name(kept))


def _name(kept: Kept) -> str:
    return f"{kept.form}:{kept.key}"
