"""What a mentor or mentee finds under Privacy: their data, their own words, how long things are kept."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.dates import short_day
from app.errors import KnownProblem
from app.language import _
from app.privacy.retention import periods
from app.privacy.statements import statements_about, withdraw_statement
from ui.kit.buttons import Button, LinkButton
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.text import Label
from ui.settings.about_person_sheet import AboutPersonSheet
from ui.settings.privacy_forms import ask_statement


class OwnRights(Card):
    """What a mentor or mentee can do about their own data."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Your data"))
        self._context = context
        own = self._context.account.staff_id
        self.add(
            Label(
                _(
                    "You can read everything the book holds about you, and put your own words beside what "
                    "you see otherwise. A correction, a restriction or erasure is asked of the manager, who "
                    "answers within a month."
                ),
                "quiet",
                wrap=True,
            )
        )
        kept = [
            _("{what}: {n} months from {moment}.").format(
                what=each.words, n=each.months, moment=each.counts_from
            )
            for each in periods(self._context.book)
        ]
        self.add(Label("\n".join([_("How long records are kept:"), *kept]), "quiet", wrap=True))
        self.everything = Button(_("Everything about me…"), "book")
        self.everything.clicked.connect(lambda: AboutPersonSheet(self.window(), context, own or 0).open())
        self.statement = Button(_("Statement of disagreement…"), "note")
        name = self._context.account.name
        self.statement.clicked.connect(lambda: ask_statement(self.window(), context, own or 0, name))
        why = _("Your account is not linked to anybody on the staff list.")
        for button in (self.everything, self.statement):
            button.allow(own is not None, why)
        self.add_row(self.everything, self.statement, 1)
        self._mine = QVBoxLayout()
        self.column.addLayout(self._mine)

    def refresh(self) -> None:
        """Show one's own statements."""
        while self._mine.count():
            item = self._mine.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        own = self._context.account.staff_id
        for each in statements_about(self._context.book, staff_id=own) if own is not None else ():
            line = QWidget()
            row = QVBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            day = short_day(each.made_on, self._context.clock.today())
            row.addWidget(
                Label(_("Your statement of {day}: {words}").format(day=day, words=each.words), wrap=True)
            )
            link = LinkButton(_("Withdraw it"))
            link.clicked.connect(lambda _on=False, id_=each.id: self._withdraw(id_))
            row.addWidget(link)
            self._mine.addWidget(line)

    def _withdraw(self, statement_id: int) -> None:
        try:
            withdraw_statement(self._context.book, self._context.account, statement_id)
        except KnownProblem as problem:
            self._context.alerts.show(problem)
