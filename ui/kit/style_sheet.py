"""The one style sheet, filled in from tokens and zoomed sizes (STYLE 6).

Promises: :func:`build` is a pure function; every colour is a token, every length goes
through the zoom.  ``$name`` is a token, ``{n}`` a length of n pixels at 100 %.
"""

import re
from collections.abc import Callable
from pathlib import Path

from ui.kit.tokens import Tokens, luminance

_CONTROLS = Path(__file__).resolve().parent.parent.parent / "resources" / "icons" / "controls"

_TEMPLATE = """
QWidget{font-size:{13}px}
QMainWindow,QDialog,QWidget#desk,QScrollArea#desk{background:$bg}
QToolTip{background:$surface;color:$ink;border:1px solid $ctl;padding:{4}px {6}px;font-size:{12}px}
QFrame#card,QFrame#panel{background:$surface;border:1px solid $line;border-radius:{8}px}
QFrame#sunken{background:$sunken;border:1px solid $line;border-radius:{8}px}
QFrame#rule{background:$row;border:0;max-height:1px;min-height:1px}
QFrame#edge{background:$line;border:0;max-height:1px;min-height:1px}
QFrame#vrule{background:$row;border:0;max-width:1px;min-width:1px}
QFrame#strip{background:$sunken;border:0;border-top:1px solid $line}
QLabel{background:transparent;color:$ink}
QLabel[kind="title"]{font-size:{22}px;font-weight:600}
QLabel[kind="display"]{font-size:{30}px;font-weight:600}
QLabel[kind="least"]{font-size:{11.4}px;color:$ink2}
QLabel[kind="hero"]{font-size:{25}px;font-weight:600}
QLabel[kind="panel"]{font-size:{16}px;font-weight:600}
QLabel[kind="head"]{font-size:{15}px;font-weight:600}
QLabel[kind="strong"]{font-weight:600}
QLabel[kind="label"]{font-size:{12.5}px;font-weight:600}
QLabel[kind="group"]{font-size:{12.5}px;font-weight:600;color:$ink2}
QLabel[kind="quiet"]{color:$ink2}
QLabel[kind="small"]{font-size:{12}px;color:$ink2}
QLabel[kind="number"]{font-size:{25}px;font-weight:600}
QLabel[kind="lead"]{font-size:{14}px;color:$ink2}
QLabel[tone="good"]{color:$good}
QLabel[tone="watch"]{color:$watch}
QLabel[tone="bad"]{color:$bad}
QLabel[tone="info"]{color:$info}
QLabel[tone="teach"]{color:$tint_ink}
QLabel[tone="learn"]{color:$learn}
QPushButton{background:$surface;color:$ink;border:1px solid $ctl;border-radius:{6}px;outline:0;
 min-height:{32}px;padding:0 {14}px;font-weight:600}
QPushButton:hover{background:$sunken;border-color:$primary}
QPushButton:pressed{background:$sel}
QPushButton[kind="plain"]:checked{background:$sel;border-color:$primary}
QPushButton:disabled{background:$mute_bg;color:$mute;border-color:$offedge;border-style:$offstyle}
QPushButton[kind="main"]{background:$primary;color:$on;border:1px solid $primary}
QPushButton[kind="main"]:hover,QPushButton[kind="main"]:pressed{background:$link;border-color:$link}
QPushButton[kind="main"]:disabled{background:$mute_bg;color:$mute;border-color:$offedge;border-style:$offstyle}
QPushButton[tall="true"]{min-height:{36}px}
QPushButton[small="true"]{min-height:{26}px;padding:0 {10}px}
QPushButton[kind="text"],QPushButton[kind="quiet"],QPushButton[kind="tab"]{background:transparent;
 border:1px solid transparent;min-height:{26}px;padding:0}
QPushButton[crumb="true"]{min-height:{18}px}
QPushButton[kind="text"]{color:$link}
QPushButton[kind="quiet"]{color:$ink2}
QPushButton[kind="text"]:hover,QPushButton[kind="quiet"]:hover{background:transparent;border-color:transparent}
QPushButton[kind="tab"]{border-radius:{6}px}
QPushButton[kind="tab"]:hover{background:$mute_bg}
QPushButton[kind="tab"]:checked{background:$tabbg;border-color:$ctl}
QFrame#segments{background:$surface;border:1px solid $ctl;border-radius:{6}px}
QFrame#segments[faulty="true"]{border:2px solid $bad}
QPushButton[kind="segment"]{background:transparent;border:0;border-left:1px solid $line;border-radius:0;
 min-height:{31}px}
QPushButton[kind="segment"][first="true"]{border-left:0;border-top-left-radius:{5}px;
 border-bottom-left-radius:{5}px}
QPushButton[kind="segment"][last="true"]{border-top-right-radius:{5}px;border-bottom-right-radius:{5}px}
QPushButton[kind="segment"]:checked{background:$sel}
QPushButton[kind="segment"]:hover:!checked{background:$sunken}
QLineEdit,QAbstractSpinBox,QComboBox,QPlainTextEdit,QTextEdit{background:$surface;color:$ink;
 border:1px solid $ctl;border-radius:{6}px;padding:0 {10}px;min-height:{32}px;
 selection-background-color:$primary;selection-color:$on;placeholder-text-color:$ink2}
QLineEdit{lineedit-password-character:8226}
QComboBox:!editable{padding-left:{12}px}
QPlainTextEdit,QTextEdit{padding:{6}px {8}px}
QLineEdit:focus,QAbstractSpinBox:focus,QComboBox:focus{border:2px solid $primary;padding:0 {9}px}
QComboBox:!editable:focus{padding-left:{11}px}
QPlainTextEdit:focus,QTextEdit:focus{border:2px solid $primary;padding:{5}px {7}px}
QLineEdit:disabled,QAbstractSpinBox:disabled,QComboBox:disabled,QPlainTextEdit:disabled{background:$mute_bg;
 color:$mute;border-color:$offedge;border-style:$offstyle}
QLineEdit[faulty="true"],QAbstractSpinBox[faulty="true"],QComboBox[faulty="true"],
QPlainTextEdit[faulty="true"]{border:2px solid $bad}
QComboBox QLineEdit,QAbstractSpinBox QLineEdit{border:0;padding:0;min-height:0;background:transparent}
QComboBox QLineEdit:focus,QAbstractSpinBox QLineEdit:focus{border:0;padding:0}
QComboBox::drop-down,QDateEdit::drop-down{border:0;width:{28}px;subcontrol-position:right center;
 subcontrol-origin:padding}
QComboBox::down-arrow{image:url($icons/down-$shade.svg);width:{16}px;height:{16}px}
QDateEdit::down-arrow{image:url($icons/cal-$shade.svg);width:{16}px;height:{16}px}
QAbstractSpinBox{padding:0 {4}px 0 {9}px;max-height:{32}px}
QAbstractSpinBox:focus{padding:0 {3}px 0 {8}px}
QSpinBox::up-button,QSpinBox::down-button{border:0;width:{24}px;background:transparent;
 subcontrol-origin:padding}
QSpinBox::up-button{subcontrol-position:top right;height:{16}px}
QSpinBox::down-button{subcontrol-position:bottom right;height:{16}px}
QSpinBox::up-arrow{image:url($icons/up-$shade.svg);width:{12}px;height:{12}px}
QSpinBox::down-arrow{image:url($icons/down-$shade.svg);width:{12}px;height:{12}px}
QAbstractItemView{background:$surface;color:$ink;border:0;outline:0;selection-background-color:$sel;
 selection-color:$sel_ink}
QComboBox QAbstractItemView::item,QListView#completions::item{min-height:{28}px;padding:0 {7}px}
QTableView,QListView,QTreeView{background:transparent}
QComboBox QAbstractItemView,QListView#completions{background:$surface;border:1px solid $ctl;padding:{4}px}
QListView#completions{padding:0}
QTableView::item{padding:0 {7}px}
QHeaderView{background:transparent;border:0}
QHeaderView::section{background:transparent;border:0;border-bottom:1px solid $line}
QTableCornerButton::section{background:transparent;border:0}
QCheckBox,QRadioButton{color:$ink;spacing:{8}px;background:transparent}
QCheckBox::indicator,QListView::indicator,QTableView::indicator{width:{15}px;height:{15}px;
 border:1px solid $ctl;border-radius:{4}px;background:$surface}
QCheckBox::indicator:checked,QListView::indicator:checked{background:$primary;border-color:$primary;
 image:url($icons/check-$tick.svg)}
QCheckBox::indicator:indeterminate{background:$primary;border-color:$primary;
 image:url($icons/minus-$tick.svg)}
QCheckBox::indicator:disabled{background:$mute_bg;border-color:$offedge;border-style:$offstyle}
QRadioButton::indicator{width:{15}px;height:{15}px;border:1px solid $ctl;border-radius:{8}px;
 background:$surface}
QRadioButton::indicator:checked{border:{5}px solid $primary;width:{7}px;height:{7}px}
QProgressBar{background:$mute_bg;border:$baredge;border-radius:{3}px;max-height:{6}px;min-height:{6}px}
QProgressBar::chunk{background:$primary;border-radius:{3}px}
QScrollArea{border:0;background:transparent}
QScrollArea>QWidget>QWidget#scrolled{background:transparent}
QScrollBar:vertical{background:transparent;width:{11}px;margin:{3}px {3}px {3}px {2}px}
QScrollBar::handle:vertical{background:$ctl;border-radius:{3}px;min-height:{28}px}
QScrollBar:horizontal{background:transparent;height:{11}px;margin:{2}px {3}px {3}px {3}px}
QScrollBar::handle:horizontal{background:$ctl;border-radius:{3}px;min-width:{28}px}
QScrollBar::add-line,QScrollBar::sub-line{width:0;height:0}
QScrollBar::add-page,QScrollBar::sub-page{background:transparent}
QMenu{background:$surface;color:$ink;border:1px solid $ctl;border-radius:{6}px;padding:{4}px}
QMenu::item{padding:{7}px {28}px {7}px {10}px;border-radius:{4}px}
QMenu::icon{padding-left:{8}px}
QMenu::item:selected{background:$sel;color:$sel_ink}
QMenu::item:disabled{color:$mute}
QMenu::separator{height:1px;background:$row;margin:{4}px {6}px}
QCalendarWidget QWidget{alternate-background-color:$sunken}
QCalendarWidget QWidget#qt_calendar_navigationbar{background:$sunken;border-bottom:1px solid $line}
QCalendarWidget QToolButton{color:$ink;background:transparent;border:0;padding:{6}px {8}px;font-weight:600;
 border-radius:{4}px}
QCalendarWidget QToolButton:hover{background:$sel}
QCalendarWidget QToolButton::menu-indicator{image:none}
QCalendarWidget QToolButton#qt_calendar_prevmonth{qproperty-icon:url($icons/left-$shade.svg)}
QCalendarWidget QToolButton#qt_calendar_nextmonth{qproperty-icon:url($icons/right-$shade.svg)}
QCalendarWidget QAbstractItemView{selection-background-color:$primary;selection-color:$on}
QCalendarWidget QAbstractItemView:disabled{color:$mute}
QTextBrowser{background:$surface;color:$ink;border:0}
QSplitter::handle{background:transparent}
QFrame#nav{background:$nav;border:0;border-right:$navedge}
QFrame#nav QLabel{color:$nav_text2}
QFrame#nav QLabel[kind="head"],QFrame#nav QLabel[kind="strong"],QFrame#nav QLabel[kind="display"],
QFrame#nav QLabel[kind="hero"],QFrame#nav QLabel[kind="panel"]{color:$nav_text}
QFrame#navrule{background:$nav_line;border:0;max-height:1px;min-height:1px}
"""


