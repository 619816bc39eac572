"""The form of a programme: its frame, its time, and the defaults a new pair takes over."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import Account, Book
from app.errors import Fault, InvalidEntry
from app.language import _
from app.pairs.saving import LONGEST_MINUTES, MOST_SESSIONS, SHORTEST_MINUTES
from app.programmes.programmes import (
    MOST_WEEKS,
    Kind,
    SaveProgramme,
    get_programme,
    save_programme,
)
from app.sessions.note_mode import NoteMode
from ui.kit.fields import DateField, LineField, NumberField, TextField
from ui.kit.forms import Form
from ui.kit.segments import Segments
from ui.programmes.words import kind_sentence, kind_word, note_sentence, note_word


class ProgrammeForm(QWidget):
    """The fields; :meth:`save` writes them.  *programme_id* None adds a programme."""

    def __init__(self, book: Book, by: Account, programme_id: int | None = None) -> None:
        super().__init__()
        self._book, self._by, self._id = book, by, programme_id
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._build()
        self.name = ""
        if programme_id is None:
            self.form.set_values({"starts_on": book.clock.today(), **_defaults()})
        else:
            found = get_programme(book, programme_id)
            self.name = found.name
            self.form.set_values({name: getattr(found, name) for name in self.form.values()})
        self.form.changed.connect(self._explain)
        self._explain()

    def _build(self) -> None:
        form, today = self.form, self._book.clock.today
        form.add("name", _("Name"), LineField(longest=120))
        form.add("sponsor", _("Sponsor"), LineField(longest=120), optional=True)
        form.add("aim", _("Aim"), TextField(lines=2), optional=True, wide=True)
        kinds = [(kind, kind_word(kind)) for kind in Kind]
        modes = [(mode, note_word(mode)) for mode in NoteMode]
        form.add("kind", _("Frame"), Segments(_("Frame"), kinds))
        form.add("note_mode", _("What is recorded"), Segments(_("What is recorded"), modes))
        form.add("starts_on", _("Starts"), DateField(today))
        form.add("ends_on", _("Ends"), DateField(today, hint=_("Open end")), optional=True)
        form.add_heading(_("What a new pair begins with"))
        form.add("planned_sessions", _("Sessions"), NumberField(1, MOST_SESSIONS))
        form.add(
            "session_minutes",
            _("Length of a session"),
            NumberField(SHORTEST_MINUTES, LONGEST_MINUTES, unit=_("min"), step=5),
        )
        form.add("weeks", _("Within"), NumberField(1, MOST_WEEKS, unit=_("weeks")))

    def save(self) -> int:
        """Write the entry; returns the id.  Raises :class:`InvalidEntry`."""
        found = self.form.check()
        if found:
            raise InvalidEntry(*found)
        values = self.form.values()
        if values["starts_on"] is None:
            raise InvalidEntry(Fault("starts_on", _("Give the day the programme starts.")))
        return save_programme(self._book, self._by, SaveProgramme(**values), self._id)

    def _explain(self) -> None:
        kind, mode = self.form.value("kind"), self.form.value("note_mode")
        self.form.row("kind").set_help(kind_sentence(kind))
        self.form.row("note_mode").set_help(note_sentence(mode))


def _defaults() -> dict[str, object]:
    return {
        "kind": Kind.ONE_TO_ONE,
        "note_mode": NoteMode.ACTIONS,
        "planned_sessions": 6,
        "session_minutes": 45,
        "weeks": 26,
    }
