"""Tries the window on a sample book: signs in, goes to every place, walks what a screen reader meets.

Promises: a sample book of its own that is removed afterwards; nothing is shown on the screen; no
setting of the user is read or kept.
"""

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app import files
from app.clock import SystemClock
from app.language import _, ngettext
from app.self_test import Steps, Tell
from ui.accessible_walk import focusable, wanting

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_PATIENCE = 60.0
_SETTLED = 0.2
_SIZE = QSize(1366, 690)


def run_window_test(tell: Tell, pictures: Path | None = None) -> None:
    """Runs all steps and *tell*s each; raises SelfTestFailed or the known problem that stopped it.

    With *pictures*, a PNG of every page is put into that folder.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = files.private_folder() / f"window-test-{secrets.token_hex(4)}"
    files.make_folder(folder)
    if pictures is not None:
        files.make_folder(pictures)
    try:
        with _own_settings(folder):
            _run(folder, Steps(tell), pictures)
    finally:
        files.remove_folder(folder)


@contextmanager
def _own_settings(folder: Path) -> Iterator[None]:
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "PUBLIC")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, str(folder)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _run(folder: Path, step: Steps, pictures: Path | None) -> None:
    from app.accounts.roles import MANAGER
    from app.book import read_cover, unlock
    from app.demo import PASSPHRASE, make_sample_book
    from ui.application import make_window

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    clock = SystemClock()
    book = make_sample_book(folder / "Ward 7.pairbook", clock=clock)
    window = make_window(app, book, clock)
    frame = window.frame
    frame.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    frame.resize(_SIZE)
    frame.show()
    try:
        _settle(window)
        step(_("The window opens ({platform})").format(platform=app.platformName()), frame.isVisible())
        _look(window, _("Sign-in"), step, pictures, "sign-in")
        manager = next(each for each in read_cover(book).accounts if each.role == MANAGER)
        window.open_book(unlock(book, manager.id, PASSPHRASE))
        _settle(window)
        step(_("Somebody can sign in"), window.workspace is not None)
        _try_pages(window, step, pictures)
        _try_paper(step, pictures)
    finally:
        window.lock()
        frame.close()
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _try_pages(window: "MainWindow", step: Steps, pictures: Path | None) -> None:
    from ui.places import places_for

    workspace = window.workspace
    assert workspace is not None
    for place in places_for("manager"):
        workspace.go(place.name, None)
        _settle(window)
        step(_("{page} opens").format(page=place.title), workspace.place == place.name)
        _look(window, place.title, step, pictures, place.name)


def _look(window: "MainWindow", title: str, step: Steps, pictures: Path | None, name: str) -> None:
    found = wanting(window.frame)
    count = len(list(focusable(window.frame)))
    sentence = ngettext(
        "{page}: the one control has a name for a screen reader",
        "{page}: all {n} controls have names for a screen reader",
        count,
    ).format(page=title, n=count)
    step(sentence + (": " + ", ".join(found) if found else ""), count > 0 and not found)
    if pictures is not None:
        window.frame.grab().save(str(pictures / f"{name}.png"))


def _try_paper(step: Steps, pictures: Path | None) -> None:
    """A print as it is previewed: QtPdf turns its page into a picture that is not blank."""
    from app.reports.recovery_sheet import render
    from ui.reports.pages import Pages

    pdf = render(
        unit="Ward 7",
        hospital="",
        account="Self-test",
        code="-".join(["00000"] * 8),
        printed_at=SystemClock().now(),
    )
    pages = Pages(pdf)
    image = pages.render(0, QSize(595, 842))
    shades = {image.pixel(x, y) for x in range(0, 595, 5) for y in range(0, 842, 3)}
    step(_("A print can be looked at before it is printed"), pages.count > 0 and len(shades) > 2)
    if pictures is not None:
        image.save(str(pictures / "print.png"))
    pages.close()


def _settle(window: "MainWindow", wait: Callable[[], float] = time.monotonic) -> None:
    """Let everything that was asked for happen: no job works, and the window looks the same for a while."""
    begun = since = wait()
    seen = QImage()
    while wait() - begun < _PATIENCE and (window.jobs.busy or wait() - since < _SETTLED):
        QCoreApplication.processEvents()
        looks = window.frame.grab().toImage()
        if looks != seen:
            seen, since = looks, wait()
        time.sleep(0.02)