def _drawn(colour: str) -> str:
    """The shipped shade of the control icons nearest to *colour*: itself, else black or white."""
    plain = colour.lstrip("#").upper()
    if (_CONTROLS / f"check-{plain}.svg").exists() or (_CONTROLS / f"down-{plain}.svg").exists():
        return plain
    return "FFFFFF" if luminance(colour) > 0.3 else "000000"


def build(tokens: Tokens, u: Callable[[float], int]) -> str:
    """The style sheet for *tokens*; *u* zooms a length."""
    values = tokens._asdict() | {
        "tabbg": tokens.sel if tokens.edged else tokens.surface,
        "baredge": f"1px solid {tokens.ink}" if tokens.edged else "0",
        "navedge": f"1px solid {tokens.ink}" if tokens.edged else "0",
        # Without grounds, what cannot be used just now is told apart by the shape of its edge.
        "offedge": tokens.row if tokens.edged else tokens.line,
        "offstyle": "dashed" if tokens.edged else "solid",
        "icons": _CONTROLS.as_posix(),
        "shade": _drawn(tokens.ink2),
        "tick": _drawn(tokens.on),
    }
    sized = re.sub(r"\{(\d+(?:\.\d+)?)\}", lambda m: str(u(float(m[1]))), _TEMPLATE)
    return re.sub(r"\$([a-z_0-9]+)", lambda m: str(values.get(m[1], m[0])), sized)
