"""Every form of the program: what is half typed into it stands there again after a lock."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.book import Book
from app.privacy import half_typed
from tests.fixtures.books import MANAGER
from tests.fixtures.sign_in import ONCE
from tests.ui.locking.conftest import MENTOR, RESET, SECOND, LockedWard
from tests.ui.locking.open_forms import holder, mark_where_made, open_draft, places
from tests.ui.windows import sign_in
from ui.kit.drafts import FormDraft
from ui.main_window import MainWindow
from ui.settings.about_person_sheet import AboutPersonSheet
from ui.sign_in.page import SignInPage

ROOT = Path(__file__).parents[3] / "ui"


@dataclass(frozen=True)
class Open:
    """A form, made by *made_in*: the *place* and *arguments* that open it, and what is typed by *who*.

    *secret*: the form stands there again, and what was typed is forgotten.
    """

    made_in: str
    place: str
    arguments: Callable[[LockedWard], dict[str, Any]]
    typed: dict[str, Any]
    who: str = MANAGER
    secret: bool = False


FORMS = {
    "new staff member": Open(
        "ui.staff.form:StaffForm.__init__",
        "staff",
        lambda _w: {"new": True},
        {"name": "Half ty", "ward": "Ward"},
    ),
    "staff member": Open(
        "ui.staff.form:StaffForm.__init__",
        "staff",
        lambda w: {"edit": w.people["Lan Nguyễn"]},
        {"phone": "ext. 44"},
    ),
    "left": Open(
        "ui.staff.dialogs:ask_left",
        "staff",
        lambda w: {"ask": "left", "id": w.people["Lan Nguyễn"]},
        {"on": "3 Ap"},
    ),
    "conflict": Open(
        "ui.staff.dialogs:ask_conflict",
        "staff",
        lambda w: {"ask": "conflict", "id": w.people["Lan Nguyễn"]},
        {"remark": "On the pan"},
    ),
    "new pair": Open(
        "ui.pairs.form:PairForm.__init__", "pairs", lambda _w: {"new": True}, {"aim": "To chart with"}
    ),
    "pair": Open(
        "ui.pairs.form:PairForm.__init__",
        "pairs",
        lambda w: {"edit": w.pairs["Lan Nguyễn"]},
        {"aim": "To chart alo"},
    ),
    "agreement": Open(
        "ui.pairs.agreement_form:AgreementForm.__init__",
        "pairs",
        lambda w: {"terms": w.pairs["Lan Nguyễn"]},
        {"place": "Seminar ro"},
    ),
    "next date": Open(
        "ui.pairs.dialogs:ask_next_date",
        "pairs",
        lambda w: {"ask": "next-date", "id": w.pairs["Lan Nguyễn"]},
        {"at": "14:3"},
    ),
    "activate": Open(
        "ui.pairs.dialogs:ask_activate",
        "pairs",
        lambda w: {"ask": "activate", "id": w.pairs["Noor Al-Sayegh"]},
        {"override": "Asked by the"},
    ),
    "pause": Open(
        "ui.pairs.dialogs:ask_pause",
        "pairs",
        lambda w: {"ask": "pause", "id": w.pairs["Lan Nguyễn"]},
        {"reason": "On nig"},
    ),
    "end": Open(
        "ui.pairs.dialogs:ask_close",
        "pairs",
        lambda w: {"ask": "end", "id": w.pairs["Lan Nguyễn"]},
        {"achievements": "Charts alo\n "},
    ),
    "sign": Open(
        "ui.pairs.dialogs:ask_signatures",
        "pairs",
        lambda w: {"ask": "sign", "id": w.pairs["Noor Al-Sayegh"]},
        {"signed_on": "4 Ma"},
    ),
    "session": Open(
        "ui.sessions.record_form:RecordForm.__init__",
        "sessions",
        lambda w: {"record": True, "pair": w.pairs["Lan Nguyễn"]},
        {"summary": "Worked thr", "minutes": 50},
    ),
    "session of nobody yet": Open(
        "ui.sessions.record_form:RecordForm.__init__",
        "sessions",
        lambda _w: {"form": {"pair": None, "session": None}},
        {"summary": "Who was it"},
    ),
    "cancelled session": Open(
        "ui.sessions.record_form:RecordForm.__init__",
        "sessions",
        lambda w: {"cancel": True, "pair": w.pairs["Lan Nguyễn"]},
        {"reason": "Short st"},
    ),
    "corrected session": Open(
        "ui.sessions.record_form:RecordForm.__init__",
        "sessions",
        lambda _w: {"form": {"pair": None, "session": 1}},
        {"summary": "Corrected hal"},
    ),
    "begin training": Open(
        "ui.training.begin:BeginPanel.__init__", "training", lambda w: {"panel": "begin"}, {"on": "2 Fe"}
    ),
    "sign an item": Open(
        "ui.training.sign_row:SignRow.__init__",
        "training",
        lambda w: {"panel": "sign", "staff": w.people["Noor Al-Sayegh"], "code": "B1"},
        {"remark": "At the bed"},
    ),
    "sign several": Open(
        "ui.training.several:SeveralPanel._foot",
        "training",
        lambda w: {"panel": "several", "staff": w.people["Noor Al-Sayegh"]},
        {"remark": "In the co"},
    ),
    "checklist": Open(
        "ui.training.checklist_page:ChecklistPage._right",
        "training",
        lambda _w: {"edit_checklist": True},
        {"text": "Knows half of wh"},
    ),
    "new programme": Open(
        "ui.programmes.form:ProgrammeForm.__init__",
        "programmes",
        lambda _w: {"new": True},
        {"name": "Half a progra"},
    ),
    "unit": Open(
        "ui.settings.unit:UnitSection._make_form",
        "settings",
        lambda _w: {"section": "unit"},
        {"speaking_up_contact": "Ask the gu"},
    ),
    "request": Open(
        "ui.settings.privacy_forms:ask_request",
        "settings",
        lambda _w: {"section": "privacy", "ask": "request"},
        {"remark": "By lett"},
    ),
    "statement": Open(
        "ui.settings.privacy_forms:ask_statement",
        "settings",
        lambda w: {
            "section": "privacy",
            "ask": "statement",
            "staff": w.people["Lan Nguyễn"],
            "name": "Lan",
        },
        {"words": "I see it diff"},
    ),
    "topic": Open(
        "ui.settings.topics_and_grades:TopicsAndGradesSection._edit_topic",
        "settings",
        lambda _w: {"section": "topics", "ask": "topic", "about": "new"},
        {"name": "Suct"},
    ),
    "grade": Open(
        "ui.settings.topics_and_grades:TopicsAndGradesSection._edit_grade",
        "settings",
        lambda _w: {"section": "topics", "ask": "grade", "about": "new"},
        {"name": "Reg"},
    ),
    "rename": Open(
        "ui.settings.account_forms:_account_form",
        "settings",
        lambda _w: {"section": "people", "ask": "rename", "about": 1},
        {"name": "Ruth A"},
    ),
    "session date": Open(
        "ui.sessions.details:SessionDetails._date_form",
        "sessions",
        lambda w: {"id": w.ids["booked"]},
        {"next_at": "16:1"},
    ),
    "whom a note is for": Open(
        "ui.sessions.note_lines:NoteLines.widen",
        "sessions",
        lambda w: {"id": w.ids[f"session of {MENTOR}"], "widen": w.ids[f"note of {MENTOR}"]},
        {"note_audience": "record"},
        who=MENTOR,
    ),
    "answer": Open(
        "ui.settings.privacy_forms:ask_answer",
        "settings",
        lambda w: {"section": "privacy", "ask": "answer", "request": w.ids["request"]},
        {"remark": "Sent o"},
    ),
    "restriction": Open(
        "ui.settings.privacy_forms:ask_restriction",
        "settings",
        lambda w: {"section": "privacy", "ask": "restriction", "staff": w.people[MENTOR], "name": "Lan"},
        {"reason": "Asked for i"},
    ),
    "longer": Open(
        "ui.settings.privacy_forms:ask_longer",
        "settings",
        lambda w: {"section": "privacy", "ask": "longer", "record": ["requests", w.ids["answered"]]},
        {"reason": "A compl"},
    ),
    "periods": Open(
        "ui.settings.privacy_forms:ask_periods",
        "settings",
        lambda _w: {"section": "privacy", "ask": "periods"},
        {"pairs": 17},
    ),
    "own statement": Open(
        "ui.settings.privacy_forms:ask_statement",
        "settings",
        lambda w: {"section": "privacy", "ask": "statement", "staff": w.people[MENTOR], "name": MENTOR},
        {"words": "I see it diff"},
        who=MENTOR,
    ),
    "leaving": Open(
        "ui.settings.leaving_sheet:LeavingSheet.__init__",
        "settings",
        lambda w: {"section": "privacy", "leaving": w.people[MENTOR]},
        {"on": "31 Mar"},
    ),
    "hand over a pair": Open(
        "ui.settings.leaving_sheet:LeavingSheet._choose",
        "settings",
        lambda w: {
            "section": "privacy",
            "leaving": w.people[MENTOR],
            "step": "pair",
            "pair": w.pairs[MENTOR],
        },
        {"to_id": "Toma"},
    ),
    "hand on actions": Open(
        "ui.settings.leaving_sheet:LeavingSheet._choose",
        "settings",
        lambda w: {"section": "privacy", "leaving": w.people["Priya Deshmane"], "step": "actions"},
        {"to_id": "Toma"},
    ),
    "another line manager": Open(
        "ui.settings.leaving_sheet:LeavingSheet._choose",
        "settings",
        lambda w: {"section": "privacy", "leaving": w.people[MANAGER], "step": "people"},
        {"to_id": "Toma"},
    ),
    "new account": Open(
        "ui.settings.account_forms:_account_form",
        "settings",
        lambda _w: {"section": "people", "new": True},
        {"name": "Half ty", "staff_id": "Ma"},
    ),
    "own name": Open(
        "ui.settings.account_forms:change_account",
        "settings",
        lambda w: {"section": "people", "ask": "change", "about": w.ids[f"account of {MENTOR}"]},
        {"name": "Lan Ng"},
        who=MENTOR,
    ),
    "passphrase": Open(
        "ui.settings.passphrase_sheet:PassphraseSheet.__init__",
        "settings",
        lambda _w: {"section": "people", "ask": "passphrase"},
        {"old": "try pairb"},
        secret=True,
    ),
    "sealed notes": Open(
        "ui.settings.bring_back_sheet:BringBackSheet.__init__",
        "settings",
        lambda _w: {"section": "people", "ask": "bring back"},
        {"words": "ABCDE-1"},
        who=RESET,
        secret=True,
    ),
    "restoring a copy": Open(
        "ui.settings.restore_sheet:RestoreSheet.__init__",
        "settings",
        lambda w: {"section": "backups", "restore": w.ids["backup"]},
        {"passphrase": "try pairb"},
        secret=True,
    ),
}

NOT_KEPT = {
    "ui.reports.options_form:OptionsForm.__init__": "kept with the place, see below",
    "ui.settings.look:LookSection.__init__": "each choice holds at once",
    "ui.sign_in.forgotten:ForgottenPage.__init__": "nobody is signed in, and a secret",
    "ui.sign_in.new_passphrase:PassphraseChoice.__init__": "secrets",
    "ui.welcome.recovery_step:RecoveryStep._actions": "a secret, while the book is being made",
    "ui.welcome.restore:RestorePage.__init__": "nobody is signed in, and a secret",
    "ui.welcome.unit_step:UnitStep.__init__": "there is no book yet",
}
"""Where the form builder is used and no draft is kept, and why."""


def letters(control: Any) -> Any:
    return getattr(control, "typed", control.value)()


ABOUT_NOBODY = frozenset(
    (
        "window", "programme", "checklist", "unit", "restore", "bring back", "change passphrase",
        "ask topic", "ask grade", "ask periods",
    )
)  # fmt: skip
"""Drafts that stay when a person or a pair goes; app/privacy/half_typed.py knows all others."""


def assert_cleared_with_what_it_is_about(draft: FormDraft, arguments: dict[str, Any]) -> None:
    """app/privacy/half_typed.py knows of what the form of *draft* is, and whose numbers its key holds."""
    kept = draft._kept
    assert kept is not None
    assert (kept.form in half_typed.FORMS) != (kept.form in ABOUT_NOBODY), kept.form
    form, record = arguments.get("form", {}), arguments.get("record")
    told = [*arguments.values(), *form.values(), *(record if isinstance(record, list) else [])]
    numbers = {each for each in told if type(each) is int}
    about = {number for kind, number in half_typed.subjects(kept.form, kept.key) if kind}
    assert about - {0} <= numbers
    assert bool(about) == bool(numbers) or kept.form in ABOUT_NOBODY or about == {0}
    new = not about - {0} and kept.form in half_typed.FORMS | {"programme"}
    assert half_typed.about_nobody_yet(kept.form, kept.key) == new


def test_every_form_that_the_program_makes_is_tried_here_or_says_why_not() -> None:
    assert places(ROOT) == {form.made_in for form in FORMS.values()} | NOT_KEPT.keys()


def test_a_form_that_was_forgotten_here_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "new_form.py").write_text(
        "class Wide(Form):\n    pass\n\n\nclass Wider(Wide):\n    pass\n\n\n"
        "def ask():\n    return forms.Form()\n\n\n"
        "class Page:\n    def build(self):\n        def later():\n            return Wider()\n",
        "utf-8",
    )
    assert places(tmp_path / "ui") == {"ui.new_form:ask", "ui.new_form:Page.build.later"}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_with_the_same_text_stands_there_after_signing_in(
    closed_window: MainWindow,
    made: LockedWard,
    folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    about, window = FORMS[name], closed_window
    mark_where_made(monkeypatch)
    sign_in(window, folder, qtbot, about.who)
    assert window.workspace is not None
    window.workspace.go("staff", None)
    window.workspace.go(about.place, about.arguments(made))
    draft = open_draft(window)
    assert_cleared_with_what_it_is_about(draft, about.arguments(made))
    fields = holder(draft.parent())
    assert fields.made_in == about.made_in
    for field, words in about.typed.items():
        control = fields.field(field)
        getattr(control, "type_again", control.set_value)(words)
    typed, whole = {field: letters(fields.field(field)) for field in about.typed}, draft._take()
    assert about.secret or whole is not None
    QTest.keyClick(window.frame.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    if window.workspace is not None:  # a dialog has the keyboard: the idle time locks
        window.lock()
    assert isinstance(window.page, SignInPage)
    assert not [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
    ]
    Book.open(folder, SECOND, ONCE, back_up=False).close()  # free for others

    sign_in(window, folder, qtbot, about.who)
    assert window.workspace is not None
    assert window.workspace.place == about.place
    again = open_draft(window)
    fields = holder(again.parent())
    assert fields.made_in == about.made_in
    if about.secret:
        assert all(not letters(fields.field(field)) for field in about.typed)
    else:
        assert {field: letters(fields.field(field)) for field in about.typed} == typed
        assert again._take() == whole


def test_the_sheet_below_a_question_stands_there_again_with_it(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("settings", {"section": "privacy", "leaving": made.people[MENTOR]})
    below = open_draft(window).parent()
    below.form.field("on").setText("31 Mar")
    below.hand_over(made.pairs[MENTOR])
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    question = open_draft(window).parent()
    assert question.windowTitle() == "Hand over the pair"
    assert question.parent().form.field("on").text() == "Tue 31 Mar 2026"


def test_what_was_ticked_about_a_person_is_ticked_again_and_forgotten_when_closed(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("settings", {"section": "privacy", "about": made.people[MENTOR]})

    def sheet() -> AboutPersonSheet:
        (found,) = (each for each in window.frame.findChildren(AboutPersonSheet) if each.isVisible())
        return found

    first = sheet().table.rows.shown[0]
    sheet()._tick(first, "stand")
    redacted = sheet().facts.text()
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert sheet()._shown == {first.id}
    assert sheet().facts.text() == redacted
    assert sheet().banner.words.plain.startswith("What you had ticked is back.")
    sheet().close()
    assert window.workspace is not None
    window.workspace.go("settings", {"section": "privacy", "about": made.people[MENTOR]})
    assert sheet()._shown == set()
    sheet().close()


def test_a_report_with_half_typed_options_stands_there_again(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("reports", {"kind": "session-log", "pair": made.pairs[MENTOR]})
    page: Any = window.workspace.page()
    page.form.period.since.setText("1 Fe")
    page.form.names.set_value(False)
    before = page.where()
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace.place == "reports"
    again: Any = window.workspace.page()
    assert again.where() == before
    assert (again.form.pair.value(), again.form.period.since.text()) == (made.pairs[MENTOR], "1 Fe")
