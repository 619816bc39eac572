"""The checklist itself: a sub-page of Training where the unit makes its next version.

Promises: nothing changes until it is saved as a new version; records begun with an older one
keep theirs; what is half-edited is kept as a draft.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dates import long_day
from app.entry_check import NAME_LENGTH
from app.errors import InvalidEntry, KnownProblem
from app.language import _, ngettext
from app.training.templates import ItemView, newest_template, save_new_version
from app.training.words import Evidence, label
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.cards import Card
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.drafts import FormDraft, Kept
from ui.kit.fields import CheckField, NumberField, TextField
from ui.kit.forms import Form
from ui.kit.lists import Entry, EntryList
from ui.kit.page_head import PageHead
from ui.kit.pills import Marked
from ui.kit.scrolled import Scrolled
from ui.kit.text import rule
from ui.kit.theme import theme
from ui.training.checklist_edit import added, edited, moved, packed, unpacked
from ui.training.lines import EVIDENCE_ICONS

FORM = "checklist"
MOST_MONTHS = 60


class ChecklistPage(QWidget):
    """The list of items at the left, the chosen one at the right."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._context = context
        self._template = newest_template(context.book)
        self.items: tuple[ItemView, ...] = self._template.items
        self._filling = False
        self.draft = FormDraft(self, self._typed)
        self._build()
        key = f"version:{self._template.version}"
        self._kept = Kept(context.book, FORM, key, "training", {"edit_checklist": True})
        draft = self.draft.begin(self._kept)
        self._fill(0)
        if draft is not None:
            self._put_back(draft.content)

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return packed(self.items) != packed(self._template.items)

    def _build(self) -> None:
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(u(24), u(8), u(20), u(16))
        whole.setSpacing(u(12))
        self.head = PageHead(_("Mentor checklist"), trail=[(_("Training"), self.close_page)])
        self.discard_button = Button(_("Discard changes…"), "", "quiet")
        self.discard_button.clicked.connect(self._ask_discard)
        self.head.add(self.discard_button)
        self.save_button = self.head.add_main("", self.save, "check", hint="Ctrl+Enter")
        whole.addWidget(self.head)
        self.banner = Banner(
            "info",
            _("Signed records keep theirs."),
            _("Saving makes a new version for records that begin from then on."),
        )
        whole.addWidget(self.banner)
        self.problem = Banner("bad")
        whole.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(u(16))
        row.addWidget(self._left(), 3)
        row.addWidget(self._right(), 2)
        whole.addLayout(row, 1)
        save = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self, self.save)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_page)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _left(self) -> QWidget:
        u = theme().u
        card = Card(padded=False)
        self.list = EntryList(_("Items of the checklist"), row_height=44)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _place: self.form.focus_first())
        card.add(self.list, 1)
        card.add(rule())
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(10), u(8), u(10), u(8))
        row.setSpacing(u(8))
        self.add_button = Button(_("Add item"), "plus", small=True)
        self.add_button.clicked.connect(self.add_item)
        self.up_button = IconButton("up", _("Move up"), small=True)
        self.up_button.clicked.connect(lambda: self.move_item(-1))
        self.down_button = IconButton("down", _("Move down"), small=True)
        self.down_button.clicked.connect(lambda: self.move_item(1))
        self.remove_button = Button(_("Remove item"), "x", "quiet")
        self.remove_button.clicked.connect(self.remove_item)
        row.addWidget(self.add_button)
        row.addWidget(self.up_button)
        row.addWidget(self.down_button)
        row.addStretch(1)
        row.addWidget(self.remove_button)
        card.add(foot)
        return card

    def _right(self) -> QWidget:
        u = theme().u
        self.form = Form(columns=1)
        self.form.add("text", _("Item"), TextField(lines=3, most=8, longest=2000))
        self.form.add("starred", "", CheckField(_("Starred: signed before the first session")))
        ways = [Choice(way, label(way), icon=EVIDENCE_ICONS[way]) for way in Evidence]
        self.form.add("evidence", _("Shown by"), ChoiceField(ways, searchable=False))
        self.form.add(
            "refresh_months", _("Refresh after"), NumberField(0, MOST_MONTHS, unit=_("months")),
            help=_("0 means that it need not be refreshed."),
        )  # fmt: skip
        self.form.add(
            "section_title", _("Section"),
            ChoiceField(searchable=True, free=True, hint=_("Name of the section")),
            help=_("A name that is not in the list makes a new section."),
        )  # fmt: skip
        self.form.field("section_title").lineEdit().setMaxLength(NAME_LENGTH)
        # While a section's name is typed, each letter would make a new one.
        for name in ("text", "starred", "evidence", "refresh_months"):
            self.form.field(name).changed.connect(self._edited)
        self.form.field("section_title").lineEdit().editingFinished.connect(self._edited)
        self.form.field("section_title").changed.connect(self.draft.typed)
        self.form.field("section_title").activated.connect(lambda _place: self._edited())
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(u(16), u(14), u(16), u(14))
        column.addWidget(self.form)
        column.addStretch(1)
        card = Card(padded=False)
        card.add(Scrolled(content), 1)
        return card

    def focus_here(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # What can be done
    def add_item(self) -> None:
        """Add an empty item after the chosen one, in its section."""
        self.items, place = added(self.items, self._place)
        self._fill(place)
        self.form.focus_first()

    def remove_item(self) -> None:
        """Take the chosen item out."""
        place = self._place
        if not self.items:
            return
        self.items = unpacked(packed([*self.items[:place], *self.items[place + 1 :]]))
        self._fill(max(0, min(place, len(self.items) - 1)))

    def move_item(self, step: int) -> None:
        """Move the chosen item up (-1) or down (1)."""
        self.items, place = moved(self.items, self._place, step)
        self._fill(place)

    def save(self) -> None:
        """Make the new version, or say what is missing."""
        if not self.dirty:
            return
        nameless = next((p for p, item in enumerate(self.items) if not item.text.strip()), None)
        if nameless is not None:
            self._fill(nameless)
            self.form.row("text").say(_("An item has no text. Write it, or remove the item."))
            self.form.field("text").focus_here()
            return
        try:
            save_new_version(self._context.book, self._context.account, self.items)
            self.draft.finish()
        except InvalidEntry as problem:
            self.problem.say("bad", _("Not saved yet."), problem.faults[0].sentence)
            return
        except KnownProblem as problem:
            self.problem.show_problem(problem)
            again = self.problem.add_button(_("Try again"), self.save, "retry")
            again.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.closed.emit()

    def keep_draft(self) -> None:
        """Keep what is half-edited."""
        self._tell(self.draft.keep())

    def close_page(self) -> None:
        """Go back to Training; what is half-edited stays as a draft."""
        self.problem.hide()
        self._tell(self.draft.leave())
        if self.problem.isHidden():
            self.closed.emit()

    def _tell(self, problem: KnownProblem | None) -> None:
        if problem is not None:
            self.problem.show_problem(problem)

    def _typed(self) -> dict[str, Any] | None:
        section = self.form.field("section_title").currentText()
        half = bool(self.items) and section != self.items[self._place].section_title
        if not self.dirty and not half:
            return None
        return {"items": packed(self.items), "place": self._place, "section": section if half else None}

    def _put_back(self, draft: dict[str, Any]) -> None:
        self.items = unpacked(draft["items"])
        self._fill(draft.get("place", 0))
        if draft.get("section") is not None:
            self.form.field("section_title").setEditText(draft["section"])

    def _ask_discard(self) -> None:
        self._context.alerts.confirm(
            _("Discard the changes to the checklist?"),
            _("They are not saved yet, so Undo cannot bring them back."),
            _("Discard changes"),
            self._discard,
            other=_("Keep them"),
        )

    def _discard(self) -> None:
        self.items = self._template.items
        self.draft.finish()
        self.draft.begin(self._kept)
        self._fill(0)

    # Inner workings
    @property
    def _place(self) -> int:
        current = self.list.current()
        return current if isinstance(current, int) else 0

    def _chosen(self, place: Any) -> None:
        if not self._filling and place is not None:
            self._show_item(place)

    def _edited(self) -> None:
        if self._filling or not self.items:
            return
        values = self.form.values()
        title = values["section_title"] or self.items[self._place].section_title
        before = self.items
        self.items, place = edited(
            self.items,
            self._place,
            text=values["text"],
            starred=values["starred"],
            evidence=Evidence(values["evidence"] or Evidence.DISCUSSED),
            refresh_months=values["refresh_months"] or None,
            section_title=title,
        )
        if self.items == before:
            return
        self.form.clear_faults()
        moved_away = [i.section_title for i in before] != [i.section_title for i in self.items]
        self._fill(place, form=moved_away)

    def _fill(self, place: int, *, form: bool = True) -> None:
        """Show the items with the one at *place* chosen."""
        self._filling = True
        entries: list[Entry] = []
        section = None
        for number, item in enumerate(self.items):
            if item.section != section:
                section = item.section
                entries.append(Entry(None, f"{item.section}  {item.section_title}", group=True))
            entries.append(self._entry(number, item))
        bar = self.list.verticalScrollBar()
        scrolled = bar.value()
        self.list.set_entries(entries)
        self.list.choose(place)
        bar.setValue(scrolled)
        self.list.scrollTo(self.list.currentIndex())
        self._filling = False
        if form and self.items:
            self._show_item(place)
        self._say()

    def _entry(self, number: int, item: ItemView) -> Entry:
        star = " ★" if item.starred else ""
        return Entry(
            number,
            item.text or _("Not written yet"),
            f"{item.code}{star} · {label(item.evidence)}",
            right=Marked("due", _("every {n} months").format(n=item.refresh_months), calm=True)
            if item.refresh_months
            else None,
        )

    def _show_item(self, place: int) -> None:
        self._filling = True
        item = self.items[place]
        titles = list(dict.fromkeys(i.section_title for i in self.items))
        self.form.field("section_title").set_options([Choice(title, title) for title in titles])
        self.form.set_values(
            {
                "text": item.text,
                "starred": item.starred,
                "evidence": item.evidence,
                "refresh_months": item.refresh_months or 0,
                "section_title": item.section_title,
            }
        )
        self._filling = False

    def _say(self) -> None:
        self.draft.typed()
        starred = sum(item.starred for item in self.items)
        n = len(self.items)
        words = ngettext("{n} item", "{n} items", n).format(n=n) + ", "
        words += ngettext("{n} starred", "{n} starred", starred).format(n=starred)
        made = _("version {n} of {day}").format(
            n=self._template.version, day=long_day(self._template.made_on)
        )
        self.head.say(facts=f"{words} · {made}" + (" · " + _("changed, not saved") if self.dirty else ""))
        self.save_button.setText(_("Save as version {n}").format(n=self._template.version + 1))
        self.save_button.allow(self.dirty, _("Nothing is changed yet."))
        self.discard_button.setVisible(self.dirty)
        self.remove_button.allow(bool(self.items), _("There is no item."))
