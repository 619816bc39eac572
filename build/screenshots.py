"""A PNG of every page and dialog, at 1366 × 690, light, dark and at 150 % text: ``make screenshots``.

Promises: everything is shown with the sample book, as a person meets it; a page that
cannot be shown stops the run; widgets that open a window by mistake are named.  Another
page or dialog is one more line in :data:`SCENES`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from app.clock import SetClock
from build import confidence_scenes, room_scenes, ward_screen

LOOKS = (("light", 100), ("dark", 100), ("light", 150))
SIZE = (1366, 690)


@dataclass(frozen=True)
class Stage:
    """What a scene can use: the application, the window, the sample book's folder."""

    app: QApplication
    window: Any
    book: Path

    def settle(self, seconds: float = 0.15) -> None:
        """Let everything that was asked for happen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.window.jobs.busy:
            QCoreApplication.processEvents()
            time.sleep(0.005)
        # What the last moment changed is laid out before the picture.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()

    def sign_in(self) -> None:
        """Open the sample book as its manager, unless it is open."""
        if self.window.workspace is not None:
            return
        from app.book import read_cover, unlock
        from app.demo import PASSPHRASE

        manager = next(a for a in read_cover(self.book).accounts if a.role == "manager")
        self.window.open_book(unlock(self.book, manager.id, PASSPHRASE))
        self.settle(0.6)

    def page(self, name: str, arguments: dict[str, Any] | None = None) -> Any:
        """Go to a place and hand over its page."""
        self.sign_in()
        self.window.workspace.go(name, arguments)
        self.settle()
        return self.window.workspace.page()


@dataclass(frozen=True)
class Scene:
    """One picture: its *name*, what sets it up, and whether the dialog on top is the picture."""

    name: str
    act: Callable[[Stage], object]
    dialog: bool = False


def _first_row(stage: Stage, place: str) -> None:
    """Go to a list and choose its first row."""
    from ui.imports.import_page import ImportPage
    from ui.kit.lists import EntryList
    from ui.kit.tables import ListTable

    page = stage.page(place)
    for preview in page.findChildren(ImportPage):
        preview.left.emit()  # left open by an earlier picture, it came back after the lock
    stage.settle()
    for kind in (ListTable, EntryList):
        for view in page.findChildren(kind):
            if view.isVisible():
                view.choose_first()
                return


def _set_up(stage: Stage, step: int) -> None:
    window = stage.window
    window.show_set_up()
    page = window.page
    page.unit.unit.setText("Ward 9, Surgery")
    page.unit.manager.setText("Ruth Abernethy")
    page.unit._parent_folder = Path(tempfile.mkdtemp(prefix="pairbook-shots-"))
    if step > 1:
        page.go_on()
        page.passphrase.first.setText("quiet harbour lamp seven")
        page.passphrase.second.setText("quiet harbour lamp seven")
        stage.settle(0.3)
    if step > 2:
        page.go_on()
        stage.settle(0.5)
    if step == 3:
        page.recovery._was_kept("Sent to printer “Ward 7 office” at 10:39")
    if step == 4:
        page._show(3)


def _wrong_passphrase(stage: Stage) -> None:
    stage.window.show_sign_in(stage.book)
    stage.settle(0.5)
    page = stage.window.page
    page.names.choose_first()
    page.passphrase.setText("not this one")
    page.sign_in()
    stage.settle(0.5)


def _problem(stage: Stage) -> None:
    from app.errors import KnownProblem

    stage.page("home")
    stage.window.alerts.show(
        KnownProblem(
            "Not saved yet: the disk of this PC is full.",
            "Nothing is lost. The book is as it was at 15:20.",
            "Free 20 MB on drive C:, then try again.",
        )
    )


def _bug(stage: Stage) -> None:
    stage.page("home")
    try:
        raise LookupError("not shown")
    except LookupError as error:
        stage.window.alerts.bug(error)


def _settings(stage: Stage, section: str, act: str = "") -> None:
    page = stage.page("settings", {"section": section})
    stage.settle(0.3)
    if act:
        getattr(page.section, act)()


def _grades(stage: Stage) -> None:
    stage.page("settings", {"section": "topics", "list": "grades"})


def _restore(stage: Stage) -> None:
    section = stage.page("settings", {"section": "backups"}).section
    section.restore(section.table.rows.row_at(0))


def _report(stage: Stage, kind: str, **about: object) -> None:
    stage.page("reports", {"kind": kind, **about})
    stage.settle(0.8)


def _report_as_text(stage: Stage) -> None:
    _report(stage, "programme-summary")
    stage.window.workspace.page().read_on_screen()


def _programme_form(stage: Stage) -> None:
    page = stage.page("programmes")
    page.edit(page.list.table.rows.row_at(0).id)


def _person(stage: Stage, act: str) -> None:
    page = stage.page("staff", {"filter": "teach"})
    getattr(page, act)(page.list.table.rows.row_at(1).id)


def _pair(stage: Stage, act: str, status: str = "active") -> None:
    page = stage.page("pairs", {"filter": "open"})
    row = next(row for row in page.list.table.rows.shown if row.status == status)
    getattr(page, act)(row.id)


def _new_pair(stage: Stage) -> None:
    page = stage.page("pairs", {"filter": "open"})
    row = next(row for row in page.list.table.rows.shown if row.status == "active")
    # The other way round: a pair whose mentor is the more senior one shows its remark.
    page.open({"new": True, "mentor": row.mentees[0].id, "mentee": row.mentors[0].id})


def _import_preview(stage: Stage) -> None:
    from app.files import write_atomically
    from ui.imports.import_page import ImportPage

    start = ImportPage.start
    ImportPage.start = lambda _self: None  # type: ignore[method-assign]
    try:
        page = stage.page("staff", {"import": True})
    finally:
        ImportPage.start = start  # type: ignore[method-assign]
    known = page.list.table.rows.row_at(0).name
    path = Path(tempfile.mkdtemp(prefix="pairbook-shots-")) / "rota.csv"
    rows = (
        "Full name;Job title;Ward;Line manager;Can teach;Wants to learn;Locker",
        "Jaana Virtanen;Staff nurse;Ward 7;Ruth Abernethy;Literature searching (4);Wound care;12",
        f"{known};;;;;;9",
        "Piotr Zieliński;Senior sister;Ward 5;Nobody Known;;Electronic charting;1",
        ";Matron;Ward 1;;;;",
        "Grace Mensah-Owusu;Physiotherapist;Therapies;;;Tele-physiotherapy;3",
        "Jaana Virtanen;Consultant;Ward 7;;;;",
    )
    write_atomically(path, "\n".join(rows).encode())
    page.subs.current.read(path)


SCENES: tuple[Scene, ...] = (
    Scene("welcome", lambda s: s.window.show_welcome()),
    Scene("set-up-1-unit", lambda s: _set_up(s, 1)),
    Scene("set-up-2-passphrase", lambda s: _set_up(s, 2)),
    Scene("set-up-3-recovery", lambda s: _set_up(s, 3)),
    Scene("set-up-4-staff", lambda s: _set_up(s, 4)),
    Scene("sign-in", lambda s: s.window.show_sign_in(s.book)),
    Scene("sign-in-wrong", _wrong_passphrase),
    Scene("forgotten", lambda s: s.window.show_forgotten(s.book)),
    Scene("home", lambda s: s.page("home")),
    Scene("home-overdue-actions", lambda s: s.page("home").see_actions(), dialog=True),
    Scene("home-sessions-table", lambda s: s.page("home").activity.show_table(), dialog=True),
    Scene("staff", lambda s: _first_row(s, "staff")),
    Scene("staff-form", lambda s: _person(s, "edit")),
    Scene("staff-new", lambda s: s.page("staff", {"new": True})),
    Scene("staff-left", lambda s: _person(s, "leave"), dialog=True),
    Scene("staff-conflict", lambda s: _person(s, "declare"), dialog=True),
    Scene("staff-import", _import_preview),
    Scene("pairs", lambda s: _first_row(s, "pairs")),
    Scene("pair-new", _new_pair),
    Scene("pair-proposed", lambda s: _pair(s, "open_pair", "proposed")),
    Scene("pair-active", lambda s: _pair(s, "open_pair")),
    Scene("pair-agreement", lambda s: _pair(s, "write_terms")),
    Scene("pair-next-date", lambda s: _pair(s, "set_next_date"), dialog=True),
    Scene("pair-start", lambda s: _pair(s, "activate", "proposed"), dialog=True),
    Scene("pair-signatures", lambda s: _pair(s, "sign", "proposed"), dialog=True),
    Scene("pair-pause", lambda s: _pair(s, "pause"), dialog=True),
    Scene("pair-end", lambda s: _pair(s, "end"), dialog=True),
    Scene("sessions", lambda s: _first_row(s, "sessions")),
    Scene("record-session", lambda s: s.page("sessions/record")),
    Scene("training", lambda s: _first_row(s, "training")),
    Scene("session-held", room_scenes.session_held),
    Scene("session-booked", room_scenes.session_booked),
    Scene("record-filled-in", room_scenes.record_filled_in),
    Scene("record-faults", room_scenes.record_faults),
    Scene("record-disk-full", room_scenes.record_disk_full),
    Scene("session-cancelled", room_scenes.cancelled),
    Scene("training-sign-off", room_scenes.sign_off),
    Scene("training-sign-several", room_scenes.sign_several),
    Scene("training-begin", room_scenes.begin_training),
    Scene("training-checklist", room_scenes.checklist),
    Scene("programmes", lambda s: _first_row(s, "programmes")),
    Scene("programme-form", _programme_form),
    Scene("reports", lambda s: _report(s, "programme-summary")),
    Scene("reports-blank-form", lambda s: _report(s, "session-record", fill_in="blank")),
    Scene("reports-to-choose", lambda s: _report(s, "training-record")),
    Scene("reports-as-text", _report_as_text, dialog=True),
    Scene("settings", lambda s: _settings(s, "unit")),
    Scene("settings-people", lambda s: _settings(s, "people")),
    Scene("settings-passphrase", lambda s: _settings(s, "people", "change_passphrase"), dialog=True),
    Scene("settings-recovery", lambda s: _settings(s, "people", "new_recovery_sheet"), dialog=True),
    Scene("settings-backups", lambda s: _settings(s, "backups")),
    Scene("settings-restore", _restore, dialog=True),
    Scene("settings-checklists", lambda s: _settings(s, "checklists")),
    Scene("settings-topics", lambda s: _settings(s, "topics")),
    Scene("settings-topic", lambda s: _settings(s, "topics", "new"), dialog=True),
    Scene("settings-grades", _grades),
    Scene("settings-look", lambda s: _settings(s, "look")),
    Scene("settings-history", lambda s: _settings(s, "history")),
    Scene("settings-about", lambda s: _settings(s, "about")),
    Scene("account-new", lambda s: confidence_scenes.people(s, "new"), dialog=True),
    Scene("account-change", lambda s: confidence_scenes.people(s, "rename_chosen"), dialog=True),
    Scene("account-reset", lambda s: confidence_scenes.people(s, "reset_chosen"), dialog=True),
    Scene("account-remove", lambda s: confidence_scenes.people(s, "remove_chosen"), dialog=True),
    Scene("account-slip", confidence_scenes.slip, dialog=True),
    Scene("privacy-requests", confidence_scenes.privacy),
    Scene("privacy-people", lambda s: confidence_scenes.privacy(s, "people")),
    Scene("privacy-review", lambda s: confidence_scenes.privacy(s, "review")),
    Scene("privacy-about", lambda s: confidence_scenes.privacy(s, "people", "about"), dialog=True),
    Scene("privacy-leaving", lambda s: confidence_scenes.privacy(s, "people", "leave"), dialog=True),
    Scene("privacy-periods", confidence_scenes.privacy_periods, dialog=True),
    Scene(
        "mentor-privacy", lambda s: confidence_scenes.page_of_mentor(s, "settings", {"section": "privacy"})
    ),
    Scene("mentor-home", lambda s: confidence_scenes.page_of_mentor(s, "home")),
    Scene("mentor-note", confidence_scenes.note_of_pair),
    Scene("mentor-note-saved", confidence_scenes.note_saved),
    Scene("mentor-pairs", lambda s: confidence_scenes.page_of_mentor(s, "pairs")),
    Scene("mentor-sessions", lambda s: confidence_scenes.page_of_mentor(s, "sessions")),
    Scene("mentor-training", lambda s: confidence_scenes.page_of_mentor(s, "training")),
    Scene("mentor-reports", lambda s: confidence_scenes.page_of_mentor(s, "reports")),
    Scene("mentor-settings", lambda s: confidence_scenes.page_of_mentor(s, "settings")),
    Scene("mentor-signed-out", confidence_scenes.manager_again),
    Scene("problem", _problem, dialog=True),
    Scene("bug", _bug, dialog=True),
)


class Strays(QObject):
    """Notes widgets that open a window of their own for a moment, because they were shown before they had
    a parent: on a real screen they flash and take the keyboard away."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.found: set[str] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = isinstance(watched, QMainWindow | QDialog | QMenu)
            if not meant and watched.windowType() == Qt.WindowType.Window:
                words = watched.accessibleName() or str(watched.property("text") or "")
                self.found.add(f"{type(watched).__module__}.{type(watched).__qualname__} “{words}”")
        return False


