"""Locking: whatever is open is kept, the book is free, and the same form stands there after signing in."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.accounts import MANAGER as MANAGER_ROLE
from app.accounts import add_account
from app.book import FAST_KEYS, Book
from app.clock import SetClock
from app.files import DiskFull
from app.sessions.booking import set_next_date
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.ui.ward_seven import MadeWard, make_ward
from tests.ui.windows import open_window, sign_in
from ui.kit.drafts import FormDraft
from ui.kit.idle import Idle
from ui.kit.theme import Theme
from ui.leaving_the_pc import says_leaving
from ui.main_window import MainWindow
from ui.sign_in.page import SignInPage

SECOND = "Iona Meikle"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeWard:
    ward = make_ward(tmp_path_factory.mktemp("ward"))
    with Book.open(ward.folder, MANAGER, PASSPHRASE, back_up=False) as book:
        add_account(
            book, book.account, name=SECOND, role=MANAGER_ROLE, passphrase="only once", cost=FAST_KEYS
        )
    return ward


@pytest.fixture
def folder(made: MadeWard, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(made.folder, tmp_path / made.folder.name))


@pytest.fixture
def window(
    look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock, folder: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    """Signed in as the manager."""
    made = open_window(look, show, clock)
    sign_in(made, folder, qtbot, MANAGER)
    yield made
    made.close_down()


@dataclass(frozen=True)
class Open:
    """A form: the *place* and *arguments* that open it, and what is typed into which fields."""

    place: str
    arguments: Callable[[MadeWard], dict[str, Any]]
    typed: dict[str, Any]


def staff(name: str) -> Callable[[MadeWard], int]:
    return lambda ward: ward.people[name]


FORMS = {
    "new staff member": Open("staff", lambda _w: {"new": True}, {"name": "Half ty", "ward": "Ward"}),
    "staff member": Open("staff", lambda w: {"edit": w.people["Lan Nguyễn"]}, {"phone": "ext. 44"}),
    "left": Open("staff", lambda w: {"ask": "left", "id": w.people["Lan Nguyễn"]}, {"on": "3 Ap"}),
    "conflict": Open(
        "staff", lambda w: {"ask": "conflict", "id": w.people["Lan Nguyễn"]}, {"remark": "On the pan"}
    ),
    "new pair": Open("pairs", lambda _w: {"new": True}, {"aim": "To chart with"}),
    "pair": Open("pairs", lambda w: {"edit": w.pairs["Lan Nguyễn"]}, {"aim": "To chart alo"}),
    "agreement": Open("pairs", lambda w: {"terms": w.pairs["Lan Nguyễn"]}, {"place": "Seminar ro"}),
    "next date": Open("pairs", lambda w: {"ask": "next-date", "id": w.pairs["Lan Nguyễn"]}, {"at": "14:3"}),
    "activate": Open(
        "pairs", lambda w: {"ask": "activate", "id": w.pairs["Noor Al-Sayegh"]}, {"override": "Asked by the"}
    ),
    "pause": Open("pairs", lambda w: {"ask": "pause", "id": w.pairs["Lan Nguyễn"]}, {"reason": "On nig"}),
    "end": Open(
        "pairs", lambda w: {"ask": "end", "id": w.pairs["Lan Nguyễn"]}, {"achievements": "Charts alo\n "}
    ),
    "sign": Open("pairs", lambda w: {"ask": "sign", "id": w.pairs["Noor Al-Sayegh"]}, {"signed_on": "4 Ma"}),
    "session": Open(
        "sessions",
        lambda w: {"record": True, "pair": w.pairs["Lan Nguyễn"]},
        {"summary": "Worked thr", "minutes": 50},
    ),
    "session of nobody yet": Open(
        "sessions", lambda _w: {"form": {"pair": None, "session": None}}, {"summary": "Who was it"}
    ),
    "cancelled session": Open(
        "sessions", lambda w: {"cancel": True, "pair": w.pairs["Lan Nguyễn"]}, {"reason": "Short st"}
    ),
    "corrected session": Open(
        "sessions", lambda _w: {"form": {"pair": None, "session": 1}}, {"summary": "Corrected hal"}
    ),
    "begin training": Open("training", lambda w: {"panel": "begin"}, {"on": "2 Fe"}),
    "sign an item": Open(
        "training",
        lambda w: {"panel": "sign", "staff": w.people["Noor Al-Sayegh"], "code": "B1"},
        {"remark": "At the bed"},
    ),
    "sign several": Open(
        "training",
        lambda w: {"panel": "several", "staff": w.people["Noor Al-Sayegh"]},
        {"remark": "In the co"},
    ),
    "checklist": Open("training", lambda _w: {"edit_checklist": True}, {"text": "Knows half of wh"}),
    "new programme": Open("programmes", lambda _w: {"new": True}, {"name": "Half a progra"}),
    "unit": Open("settings", lambda _w: {"section": "unit"}, {"speaking_up_contact": "Ask the gu"}),
    "request": Open("settings", lambda _w: {"section": "privacy", "ask": "request"}, {"remark": "By lett"}),
    "statement": Open(
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
        "settings", lambda _w: {"section": "topics", "ask": "topic", "about": "new"}, {"name": "Suct"}
    ),
    "grade": Open(
        "settings", lambda _w: {"section": "topics", "ask": "grade", "about": "new"}, {"name": "Reg"}
    ),
    "rename": Open(
        "settings", lambda _w: {"section": "people", "ask": "rename", "about": 1}, {"name": "Ruth A"}
    ),
}


def open_form(window: MainWindow) -> Any:
    """The form in sight that has a draft."""
    found = [draft for draft in window.frame.findChildren(FormDraft) if draft.active]
    shown = [draft.parent() for draft in found if draft.parent().isVisible()]
    dialogs = [owner for owner in shown if isinstance(owner, QDialog)]
    return (dialogs or [owner for owner in shown if holder(owner) is not None])[-1]


def holder(owner: Any) -> Any:
    """Where the fields of *owner* are."""
    if getattr(owner, "cancelling", False):
        return owner.cancelled_fields
    for name in ("form", "fields"):
        if getattr(owner, name, None) is not None:
            return getattr(owner, name)
    editor = getattr(owner, "editor", None)
    return editor.form if editor is not None else owner


def letters(control: Any) -> Any:
    return getattr(control, "typed", control.value)()


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_with_the_same_text_stands_there_after_signing_in(
    window: MainWindow, made: MadeWard, folder: Path, qtbot: QtBot, name: str
) -> None:
    about = FORMS[name]
    assert window.workspace is not None
    window.workspace.go("staff", None)
    window.workspace.go(about.place, about.arguments(made))
    fields = holder(open_form(window))
    for field, words in about.typed.items():
        control = fields.field(field)
        getattr(control, "type_again", control.set_value)(words)
    typed = {field: letters(fields.field(field)) for field in about.typed}
    QTest.keyClick(window.frame.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    if window.workspace is not None:  # a dialog has the keyboard: the idle time locks
        window.lock()
    assert isinstance(window.page, SignInPage)
    assert not [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
    ]
    Book.open(folder, SECOND, "only once", back_up=False).close()  # free for others

    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    assert window.workspace.place == about.place
    again = holder(open_form(window))
    assert {field: letters(again.field(field)) for field in about.typed} == typed


def test_somebody_else_sees_neither_the_form_nor_its_text_and_the_writer_finds_both(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Half ty")
    window.workspace.switch_wanted.emit()
    page = window.page
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: bool(page.names.entries))
    assert page.names.current() is None
    with Book.open(folder, SECOND, "only once", back_up=False) as other:
        from app.accounts import set_passphrase

        set_passphrase(other, PASSPHRASE)
    sign_in(window, folder, qtbot, SECOND)
    assert window.workspace is not None
    assert window.workspace.place == "home"
    window.workspace.go("staff", {"new": True})
    assert holder(open_form(window)).field("name").text() == ""
    window.lock(switch=True)
    sign_in(window, folder, qtbot, MANAGER)
    assert holder(open_form(window)).field("name").text() == "Half ty"


def test_two_half_typed_forms_and_the_place_stand_there_again(
    window: MainWindow, made: MadeWard, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Half ty")
    window.workspace.go("pairs", {"id": made.pairs["Lan Nguyễn"], "ask": "pause"})
    holder(open_form(window)).field("reason").setText("On nig")
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    assert window.workspace.place == "pairs"
    dialog = open_form(window)
    assert holder(dialog).field("reason").text() == "On nig"
    dialog.action.click()
    window.workspace.go("staff", None)
    assert holder(open_form(window)).field("name").text() == "Half ty"
    window.workspace.go("home", None)
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace.place == "home"  # the dialog was finished, Staff still holds its form
    assert [each.name for each in window.frame.findChildren(FormDraft)] == ["staff:new"]


def test_what_the_disk_does_not_take_at_a_lock_waits_sealed_and_is_back(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_drafts: object) -> None:
        raise DiskFull("Not saved: the disk is full.")

    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Precious")
    with monkeypatch.context() as broken:
        broken.setattr("ui.kit.drafts.store_drafts", full)
        broken.setattr("ui.resuming.store_drafts", full)
        window.lock()
    assert isinstance(window.page, SignInPage)
    assert all(b"Precious" not in draft.body for draft in window._left)
    assert "Precious" not in repr(window._left)
    assert "is not in the book yet" in window.page.banner.words.plain
    sign_in(window, folder, qtbot, MANAGER)
    assert holder(open_form(window)).field("name").text() == "Precious"
    assert window._left == ()


def test_after_locking_nothing_of_the_book_is_in_memory(
    window: MainWindow, made: MadeWard, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    for place in ("home", "staff", "pairs", "sessions", "training", "programmes", "settings"):
        window.workspace.go(place, None)
    book, workspace = weakref.ref(window._book), weakref.ref(window.workspace)
    window.lock()
    assert window._book is None
    assert workspace() is None or not workspace().isVisible()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and workspace() is None and book() is None, timeout=30_000)


def test_five_minutes_without_input_lock_and_only_real_input_counts(
    window: MainWindow, clock: SetClock, qtbot: QtBot
) -> None:
    idle = window.idle
    assert isinstance(idle, Idle)
    clock.moment += timedelta(minutes=4)
    idle.look()
    assert window.workspace is not None
    QTest.keyClick(window.frame.windowHandle(), Qt.Key.Key_Shift)  # through the window system
    clock.moment += timedelta(minutes=4)
    idle.look()
    assert window.workspace is not None
    window.workspace.go("staff", None)  # the program's own doing
    QApplication.sendEvent(window.frame.windowHandle(), _press())
    clock.moment += timedelta(minutes=1, seconds=1)
    idle.look()
    assert isinstance(window.page, SignInPage)


def _press() -> Any:
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)


def test_a_screen_lock_and_the_end_of_the_session_lock(window: MainWindow, folder: Path) -> None:
    window._leaving.switched(False)
    assert window.workspace is not None
    window._leaving.switched(True)
    assert isinstance(window.page, SignInPage)
    Book.open(folder, MANAGER, PASSPHRASE, back_up=False).close()
    assert says_leaving(0x2B1, 7)
    assert says_leaving(0x218, 4)
    assert says_leaving(0x11, 0)
    assert says_leaving(0x16, 1)
    assert not says_leaving(0x2B1, 8)  # unlocked
    assert not says_leaving(0x218, 7)  # woken
    assert not says_leaving(0x16, 0)
    assert not says_leaving(0x200, 7)


def test_ctrl_l_locks_over_a_dialog(window: MainWindow, made: MadeWard, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.go("pairs", {"id": made.pairs["Lan Nguyễn"], "ask": "pause"})
    dialog = open_form(window)
    window.idle._watch(dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, SignInPage)


def test_work_under_way_tells_nobody_after_a_lock(window: MainWindow, qtbot: QtBot) -> None:
    import threading

    going = threading.Event()
    told: list[object] = []
    window.jobs.run(going.wait, 5, title="Long work", done=told.append, failed=told.append)
    window.lock()
    going.set()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert told == []


def test_closing_with_a_full_disk_asks_once_and_then_closes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_drafts: object) -> None:
        raise DiskFull("Not saved: the disk is full.")

    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Precious")
    monkeypatch.setattr("ui.kit.drafts.store_drafts", full)
    with qtbot.waitSignal(window.alerts.shown) as shown:
        assert not window.frame.close()
    assert shown.args is not None
    main = next(b for b in shown.args[0].findChildren(type(shown.args[0].add_button(""))) if b.isDefault())
    main.click()
    assert window._book is None
    assert not window.frame.isVisible()


def test_a_booking_half_moved_stands_there_again(
    window: MainWindow, made: MadeWard, folder: Path, qtbot: QtBot
) -> None:
    book = window._book
    assert book is not None
    assert window.workspace is not None
    set_next_date(book, book.account, made.pairs["Lan Nguyễn"], date(2026, 4, 2))
    from sqlalchemy import select

    from app.sessions.pair_rows import get_pair_row
    from app.sessions.records import MentoringSession

    with book.reading() as db:
        booked = db.scalars(
            select(MentoringSession.id).where(MentoringSession.held_on == date(2026, 4, 2))
        ).first()
    assert get_pair_row(book, made.pairs["Lan Nguyễn"]) is not None
    window.workspace.go("sessions", {"id": booked})
    form = window.workspace.page().details.form
    form.field("next_at").setText("16:1")
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace.place == "sessions"
    assert window.workspace.page().details.form.field("next_at").text() == "16:1"
