"""What the chosen report is asked for: period, programme, pair, person, session, fill in, names.

Promises: only what the report takes is shown; what was chosen stays chosen when another
report takes it too; :meth:`OptionsForm.options` gives the value the report is built from.
"""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import Book
from app.dates import short_day
from app.language import _
from app.pairs.words import Status
from app.pairs.words import label as pair_word
from app.programmes.programmes import list_programmes
from app.reports.catalogue import Report, Takes
from app.reports.document import Reader
from app.reports.options import FillIn, Options
from app.sessions.form_facts import pairs_to_record
from app.sessions.pair_rows import list_pairs
from app.sessions.session_views import list_sessions
from app.sessions.words import State
from app.staff.staff_members import list_staff
from app.training.training import list_training
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import CheckField
from ui.kit.forms import Form
from ui.kit.segments import Segments
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.reports.period import PeriodField

_ROWS = ("period", "programme", "fill_in", "pair", "session", "staff")


class OptionsForm(QWidget):
    """The options of one report at a time."""

    changed = Signal()

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book
        self._report: Report | None = None
        self._read: set[str] = set()
        self._pairs: list[Choice] | None = None
        self._filling = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.form = Form(columns=1, gap=12)
        whole.addWidget(self.form)
        whole.addStretch(1)
        today = book.clock.today
        self.period = self.form.add("period", _("Period"), PeriodField(today))
        self.programme = self.form.add("programme", _("Programme"), ChoiceField(nothing=_("All programmes")))
        self.fill_in = self.form.add("fill_in", _("Fill in"), _fill_in())
        self.pair = self.form.add("pair", _("Pair"), ChoiceField(searchable=True, hint=_("Type a name")))
        self.session = self.form.add("session", _("Session"), ChoiceField(nothing=_("The last one held")))
        self.staff = self.form.add(
            "staff", _("Staff member"), ChoiceField(searchable=True, hint=_("Type a name"))
        )
        self._reader_head = Label(_("Who will read it"), "label")
        self.reader = Label("", wrap=True)
        self._reader_help = Label("", "small", wrap=True)
        self.names = CheckField(_("Names of staff"))
        self.charts = CheckField(_("Charts"))
        self.names.set_value(True)
        self.charts.set_value(True)
        self._show_head = Label(_("Show"), "label")
        for widgets in (
            (self._reader_head, self.reader, self._reader_help),
            (self._show_head, self.names, self.charts),
        ):
            self.form.add_widget(_group(widgets))
        self.form.changed.connect(self._edited)
        self.names.changed.connect(self._edited)
        self.charts.changed.connect(self._edited)

    def show_report(self, report: Report) -> None:
        """Offer what *report* takes."""
        self._report = report
        self._filling = True
        for name in _ROWS:
            self.form.show_row(name, False)
        takes = report.takes
        self.form.show_row("period", Takes.PERIOD in takes)
        self.form.show_row("programme", Takes.PROGRAMME in takes and self._several_programmes())
        self.form.show_row("fill_in", Takes.FILL_IN in takes and len(report.fill_ins) > 1)
        if Takes.FILL_IN not in takes:
            self.fill_in.set_value(FillIn.COMPLETED)
        self.names.setVisible(Takes.INITIALS in takes)
        self.charts.setVisible(Takes.CHARTS in takes)
        self._show_head.setVisible(bool({Takes.INITIALS, Takes.CHARTS} & takes))
        self.reader.setText(_reader(report.reader))
        self._reader_help.setText(
            _("Each page is marked “{mark}”. Pair and Only me notes never appear in it.").format(
                mark=_marked(report.reader)
            )
        )
        self._follow_fill_in()
        self._filling = False

    def forget(self) -> None:
        """The book changed: read the choices again when they are next needed."""
        self._read.clear()
        self._pairs = None

    def refresh(self) -> None:
        """The book changed: read the choices again."""
        self.forget()
        if self._report is not None:
            self._filling = True
            self._follow_fill_in()
            self._several_programmes()
            self._filling = False

    def choose(self, arguments: dict[str, Any]) -> None:
        """Fill in what *arguments* name: pair, staff, session, programme, since, until, fill_in."""
        self._filling = True
        if arguments.get("fill_in") or arguments.get("blank"):
            self.fill_in.set_value(FillIn(arguments.get("fill_in") or FillIn.BLANK))
        elif self._report is not None:
            self.fill_in.set_value(FillIn.COMPLETED)
        self._follow_fill_in()
        for name in ("pair", "staff", "programme"):
            if arguments.get(name) is not None:
                self.form.field(name).set_value(arguments[name])
        self._fill_sessions()
        self.session.set_value(arguments.get("session"))
        if "since" in arguments or "until" in arguments:
            self.period.set_value((arguments.get("since"), arguments.get("until")))
        self._filling = False

    def draft(self) -> dict[str, Any]:
        """Everything as it stands, readable or not, in JSON's types."""
        return {**self.form.draft(), "names": self.names.value(), "charts": self.charts.value()}

    def put_back(self, draft: dict[str, Any]) -> None:
        """Stand as :meth:`draft` said, of the same report."""
        self._filling = True
        for name in ("fill_in", *_ROWS):  # what is offered further down hangs on what stands above
            self.form.restore({name: draft.get(name)})
            self._follow_fill_in()
        self.names.set_value(draft["names"])
        self.charts.set_value(draft["charts"])
        self._filling = False

    def options(self) -> Options | None:
        """The options as they stand; None while something cannot be read (the fault stands beside it)."""
        faults = self.form.check()
        for name in _ROWS:
            self.form.row(name).say(next((f.sentence for f in faults if f.field == name), ""))
        if faults or self._report is None:
            return None
        takes = self._report.takes
        blank = self.fill_in.value() is FillIn.BLANK
        since, until = self.period.value() if Takes.PERIOD in takes else (None, None)

        def taken(what: Takes, field: Any) -> Any:
            return field.value() if what in takes and not blank else None

        return Options(
            pair_id=taken(Takes.PAIR, self.pair),
            staff_id=taken(Takes.STAFF, self.staff),
            session_id=taken(Takes.SESSION, self.session) if not self._before_session() else None,
            programme_id=taken(Takes.PROGRAMME, self.programme),
            since=since,
            until=until,
            fill_in=self.fill_in.value() or FillIn.COMPLETED,
            initials=Takes.INITIALS in takes and not self.names.value(),
            charts=self.charts.value(),
        )

    def missing(self) -> Takes | None:
        """What still has to be chosen before the report can be made."""
        if self._report is None or self.fill_in.value() is FillIn.BLANK:
            return None
        for what, field in ((Takes.PAIR, self.pair), (Takes.STAFF, self.staff)):
            if what in self._report.needs and field.value() is None:
                return what
        return None

    # Inner workings
    def _edited(self) -> None:
        if self._filling:
            return
        self._filling = True
        self._follow_fill_in()
        self._filling = False
        self.changed.emit()

    def _before_session(self) -> bool:
        return self.fill_in.value() is FillIn.PRE_FILLED

    def _follow_fill_in(self) -> None:
        """A blank form is about nobody; a pre-filled one about no session yet."""
        if self._report is None:
            return
        takes = self._report.takes
        blank = self.fill_in.value() is FillIn.BLANK
        for what, name, fill in (
            (Takes.PAIR, "pair", self._fill_pairs),
            (Takes.STAFF, "staff", self._fill_staff),
        ):
            wanted = what in takes and not blank
            if wanted:
                fill()
            self.form.show_row(name, wanted)
        sessions = Takes.SESSION in takes and not blank and not self._before_session()
        if sessions:
            self._fill_sessions()
        self.form.show_row("session", sessions)

    def _several_programmes(self) -> bool:
        programmes = list_programmes(self._book)
        self.programme.set_options([Choice(each.id, each.name) for each in programmes])
        return len(programmes) > 1

    def _fill_pairs(self) -> None:
        nothing = _("All pairs") if self._report and Takes.PAIR not in self._report.needs else ""
        wanted = f"pairs {nothing}"
        if self._pairs is None:
            self._pairs = self._pair_choices()
        elif wanted in self._read:
            return
        self._read = {each for each in self._read if not each.startswith("pairs")} | {wanted}
        self._offer(self.pair, self._pairs, nothing)

    def _pair_choices(self) -> list[Choice]:
        """Open pairs, the quiet ones first, then those that ended."""
        closed = pair_word(Status.CLOSED).lower()
        choices = [Choice(row.id, row.title, row.topic) for row in list_pairs(self._book)]
        choices += [
            Choice(row.id, row.title, f"{row.topic}, {closed}")
            for row in pairs_to_record(self._book)
            if row.status is Status.CLOSED
        ]
        return choices

    def _fill_staff(self) -> None:
        if self._report is None:
            return
        wanted = f"staff {self._report.kind}"
        if wanted in self._read:
            return
        self._read = {each for each in self._read if not each.startswith("staff")} | {wanted}
        if self._report.module in ("training_record", "certificate"):
            finished = self._report.module == "certificate"
            records = [each for each in list_training(self._book) if each.complete or not finished]
            choices = [Choice(each.staff_id, each.name, each.ward) for each in records]
            choices.sort(key=lambda choice: choice.words.casefold())
        else:
            choices = [Choice(each.id, each.name, each.ward) for each in list_staff(self._book, left=True)]
        self._offer(self.staff, choices, _("Everybody") if Takes.STAFF not in self._report.needs else "")

    def _fill_sessions(self) -> None:
        pair_id = self.pair.value()
        wanted = f"sessions {pair_id}"
        if wanted in self._read:
            return
        self._read = {each for each in self._read if not each.startswith("sessions")} | {wanted}
        today = self._book.clock.today()
        states = (State.HELD, State.CANCELLED)
        rows = list_sessions(self._book, pair_id=pair_id, states=states) if pair_id else []
        self.session.set_options([Choice(row.id, _session(row.held_on, row.summary, today)) for row in rows])
        self.session.set_value(None)

    def _offer(self, field: ChoiceField, choices: list[Choice], nothing: str) -> None:
        field.set_options(choices, nothing=nothing)


def _fill_in() -> Segments:
    field = Segments(
        _("Fill in"),
        (
            (FillIn.COMPLETED, _("Completed")),
            (FillIn.PRE_FILLED, _("Pre-filled")),
            (FillIn.BLANK, _("Blank")),
        ),
        equal=False,
    )
    field.set_value(FillIn.COMPLETED)
    return field


def _group(widgets: tuple[QWidget, ...]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().u(4))
    for widget in widgets:
        column.addWidget(widget)
    return box


def _session(day: date, summary: str, today: date) -> str:
    words = " ".join(summary.split())[:60]
    return f"{short_day(day, today)} · {words}" if words else short_day(day, today)


def _marked(reader: Reader) -> str:
    """The word on each page."""
    return {
        Reader.OPEN: _("Open"),
        Reader.MEETING: _("Meeting"),
        Reader.CONFIDENTIAL: _("Confidential"),
    }[reader]


def _reader(reader: Reader) -> str:
    return {
        Reader.OPEN: _("Anybody"),
        Reader.MEETING: _("The meeting"),
        Reader.CONFIDENTIAL: _("The people it is about and the manager"),
    }[reader]
