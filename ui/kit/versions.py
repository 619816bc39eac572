"""Earlier versions of a record in a dialog: when, who, and each field before and after."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts.earlier import Version, earlier_versions
from app.dates import day_and_time
from app.errors import KnownProblem
from app.language import _
from ui.kit.buttons import IconButton
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.text import Label, TwoWeights, rule
from ui.kit.theme import theme

MOST = 60


class VersionsSheet(Sheet):
    """The versions of the record *name*, newest first."""

    def __init__(self, parent: QWidget, name: str, versions: tuple[Version, ...]) -> None:
        super().__init__(
            parent,
            _("Earlier versions of {name}").format(name=name),
            subtitle=_("Newest first. What is to be as before is typed again; Undo takes back your own."),
            width=640,
        )
        self.lines: list[str] = []
        for version in versions[:MOST]:
            self._add(version)
        if not versions:
            self.body.addWidget(Label(_("Nothing of this record was changed yet."), "quiet", wrap=True))
        if len(versions) > MOST:
            words = _("{n} older ones stand in the history.").format(n=len(versions) - MOST)
            self.body.addWidget(Label(words, "quiet", wrap=True))
        self.add_button(_("Close"), main=True)

    def _add(self, version: Version) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(3))
        who = version.who or _("(erased)")
        title = version.title or _("(erased)")
        column.addWidget(TwoWeights(title, f"· {who}, {day_and_time(version.at)}"))
        for change in version.fields:
            if change.before and change.after:
                words = _("{before} → {after}").format(before=change.before, after=change.after)
            elif change.after:
                words = change.after
            else:
                words = _("{before} → nothing").format(before=change.before)
            line = TwoWeights(f"{change.name}:", words)
            self.lines.append(line.plain)
            column.addWidget(line)
        if not version.fields:
            column.addWidget(Label(_("Only what belongs to it was changed."), "quiet", wrap=True))
        column.addWidget(rule())
        self.body.addWidget(box)


def show_versions(parent: QWidget, context: Context, kind: str, row_id: int, name: str) -> None:
    """Open the versions of row *row_id* of the table *kind*; a problem is told."""
    show_what_was(parent, context, name, lambda: earlier_versions(context.book, kind, row_id))


def show_what_was(
    parent: QWidget, context: Context, name: str, read: Callable[[], tuple[Version, ...]]
) -> None:
    """Open the versions that *read* finds, for a record whose room tells them; a problem is told."""
    try:
        found = read()
    except KnownProblem as problem:
        context.alerts.show(problem)
        return
    VersionsSheet(parent, name, found).open()


def versions_button(context: Context, kind: str, row_id: int, name: str) -> IconButton:
    """A small button, for a line of a card, that opens the versions of a row named *name*."""
    button = IconButton("clock", _("Earlier versions of {name}").format(name=name), framed=False)
    button.clicked.connect(lambda: show_versions(button.window(), context, kind, row_id, name))
    return button
