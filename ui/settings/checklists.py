"""Checklists: which version is in use, and the way to its editor in Training."""

from app.errors import NotFound
from app.language import _, ngettext
from app.training.templates import newest_template
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.text import IconText, Label
from ui.settings.section import Section


class ChecklistsSection(Section):
    """One card for each checklist; there is one."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, _("Checklists"), _("A change makes a new version; signed records keep theirs")
        )
        self._card = Card()
        self._title = Label("", "head")
        self._facts = Label("", "quiet", wrap=True)
        self._starred = IconText("star", "")
        self.button = Button(_("Edit the checklist…"), "edit")
        self.button.clicked.connect(lambda: self.go.emit("training", {"edit_checklist": True}))
        self._card.add(self._title)
        self._card.add(self._facts)
        self._card.add(self._starred)
        self._card.add_row(self.button, 1)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the version new records begin with."""
        try:
            newest = newest_template(self.context.book)
        except NotFound as problem:
            self._title.setText(str(problem))
            return
        starred = sum(item.starred for item in newest.items)
        count = len(newest.items)
        self._title.setText(newest.title)
        items = ngettext("{n} item", "{n} items", count).format(n=count)
        self._facts.setText(_("Version {version} · {items}").format(version=newest.version, items=items))
        self._starred.say(
            "star", _("{n} starred: signed by every mentor before the first session").format(n=starred)
        )
