"""The controls a form is made of: line, text, date, time, number and tick.

Promises: every control has ``value()``, ``set_value()``, ``fault()`` (a sentence when
what was typed cannot be read), ``set_faulty()``, ``focus_here()`` and ``changed``; the
wheel changes nothing that has no focus (STYLE 6).
"""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from app.language import _
from ui.kit.answers import Answers, lead_with
from ui.kit.dates import long_date, read_date, read_time
from ui.kit.icons import icon
from ui.kit.line_icons import LineIcon
from ui.kit.theme import theme


class Field(Protocol):
    """What a form asks of every control."""

    changed: SignalInstance

    def value(self) -> Any: ...
    def set_value(self, value: Any) -> None: ...
    def fault(self) -> str: ...
    def set_faulty(self, faulty: bool) -> None: ...
    def focus_here(self) -> None: ...


_MOST_PASTED = 1_000_000


class LineField(QLineEdit, Answers):
    """One line of text; the value has no outer spaces.

    More than *longest* characters are a fault that is said: cut off in silence, the end of what was pasted
    would be lost.  What is typed into a *secret* one is kept in no draft and looked at by nobody.
    """

    changed = Signal()

    def __init__(
        self, *, longest: int = 200, hint: str = "", icon_name: str = "", secret: bool = False
    ) -> None:
        super().__init__()
        self.secret = secret
        self._longest = longest
        self.setMaxLength(_MOST_PASTED)
        self.setPlaceholderText(hint)
        if icon_name:
            lead_with(self, icon_name)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """What was typed."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show *value*; None is empty."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def typed(self) -> str:
        """Every letter, spaces and all."""
        return self.text()

    def fault(self) -> str:
        """Says when the line is too long to keep."""
        count = len(self.value())
        if count <= self._longest:
            return ""
        return _("Shorten this to {longest} characters; it has {count}.").format(
            longest=self._longest, count=count
        )

    def own_words(self) -> str:
        """What was typed, unless it is a secret."""
        return "" if self.secret else self.text()

    def type_again(self, typed: Any) -> None:
        """Put the letters back; a value is shown as such."""
        if isinstance(typed, str):
            self.setText(typed)
        else:
            self.set_value(typed)


class TextField(QPlainTextEdit, Answers):
    """Several lines of text; Tab goes on to the next field; grows to its need up to *most* lines."""

    changed = Signal()

    def __init__(self, *, lines: int = 3, most: int = 10, longest: int = 20_000, hint: str = "") -> None:
        super().__init__()
        self._lines, self._most, self._longest = lines, max(lines, most), longest
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._typed)
        self._grow()

    def value(self) -> str:
        """What was typed, without outer white space."""
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show *value*; None is empty."""
        self.setPlainText("" if value is None else str(value))

    def typed(self) -> str:
        """Every letter, spaces and all."""
        return self.toPlainText()

    def own_words(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def fault(self) -> str:
        """Says when the text is too long to keep."""
        if len(self.toPlainText()) <= self._longest:
            return ""
        return _("This text is too long: {most} characters at most.").format(most=self._longest)

    def _typed(self) -> None:
        self._grow()
        self.changed.emit()

    def _grow(self) -> None:
        needed = round(self.document().size().height())
        lines = max(self._lines, min(self._most, needed))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme().u(23))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()


