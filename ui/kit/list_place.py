"""A place of the window with a list, and sub-pages over it: a form, one record in full, an import.

Promises: a half-typed form is kept as a draft before anything takes its place; a known problem
is told in its own words.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.errors import KnownProblem, NotFound
from app.language import _
from ui.kit.context import Context
from ui.kit.form_page import FormPage
from ui.kit.list_page import ListPage
from ui.kit.mail import write_mail
from ui.kit.page import Page, SubPages


@runtime_checkable
class Drafted(Protocol):
    """A sub-page that keeps what is half done in it; both say whether that could be done."""

    def keep_draft(self) -> bool: ...
    def close_draft(self) -> bool: ...


class ListPlace(Page):
    """Subclasses make their list and hand it to :meth:`set_list`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.menu: QMenu | None = None

    def set_list(self, listed: ListPage) -> None:
        """Show *listed*, with room for sub-pages over it."""
        self._listed = listed
        self.subs = SubPages(listed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.subs)

    # What the window asks
    def where(self) -> dict[str, Any]:
        """What the list is narrowed to, and the row chosen in it."""
        row = self._listed.table.current()
        return {"narrowed": self._listed.narrowed(), "id": row.id if row is not None else None}

    def stand_again(self, where: dict[str, Any]) -> None:
        """Narrow the list as it was; a row that does not show in it any more is not chosen."""
        self._listed.narrow(where.get("narrowed", {}))
        self._listed.table.choose(where.get("id"))

    def may_leave(self) -> bool:
        """A half-typed form is kept as a draft."""
        page = self.subs.current
        return page.keep_draft() if isinstance(page, Drafted) else True

    def find(self) -> None:
        """The keyboard into the search box."""
        if self.subs.current is self._listed:
            self._listed.find()

    # What a room uses
    def close_form(self) -> bool:
        """Keep the draft of a form that something else takes the place of; False when it could not be."""
        page = self.subs.current
        return page.close_draft() if isinstance(page, Drafted) else True

    def show_form(
        self,
        make: Callable[[], Any],
        describe: Callable[[Any], dict[str, Any]],
        *,
        saved: Callable[[int], object],
        left: Callable[[], object],
    ) -> None:
        """A form as a sub-page: *make* its editor, *describe* the rest of :class:`FormPage` for it.

        Where a half-typed form cannot be kept, or what is edited is gone, nothing changes.
        """
        if not self.close_form():
            return
        try:
            editor = make()
        except NotFound as problem:
            self.context.alerts.show(problem)
            return
        page = FormPage(self.context, editor, parent=self.subs, **describe(editor))
        page.saved.connect(saved)
        page.left.connect(left)
        self.subs.back()
        self.subs.show_sub(page)
        editor.form.focus_first()

    def to_list(self) -> None:
        """Back to the list."""
        self.subs.back()
        self._listed.table.setFocus()

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that may meet a known problem, which is then told."""
        try:
            act()
        except KnownProblem as problem:
            self.context.alerts.show(problem)

    def show_menu(self, menu: QMenu, below: QWidget) -> None:
        """The menu behind the three dots."""
        self.menu = menu
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))

    def write(self, addresses: Sequence[str]) -> None:
        """Open the mail program, or say that there is none."""
        if not write_mail(list(addresses)):
            do = _("Copy the address instead: {addresses}").format(addresses=", ".join(addresses))
            self.context.alerts.show(KnownProblem(_("No mail program opened."), "", do))
