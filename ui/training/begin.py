"""Beginning a training record for a staff member.

Promises: those who teach are offered first, everybody else can be found by typing; the newest
checklist is used, and the form says which it is and by when it is to be done.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.dates import add_months, long_day
from app.errors import KnownProblem
from app.language import _
from app.training.not_begun import not_begun
from app.training.templates import newest_template
from app.training.training import MONTHS_FOR_THE_REST, begin_training
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.drafts import FormDraft, Kept, finish_quietly
from ui.kit.fields import DateField
from ui.kit.forms import Form
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label, rule
from ui.kit.theme import theme


class BeginPanel(QFrame):
    """The card in the place of a record; ``begun`` gives the staff member."""

    begun = Signal(int)
    closed = Signal()

    def __init__(self, context: Context, staff_id: int | None = None) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(_("Begin mentor training"))
        self._context = context
        self._template = newest_template(context.book)
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(u(18), u(14), u(18), u(14))
        column.setSpacing(u(12))
        column.addWidget(Label(_("Begin mentor training"), "panel"))
        self.banner = Banner("bad")
        column.addWidget(self.banner)
        self.form = Form()
        first = {person.staff_id for person in not_begun(context.book)}
        people = sorted(
            not_begun(context.book, everybody=True), key=lambda person: person.staff_id not in first
        )
        self.form.add(
            "staff_id",
            _("Mentor"),
            ChoiceField(
                [Choice(p.staff_id, p.name, p.grade or p.ward) for p in people],
                searchable=True,
                hint=_("Type a name"),
            ),
            help=_("Those who teach a topic or mentor a pair come first."),
            check=lambda value: "" if value is not None else _("Choose who is to be trained."),
        )
        self.form.add(
            "on", _("Begins on"), DateField(context.clock.today), check=self._check_day,
        )  # fmt: skip
        self.form.set_values({"staff_id": staff_id, "on": context.clock.today()})
        self.form.changed.connect(self._say_due)
        column.addWidget(self.form)
        starred = sum(item.starred for item in self._template.items)
        column.addWidget(
            Label(
                _(
                    "Checklist version {version} with {items} items. The {starred} starred ones are signed "
                    "before the first session."
                ).format(version=self._template.version, items=len(self._template.items), starred=starred),
                "quiet",
                wrap=True,
            )
        )
        self._due = Label("", "quiet", wrap=True)
        column.addWidget(self._due)
        column.addStretch(1)
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(rule("edge"))
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(10), u(18), u(10))
        row.setSpacing(u(8))
        row.addStretch(1)
        close = Button(_("Not now"))
        close.clicked.connect(self._close)
        row.addWidget(close)
        self.begin_button = Button(_("Begin training"), "plus", "main")
        self.begin_button.clicked.connect(self.begin)
        row.addWidget(self.begin_button)
        whole.addWidget(foot)
        self.draft = FormDraft(self, self.form.half_typed)
        again = {"panel": "begin", "staff": staff_id}
        about = str(staff_id or "new")
        draft = self.draft.begin(Kept(context.book, "begin training", about, "training", again))
        if draft is not None:
            self.form.restore(draft.content)
        self.form.changed.connect(self.draft.typed)
        self._say_due()

    def focus_here(self) -> None:
        """Give the keyboard to the button, or to the name when nobody is chosen yet."""
        if self.form.value("staff_id") is None:
            self.form.focus_first()
        else:
            self.begin_button.setFocus()

    def begin(self) -> None:
        """Begin the record."""
        if not self.form.check_all():
            return
        values = self.form.values()
        try:
            begin_training(self._context.book, self._context.account, values["staff_id"], on=values["on"])
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        finish_quietly(self.draft)
        self.begun.emit(values["staff_id"])

    def _close(self) -> None:
        finish_quietly(self.draft)
        self.closed.emit()

    def _check_day(self, value: object) -> str:
        today = self._context.clock.today()
        if value is None:
            return _("Give the day.")
        return _("A record begins today or on an earlier day.") if value > today else ""  # type: ignore[operator]

    def _say_due(self) -> None:
        day = self.form.value("on") or self._context.clock.today()
        due = long_day(add_months(day, MONTHS_FOR_THE_REST))
        self._due.setText(_("The rest is signed by {day}.").format(day=due))
