"""One pair opened as a sub-page: what it takes to start, people, agreement and goals beside its panel."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import NotFound
from app.language import _
from app.pairs.words import Status
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.page import SplitPage
from ui.kit.page_head import PageHead
from ui.kit.scrolled import Scrolled
from ui.kit.theme import theme
from ui.pairs.cards import agreement_card, gate_card, goals_card, people_card
from ui.pairs.details import fill
from ui.pairs.facts import read_facts, since_words

if TYPE_CHECKING:
    from ui.pairs.page import PairsPage

# The bar that scrolls the cards stands between them and the panel, so that head and cards end alike.
GUTTER = 11


class PairPage(SplitPage):
    """A pair in full; reads itself again after each change."""

    panel_width = 334

    def __init__(self, context: Context, page: "PairsPage", pair_id: int) -> None:
        super().__init__(context)
        self._page, self.pair_id = page, pair_id
        self._grid.setHorizontalSpacing(theme().u(16 - GUTTER))
        self._head: PageHead | None = None
        self._details: Button | None = None
        self._content: QWidget | None = None
        self.panel = DetailsPanel(_("Details of the pair"))
        self.set_panel(self.panel)
        self.read()
        # Over the cards it would hide what the page was opened for.
        self.show_panel(not self.stacks_over())

    def read(self) -> None:
        """Show what the book holds now; a pair that is gone leads back to the list."""
        try:
            found = read_facts(self.context.book, self.pair_id)
        except NotFound:
            self._page.to_list()
            return
        scrolled = self._scroll_position()
        focus = self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        for old in (self._head, self._content):
            if old is not None:
                self.left.removeWidget(old)
                old.hide()
                old.deleteLater()
        view = found.view
        self.setAccessibleName(view.title)  # the page takes the keyboard when it opens
        self._head = PageHead(
            view.title, since_words(view, found.today), trail=[(_("Pairs"), self._page.to_list)]
        )
        self._details = Button(_("Details"), "info")
        self._details.clicked.connect(lambda: self.show_panel(True))
        self._head.add(self._details)
        self._details.setVisible(self.floating)
        self._head.add_print(self._page.print_page)
        if view.status is Status.ACTIVE:
            self._head.add_main(_("Record session"), lambda: self._page.record(view.id), "sessions")
        head = self._head.layout()
        assert head is not None
        head.setContentsMargins(0, 0, theme().u(GUTTER), 0)
        self.left.addWidget(self._head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme().u(GUTTER), 0)
        column.setSpacing(theme().u(14))
        if found.gate is not None:
            column.addWidget(gate_card(found, self._page))
        column.addWidget(people_card(found, self._page))
        column.addWidget(agreement_card(found, self._page))
        column.addWidget(goals_card(found, self._page))
        column.addStretch(1)
        self._content = Scrolled(inner)
        self.left.addWidget(self._content, 1)
        self._content.verticalScrollBar().setValue(scrolled)
        fill(self.panel, found, self._page, opened=True)
        self._set_buttons(view.status)
        if inside:
            # What had the keyboard is gone: it stays on this page instead of leaving for the window's start.
            self.setFocus()

    def _arrange(self) -> None:
        was = self.floating
        super()._arrange()
        if self.floating != was:
            if self._details is not None:
                self._details.setVisible(self.floating)
            self.show_panel(not self.floating)

    def _scroll_position(self) -> int:
        return self._content.verticalScrollBar().value() if isinstance(self._content, Scrolled) else 0

    def _set_buttons(self, status: Status) -> None:
        more = IconButton("more", _("More about this pair"))
        more.clicked.connect(lambda: self._page.show_more(self.pair_id, more))
        if not self._page.may_edit:
            self.panel.set_buttons(more)
            return
        closed = status is Status.CLOSED
        act = self._page.reopen if closed else self._page.edit
        main = Button(
            _("Open the pair again") if closed else _("Change the pair"), "undo" if closed else "edit"
        )
        main.clicked.connect(lambda: act(self.pair_id))
        self.panel.set_buttons(main, more)
