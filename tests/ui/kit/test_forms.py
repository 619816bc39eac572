"""Forms: errors beside their field and the keyboard there, nothing typed lost, everything named."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Fault, InvalidEntry
from ui.kit.choices import Choice, ChoiceField
from ui.kit.dates import long_date, read_date, read_time, short_date
from ui.kit.fields import CheckListField, DateField, LineField, NumberField, TextField, TimeField
from ui.kit.forms import Form
from ui.kit.ratings import RatingField
from ui.kit.segments import Segments
from ui.kit.theme import Theme

TODAY = date(2026, 3, 12)
PEOPLE = [Choice(1, "Zeynep Ağaçlı", "Ward 7"), Choice(2, "Lan Nguyễn"), Choice(3, "Lan Ødegård")]


@pytest.fixture
def form(look: Theme, show: Callable[[QWidget], QWidget]) -> Form:
    made = Form()
    made.add("who", "Who", ChoiceField(PEOPLE, searchable=True))
    made.add("date", "Date", DateField(lambda: TODAY))
    made.add("start", "Start", TimeField(), optional=True)
    made.add("minutes", "Minutes", NumberField(5, 480, unit="min"), help="As long as it took")
    made.add("kept", "Kept", Segments("Kept", [("yes", "Yes"), ("part", "Part"), ("no", "No")]))
    made.add("note", "Note", TextField(longest=50), wide=True)
    made.add("ticks", "Ticks", CheckListField([(1, "One"), (2, "Two")]))
    made.add("sure", "How sure", RatingField())
    made.add("place", "Place", LineField(), check=lambda text: "" if text else "Say where.")
    window = QWidget()
    QVBoxLayout(window).addWidget(made)
    window.resize(800, 600)
    show(window)
    window.activateWindow()
    return made


FILLED = {
    "who": 2,
    "date": TODAY,
    "start": time(14, 30),
    "minutes": 45,
    "kept": "part",
    "note": '"R&D <b" \u202e🙂',
    "ticks": (2,),
    "sure": 4,
    "place": "Office",
}


def test_values_come_out_as_they_went_in(form: Form) -> None:
    form.set_values(FILLED)
    assert form.values() == FILLED
    assert not form.dirty


def test_a_draft_brings_everything_back(form: Form) -> None:
    import json

    form.set_values(FILLED)
    draft = json.loads(json.dumps(form.draft()))
    form.set_values(dict.fromkeys(FILLED))
    form.restore(draft)
    assert form.values() == FILLED
    assert form.dirty


def test_faults_stand_beside_their_fields_and_the_first_has_the_keyboard(form: Form) -> None:
    form.set_values(FILLED)
    left = form.show_faults(
        InvalidEntry(Fault("note", "Too much."), Fault("who", "Choose."), Fault("other", "Elsewhere."))
    )
    assert left == (Fault("other", "Elsewhere."),)
    assert form.row("note").error.text() == "Too much."
    assert form.row("note").error.isVisible()
    assert form.field("note").accessibleDescription() == "Too much."
    assert QApplication.focusWidget() is form.field("note")
    assert form.values() == FILLED
    form.field("note").setPlainText("Less")
    assert not form.row("note").error.isVisible()
    assert form.row("who").error.isVisible()


def test_what_cannot_be_read_is_said_before_saving(form: Form) -> None:
    form.set_values(FILLED)
    form.field("date").setText("31 Feb 2026")
    form.field("start").setText("25:00")
    form.field("who").setEditText("Nobody")
    form.field("note").setPlainText("x" * 51)
    form.field("place").setText(" ")
    assert [fault.field for fault in form.check()] == ["who", "date", "start", "note", "place"]
    assert not form.check_all()
    form.set_values(FILLED)
    assert form.check_all()


def test_of_an_over_long_line_nothing_is_cut_off_in_silence(form: Form, qtbot: QtBot) -> None:
    form.set_values(FILLED)
    QApplication.clipboard().setText("x" * 6000)
    form.field("place").selectAll()
    form.field("place").paste()
    assert not form.check_all()
    assert form.row("place").error.text() == "Shorten this to 200 characters; it has 6000."
    assert form.value("place") == "x" * 6000
    form.field("place").setText(f" {'x' * 200} ")
    assert form.check_all()


def test_every_control_has_its_label_as_its_name(form: Form) -> None:
    assert form.field("minutes").accessibleName() == "Minutes"
    assert form.field("minutes").accessibleDescription() == "As long as it took"
    assert form.field("start").accessibleName() == "Start, optional"
    assert form.row("who").label.buddy() is form.field("who")
    assert form.field("kept").button("part").accessibleName() == "Kept: Part"


def test_columns_fall_to_one_in_a_narrow_window_and_with_large_text(form: Form, look: Theme) -> None:
    def same_line() -> bool:
        return form.row("who").y() == form.row("date").y()

    assert same_line()
    form.window().resize(400, 900)
    QApplication.processEvents()
    assert not same_line()
    form.window().resize(800, 600)
    look.set_zoom(150)
    QApplication.processEvents()
    assert not same_line()


def test_the_wheel_changes_nothing_without_focus(form: Form) -> None:
    form.set_values(FILLED)
    form.field("place").setFocus()
    for name in ("minutes", "who"):
        control = form.field(name)
        point = QPointF(5, 5)
        event = QWheelEvent(
            point,
            control.mapToGlobal(point),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, event)
    assert form.values() == FILLED


def test_tab_leaves_a_text_box_and_arrows_move_in_segments(form: Form, qtbot: QtBot) -> None:
    form.set_values(FILLED)
    form.field("note").setFocus()
    qtbot.keyClick(form.field("note"), Qt.Key.Key_Tab)
    assert not form.field("note").hasFocus()
    assert form.value("note") == FILLED["note"]
    form.field("kept").focus_here()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert form.value("kept") == "no"
    assert QApplication.focusWidget() is form.field("kept").button("no")


def test_a_choice_is_found_by_any_part_of_its_words(form: Form) -> None:
    field = form.field("who")
    for typed, value in (
        ("agacli", 1),
        ("ward 7", 1),
        ("odegard", 3),
        ("lan nguyen", 2),
        ("lan", None),
        ("", None),
    ):
        field.setEditText(typed)
        assert field.value() == value, typed
    field.setEditText("lan")
    assert "“lan”" in field.fault()


def test_a_rating_takes_digits_arrows_and_none(form: Form, qtbot: QtBot) -> None:
    field = form.field("sure")
    for key, value in (
        (Qt.Key.Key_3, 3),
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Right, 5),
        (Qt.Key.Key_Right, 5),
        (Qt.Key.Key_Delete, None),
    ):
        qtbot.keyClick(field, key)
        assert field.value() == value


def test_arrow_keys_go_through_the_days(form: Form, qtbot: QtBot) -> None:
    field = form.field("date")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "Fri 13 Mar 2026"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12 Mar 2026", date(2026, 3, 12)),
        ("Thu 12 Mar 2026", date(2026, 3, 12)),
        ("12th march", date(2026, 3, 12)),
        ("12/3/26", date(2026, 3, 12)),
        ("12.3.", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("today", TODAY),
        ("+7", date(2026, 3, 19)),
        ("fri", date(2026, 3, 13)),
        ("thu", date(2026, 3, 19)),
        ("28 dec", date(2025, 12, 28)),
        ("29 Feb 2026", None),
        ("13/13/2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, meant: date | None) -> None:
    assert read_date(typed, TODAY) == meant
    if meant:
        assert read_date(long_date(meant), TODAY) == meant


def test_times_and_short_dates() -> None:
    assert [read_time(text) for text in ("14:30", "9", "0915", "9.15", "24", "x")] == [
        time(14, 30),
        time(9),
        time(9, 15),
        time(9, 15),
        None,
        None,
    ]
    assert [short_date(day, TODAY) for day in (TODAY, date(2026, 3, 26), date(2025, 3, 1))] == [
        "Today",
        "Thu 26 Mar",
        "1 Mar 2025",
    ]


def test_words_that_may_name_a_patient_get_a_soft_warning_and_can_stay(form: Form, qtbot: QtBot) -> None:
    note, place = form.field("note"), form.field("place")
    note.setFocus()
    qtbot.keyClicks(note, "Spoke about 943 476 5919, twice")
    assert form.row("note").remark == ""  # nothing while somebody types
    qtbot.waitUntil(lambda: "an NHS number" in form.row("note").remark, timeout=30_000)
    assert note.value() == "Spoke about 943 476 5919, twice"
    assert form.check() == (Fault("place", "Say where."),)  # it blocks nothing
    note.selectAll()
    qtbot.keyClicks(note, "Spoke about two charts")
    qtbot.waitUntil(lambda: form.row("note").remark == "", timeout=30_000)
    qtbot.keyClicks(place, "MRN 4471239")
    qtbot.waitUntil(lambda: "a hospital number" in form.row("place").remark, timeout=30_000)
    form.set_values({"date": date(1948, 3, 4)})
    assert form.row("date").remark == ""