def take(out: Path, wanted: tuple[str, ...] = ()) -> int:
    """Write the pictures into *out*; only the scenes *wanted*, if any are named.  Returns how many."""
    from app.demo import make_sample_book
    from ui.application import make_window

    out.mkdir(parents=True, exist_ok=True)
    taken = 0
    with tempfile.TemporaryDirectory(prefix="pairbook-shots-") as folder:
        ward_screen.use(Path(folder))
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "PUBLIC"):
            os.environ[name] = folder
        clock = SetClock(datetime(2026, 3, 12, 10, 43).astimezone())
        book = make_sample_book(Path(folder) / "Ward 7.pairbook", clock=clock)
        window = make_window(app, book, clock)
        stage = Stage(app, window, book)
        strays = Strays(app)
        window.frame.resize(*SIZE)
        window.frame.show()
        stage.settle(0.6)
        for look, zoom in LOOKS:
            window.lock()
            window.theme.set_look(look)
            window.theme.set_zoom(zoom)
            for scene in SCENES:
                if wanted and not any(part in scene.name for part in wanted):
                    continue
                if scene.name.startswith(("welcome", "set-up", "sign-in", "forgotten")):
                    window.lock()
                scene.act(stage)
                stage.settle(0.35)
                shown: QWidget = _dialog(app) if scene.dialog else window.frame
                kind = look if zoom == 100 else f"{zoom}"
                shown.grab().save(str(out / f"{scene.name}-{kind}.png"))
                taken += 1
                _close_dialogs(app, window.frame)
        window.frame.close()
        app.removeEventFilter(strays)
        if strays.found:
            print("Shown before they had a parent:", *sorted(strays.found), sep="\n  ")
    return taken


def _dialog(app: QApplication) -> QWidget:
    return next(w for w in app.topLevelWidgets() if w.isVisible() and w.parent() is not None)


def _close_dialogs(app: QApplication, frame: QWidget) -> None:
    for widget in app.topLevelWidgets():
        if widget is not frame and widget.isVisible():
            widget.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/screenshots")
    count = take(folder, tuple(sys.argv[2:]))
    print(f"{count} pictures in {folder}")
