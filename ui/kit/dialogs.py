"""Dialogs of one style, and the one façade for problems and questions.

Promises: nothing waits in ``exec()``: a dialog opens and signals; a known problem is told
in its own words; a bug becomes a report that can be copied and holds no personal text;
a question names its buttons after what they do.
"""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QEvent, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidEntry, KnownProblem
from app.file_names import file_name
from app.language import _
from ui.kit.buttons import Button
from ui.kit.scrolled import Scrolled
from ui.kit.text import IconLabel, Label, rule
from ui.kit.theme import theme
from ui.kit.tokens import Tone


class Sheet(QDialog):
    """A dialog in the project's look: title, content that scrolls, a fixed button row.

    Add content to :attr:`body`; :meth:`add_button` fills the row from the left, the main one last.
    Once open it grows with its content, as far as the screen goes.
    """

    def __init__(self, parent: QWidget | None, title: str, *, subtitle: str = "", width: int = 480) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        u = theme().u
        self._width, self._was_needed = width, 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(u(24), u(20), u(24), u(18))
        outer.setSpacing(u(12))
        self.heading = Label(title, "panel", wrap=True)
        outer.addWidget(self.heading)
        if subtitle:
            outer.addWidget(Label(subtitle, "quiet", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(u(12))
        outer.addLayout(self.body)
        outer.addStretch(1)
        self._content = content
        content.installEventFilter(self)
        self._scroll = Scrolled(content)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(rule("edge"))
        foot = QWidget()
        foot.setObjectName("foot")
        self.buttons = QHBoxLayout(foot)
        self.buttons.setContentsMargins(u(24), u(12), u(24), u(12))
        self.buttons.setSpacing(u(8))
        self.buttons.addStretch(1)
        whole.addWidget(foot)

    def add_button(
        self, text: str, act: Callable[[], object] | None = None, *, main: bool = False, icon: str = ""
    ) -> Button:
        """Offer a button; without *act* it closes the dialog."""
        button = Button(text, icon, "main" if main else "plain")
        button.clicked.connect(act if act is not None else self.reject)
        if main:
            button.setDefault(True)
        self.buttons.addWidget(button)
        return button

    def open(self) -> None:
        """Show it in the middle of its window, as large as its content needs."""
        screen = self.screen().availableGeometry()
        width = min(theme().u(self._width), screen.width() - 40)
        self._was_needed = self._needed(width)
        self.resize(width, min(self._was_needed, screen.height() - 60))
        super().open()

    def _needed(self, width: int) -> int:
        """How high it must be for its content to be seen without scrolling."""
        layout = self._content.layout()
        assert layout is not None
        tall = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        return (tall if tall > 0 else layout.totalSizeHint().height()) + theme().u(60) + 4

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._was_needed and self.isVisible():
            before, self._was_needed = self._was_needed, self._needed(self.width())
            if self._was_needed > max(before, self.height()):
                self._grow(self._was_needed)
        return super().eventFilter(watched, event)

    def _grow(self, height: int) -> None:
        screen = self.screen().availableGeometry()
        self.resize(self.width(), min(height, screen.height() - 60))
        below = self.frameGeometry().bottom() - screen.bottom()
        if below > 0:
            self.move(self.x(), max(screen.top(), self.y() - below))


class Alerts(QObject):
    """Tells problems and asks questions over *window*."""

    shown = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def show(self, problem: BaseException) -> Sheet:
        """Tell a problem: a known one in its words, anything else as a report."""
        if not isinstance(problem, KnownProblem):
            return self.bug(problem)
        rest = [part for part in (problem.safe, problem.do) if part]
        newer = getattr(problem, "titles", ())
        if newer:  # an undo that newer changes block says which
            rest.insert(0, _("Changed since by: {titles}.").format(titles="; ".join(newer)))
        if isinstance(problem, InvalidEntry):
            rest = [fault.sentence for fault in problem.faults[1:]]
            return self._tell(problem.faults[0].sentence, rest, "watch", "watch")
        return self._tell(problem.what, rest, "stop", "bad")

    def say(self, what: str, *rest: str) -> Sheet:
        """Tell something that is no problem."""
        return self._tell(what, list(rest), "info", "info")

    def confirm(
        self, question: str, explanation: str, action: str, act: Callable[[], object], *, other: str = ""
    ) -> Sheet:
        """Ask before something Undo cannot take back; *action* names the button that does it."""
        sheet = self._sheet(question, "help", "info", [explanation] if explanation else [])
        sheet.add_button(other or _("Go back"))

        def go() -> None:
            sheet.accept()
            act()

        sheet.add_button(action, go, main=True)
        sheet.open()
        return sheet

    def bug(self, problem: BaseException) -> Sheet:
        """Report something that should not have happened; the details can be copied."""
        details = report_text(problem)
        sheet = self._sheet(
            _("Pairbook met something it did not expect"),
            "stop",
            "bad",
            [
                _("What was saved before is safe. If it happens again, send these details to support."),
                _("They name places in the program, nothing that anybody typed."),
            ],
            width=620,
        )
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("Details for support"))
        text.setMinimumHeight(theme().u(170))
        sheet.body.addWidget(text)
        sheet.add_button(_("Copy details"), lambda: QApplication.clipboard().setText(details))
        sheet.add_button(_("Go on"), sheet.accept, main=True)
        sheet.open()
        return sheet

    def _tell(self, what: str, rest: list[str], icon: str, tone: Tone) -> Sheet:
        sheet = self._sheet(what, icon, tone, rest)
        sheet.add_button(_("Close"), sheet.accept, main=True)
        sheet.open()
        return sheet

    def _sheet(self, what: str, icon: str, tone: Tone, rest: list[str], *, width: int = 480) -> Sheet:
        sheet = Sheet(self._window, what, width=width)
        sheet.setWindowTitle("Pairbook")
        place = sheet.heading.parentWidget().layout()
        assert isinstance(place, QVBoxLayout)
        place.removeWidget(sheet.heading)
        head = QHBoxLayout()
        head.setSpacing(theme().u(10))
        head.addWidget(IconLabel(icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(sheet.heading, 1)
        place.insertLayout(0, head)
        for sentence in rest:
            sheet.body.addWidget(Label(sentence, wrap=True))
        self.shown.emit(sheet)
        return sheet


def report_text(problem: BaseException) -> str:
    """Kind of the exception and places in the program: no message, which might quote an entry."""
    lines = [f"Pairbook · Python {sys.version.split()[0]} · {sys.platform}", type(problem).__qualname__]
    for frame in traceback.extract_tb(problem.__traceback__):
        path = Path(frame.filename)
        lines.append(f"  {'/'.join(path.parts[-3:])}:{frame.lineno} {frame.name}")
    cause = problem.__cause__ or problem.__context__
    if cause is not None and cause is not problem:
        lines += ["caused by", *report_text(cause).splitlines()[1:]]
    return "\n".join(lines)


def ask_open(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], object], *, folder: Path | None = None
) -> QFileDialog:
    """Let the user choose a file to read; *kinds* as "Spreadsheets (*.csv *.xlsx)"."""
    dialog = _file_dialog(parent, title, kinds, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
    return dialog


def ask_folder(
    parent: QWidget, title: str, chosen: Callable[[Path], object], *, folder: Path | None = None
) -> QFileDialog:
    """Let the user choose a folder."""
    dialog = _file_dialog(parent, title, "", folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
    return dialog


def ask_save(
    parent: QWidget,
    title: str,
    kinds: str,
    proposed: str,
    chosen: Callable[[Path], object],
    *,
    folder: Path | None = None,
) -> QFileDialog:
    """Let the user choose where to write; *proposed* is any title with the file's ending."""
    title_words, dot, ending = proposed.rpartition(".")
    dialog = _file_dialog(parent, title, kinds, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(file_name(title_words, _("Print")) + dot + ending)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
    return dialog


def _file_dialog(parent: QWidget, title: str, kinds: str, folder: Path | None) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder) if folder else "", kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if folder is None and dialog.directory() == QDir.current():
        # Nobody looks for a list or a print in the program's own folder; later Qt begins where one was last.
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(documents if QDir(documents).exists() else QDir.homePath())
    return dialog
