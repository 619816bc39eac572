"""Patients stay out: every field of the program that takes words of one's own gives the soft warning.

It names what it saw, goes when the words go, and never stands in the way of saving (DOMAIN 5).
"""

import ast
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.sessions.actions import list_actions
from app.sessions.session_views import get_session
from app.sessions.words import Audience
from tests.ui.locking.conftest import LockedWard
from tests.ui.locking.open_forms import holder, open_draft
from tests.ui.locking.test_forms_come_back import FORMS
from tests.ui.locking.words_of_ones_own import (
    QTS_OWN,
    Site,
    kinds_of_line,
    mark_where_typed,
    sites,
    typing_places,
)
from tests.ui.windows import sign_in
from ui.kit.forms import Form, FormRow
from ui.kit.patient_warning import PatientWarning
from ui.main_window import MainWindow
from ui.welcome.unit_step import UnitStep

HOUSE = Path(__file__).parents[3]

PATIENTS = {
    "943 476 5919": "an NHS number",
    "RXH1234567": "a hospital number",
    "dob 3/4/1951": "a date of birth",
}
NO_PATIENTS = (
    "943 476 5918",  # a wrong check digit
    "020 7946 0018",
    "ext 4417",
    "met 12/03/2026",
    "9780306406157",
    "2019-2026",
)
NO_WORDS = {
    "DateField": "a date",
    "ShortDateField": "a date",
    "TimeField": "a time",
    "PassphraseField": "a secret",
    "NameSearch": "what is searched for is kept nowhere",
    "_ChoiceLine": "a part of a choice, which is looked at as a whole",
    "SearchBox": "what is searched for is kept nowhere",
    "QPlainTextEdit": "the details of a problem, to be read and copied",
}
"""Kinds of lines that are not looked at, and why."""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The warning is looked for at every letter, so that no test waits for a rest."""
    monkeypatch.setattr(PatientWarning, "typed", PatientWarning.look)


def write(qtbot: QtBot, place: Any, words: str) -> None:
    """Put *words* in the place of what stands in *place*, in one go, as a keyboard that dictates does."""
    line = place.lineEdit() if hasattr(place, "lineEdit") else place
    line.selectAll()
    if not words:
        qtbot.keyClick(line, Qt.Key.Key_Delete)
        return
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(line, typed)
    assert place.own_words() == words


def stands_there(row: FormRow) -> bool:
    found = [each for each in row.findChildren(PatientWarning) if each.sentence]
    return bool(found) and all(each._line is not None and not each._line.isHidden() for each in found)


def try_row(qtbot: QtBot, form: Form, row: FormRow) -> set[Site]:
    """Types into everything of *row* that takes words; where those were made."""
    adds = getattr(row.control, "add_button", None)
    if adds is not None:
        adds.click()
    seen = set()
    for place in typing_places(row.control):
        if isinstance(place, QPlainTextEdit) and place.isReadOnly():
            audiences = [each for each in row.control.findChildren(QPushButton) if each.isEnabled()]
            if not audiences:
                continue  # no pair yet, so nobody to write for: nothing can be typed
            audiences[0].click()
        for words in NO_PATIENTS:
            write(qtbot, place, words)
            assert row.remark == "", (row.name, words)
        before = form.check()
        for words, named in PATIENTS.items():
            write(qtbot, place, words)
            assert named in row.remark, (row.name, words)
            assert stands_there(row)
            assert form.check() == before, (row.name, words)  # it blocks nothing
        write(qtbot, place, "")
        assert row.remark == ""
        assert not stands_there(row)
        seen.add(place.made_at)
    return seen


def try_form(qtbot: QtBot, form: Form) -> set[Site]:
    return set().union(*(try_row(qtbot, form, row) for row in form._rows.values()))


@pytest.mark.timeout(900)
def test_every_field_that_takes_words_warns_of_patients_and_blocks_nothing(
    window: MainWindow,
    made: LockedWard,
    folder: Path,
    qtbot: QtBot,
    show: Any,
    monkeypatch: pytest.MonkeyPatch,
    at_once: None,
) -> None:
    mark_where_typed(monkeypatch)
    seen: set[Site] = set()
    signed_in = ""
    for about in sorted(FORMS.values(), key=lambda each: each.who):
        if about.secret:
            continue
        if about.who != signed_in:
            window.lock()
            sign_in(window, folder, qtbot, about.who)
            signed_in = about.who
        assert window.workspace is not None
        window.workspace.go("staff", None)
        window.workspace.go(about.place, about.arguments(made))
        draft = open_draft(window)
        owner = draft.parent()
        seen |= try_form(qtbot, holder(owner))
        draft.finish()
        if isinstance(owner, QDialog):
            while owner is not None:
                above = owner.parent()
                if isinstance(owner, QDialog):
                    owner.done(QDialog.DialogCode.Rejected)
                owner = above if isinstance(above, QWidget) else None
        else:
            window.lock()
            signed_in = ""
    step = UnitStep()  # before there is a book
    step.resize(800, 600)  # as a window of its own it has room for what it says
    show(step)
    seen |= try_form(qtbot, step.form)
    expected = {
        site: kind for site, kind in sites(HOUSE / "ui", kinds_of_line(HOUSE / "ui")).items()
        if kind not in NO_WORDS
    }  # fmt: skip
    assert {site for site in expected if site not in seen} == set()


def test_every_kind_of_line_is_tried_or_says_why_not() -> None:
    kinds = kinds_of_line(HOUSE / "ui")
    assert kinds - QTS_OWN == {"LineField", "TextField"} | (NO_WORDS.keys() - QTS_OWN)
    made = [site for site, kind in sites(HOUSE / "ui", kinds).items() if kind in QTS_OWN]
    assert [module for module, _line in made] == ["ui.kit.dialogs"]


def test_a_field_that_was_forgotten_here_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "new_form.py").write_text(
        "class Wide(QLineEdit):\n    pass\n\n\nclass Wider(Wide):\n    pass\n\n\n"
        "def ask():\n    return Wider(), fields.LineField(longest=2), LineField(secret=True),"
        " ChoiceField([]), ChoiceField(free=True)\n\n\n"
        "def more():\n    return ChoiceField(\n        free=True)\n",
        "utf-8",
    )
    kinds = kinds_of_line(tmp_path / "ui") | {"LineField"}
    assert {"Wide", "Wider"} <= kinds
    assert set(sites(tmp_path / "ui", kinds)) == {("ui.new_form", 10), ("ui.new_form", 14)}


def test_nothing_that_saves_knows_of_the_warning() -> None:
    knows = set()
    for path in [*(HOUSE / "app").rglob("*.py"), *(HOUSE / "ui").rglob("*.py")]:
        source = path.read_text("utf-8")
        if "patient_identifiers" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and "patient_identifiers" in {
                (node.module or "").rpartition(".")[2], *(name.name for name in node.names)
            }:  # fmt: skip
                knows.add(path.relative_to(HOUSE).as_posix())
    assert knows == {"ui/kit/patient_warning.py"}


def test_what_was_warned_of_is_saved_all_the_same(
    window: MainWindow, made: LockedWard, qtbot: QtBot, at_once: None
) -> None:
    assert window.workspace is not None
    window.workspace.go("sessions", {"record": True, "pair": made.pairs["Lan Nguyễn"]})
    form: Any = open_draft(window).parent()
    fields = form.fields
    fields.note.audience.button(Audience.RECORD).click()
    number, code, birth = PATIENTS
    write(qtbot, fields.field("summary"), f"Charted {number}")
    write(qtbot, fields.note.text, f"Bed 4, {birth}")
    fields.actions.add_button.click()
    line = fields.actions._new[0]
    write(qtbot, line.what, f"Look up {code}")
    line.who.setCurrentIndex(0)
    assert all(fields.row(name).remark for name in ("summary", "record_note", "actions"))
    with qtbot.waitSignal(form.saved, timeout=30_000) as saved:
        form.save_button.click()
    book = window.workspace._context.book
    session = get_session(book, saved.args[0])
    assert session.summary == f"Charted {number}"
    assert [note.text for note in session.notes] == [f"Bed 4, {birth}"]
    assert f"Look up {code}" in [action.text for action in list_actions(book)]