class DateField(LineField):
    """A date as "Thu 12 Mar 2026"; may be empty.  Typing is forgiving, arrow keys go day by day."""

    def __init__(self, today: Callable[[], date], *, hint: str = "") -> None:
        super().__init__(longest=40, hint=hint)
        self._today = today
        self._calendar: QCalendarWidget | None = None
        action = self.addAction(icon("cal"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(_("Choose from a calendar"))
        action.setToolTip(_("Choose from a calendar (Alt+Down)"))
        action.triggered.connect(self._open_calendar)
        LineIcon(self, action, leading=False)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:  # type: ignore[override]
        """The date, or None."""
        return read_date(self.text(), self._today()) if self.text().strip() else None

    def set_value(self, value: Any) -> None:
        """Show the date *value*, or nothing."""
        self.setText(long_date(value) if isinstance(value, date) else "")

    def own_words(self) -> str:
        """None: a date is no words."""
        return ""

    def fault(self) -> str:
        """Says when what was typed is no date."""
        if self.text().strip() and self.value() is None:
            return _("This is no date Pairbook can read. Type it like 12 Mar 2026.")
        return ""

    def _tidy(self) -> None:
        found = self.value()
        if found is not None and self.text() != long_date(found):
            # The same day in other words is no change: an error beside it stays.
            self.blockSignals(True)
            self.setText(long_date(found))
            self.blockSignals(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Down and alt:
            self._open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            base = self.value() or self._today()
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self.set_value(date.fromordinal(base.toordinal() + (step if self.value() else 0)))
        else:
            super().keyPressEvent(event)

    def _open_calendar(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setAccessibleName(_("Calendar"))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(self.value() or self._today())  # type: ignore[arg-type]
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        self._calendar = calendar
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.show()
        calendar.setFocus()

    def _picked(self) -> None:
        calendar, self._calendar = self._calendar, None
        if calendar is not None:
            day = calendar.selectedDate()
            self.set_value(date(day.year(), day.month(), day.day()))
            calendar.close()
            self.setFocus(Qt.FocusReason.PopupFocusReason)


class TimeField(LineField):
    """A time of day as "14:30"; may be empty."""

    def __init__(self, *, hint: str = "") -> None:
        super().__init__(longest=8, hint=hint)
        self.editingFinished.connect(self._tidy)

    def value(self) -> time | None:  # type: ignore[override]
        """The time, or None."""
        return read_time(self.text()) if self.text().strip() else None

    def set_value(self, value: Any) -> None:
        """Show the time *value*, or nothing."""
        self.setText(f"{value:%H:%M}" if isinstance(value, time) else "")

    def own_words(self) -> str:
        """None: a time is no words."""
        return ""

    def fault(self) -> str:
        """Says when what was typed is no time."""
        if self.text().strip() and self.value() is None:
            return _("This is no time of day. Type it like 14:30.")
        return ""

    def _tidy(self) -> None:
        if self.value() is not None:
            self.blockSignals(True)
            self.set_value(self.value())
            self.blockSignals(False)


class NumberField(QSpinBox, Answers):
    """A whole number from *least* to *most*, with an optional *unit* after it."""

    changed = Signal()

    def __init__(self, least: int = 0, most: int = 999, *, unit: str = "", step: int = 1) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.lineEdit().setTextMargins(10, 0, 0, 0)  # the style sheet has no say inside a spin box
        if unit:
            self.setSuffix(f" {unit}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda _number: self.changed.emit())

    def set_value(self, value: Any) -> None:
        """Show *value*; None is the least."""
        self.setValue(self.minimum() if value is None else int(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CheckField(QCheckBox, Answers):
    """One tick; its words stand beside it and go on to further lines where the room is short."""

    changed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.replace("&&", "&"))
        self.toggled.connect(lambda _on: self.changed.emit())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().u(160)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_words"):
            self._wrap()

    def _wrap(self) -> None:
        box = super().sizeHint().width() - self._widest(self.text())
        words = in_lines(self._words, self.width() - box, self.fontMetrics().horizontalAdvance)
        if words != self.text():
            self.setText(words)
            self.updateGeometry()

    def _widest(self, text: str) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, text.split("\n")))

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it, or not."""
        self.setChecked(bool(value))


class CheckListField(QWidget, Answers):
    """Several ticks of (value, words) in *columns*; the value is the tuple of those ticked."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]], *, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._boxes: list[tuple[Any, QCheckBox]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().u(8))
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other options; what was ticked stays ticked where it is still offered."""
        ticked = self.value()
        for _value, box in self._boxes:
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = []
        for place, (value, words) in enumerate(options):
            # Alone in its line, long words go on in the next.
            kind = CheckField if self._columns == 1 else QCheckBox
            box = kind(words.replace("&", "&&"))
            box.setAccessibleName(words)
            box.setChecked(value in ticked)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._grid.addWidget(box, place // self._columns, place % self._columns)
            self._boxes.append((value, box))

    def value(self) -> tuple[Any, ...]:
        """The values ticked, in the order offered."""
        return tuple(value for value, box in self._boxes if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick exactly the values in *value*."""
        for option, box in self._boxes:
            box.setChecked(option in (value or ()))

    def focus_here(self) -> None:
        """Give the keyboard to the first box."""
        if self._boxes:
            self._boxes[0][1].setFocus(Qt.FocusReason.OtherFocusReason)


def in_lines(text: str, width: int, measure: Callable[[str], int]) -> str:
    """*text* broken between words into lines of at most *width*; a longer word has its own line."""
    if measure(text) <= width:
        return text
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and measure(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
