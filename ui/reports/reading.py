"""A report read on screen: headings, tables and figures as text, also for a screen reader.

Promises: the words are those of ``app.reports.html``, in the colours and the text size of
the window; nothing is loaded from anywhere.
"""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.language import _
from app.reports.document import Document
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.theme import theme

_SHEET = """
body{color:$ink;background-color:$surface;font-size:{14}px}
h1{font-size:{22}px;font-weight:600;margin-top:{2}px;margin-bottom:{4}px}
h2{font-size:{16}px;font-weight:600;color:$link;margin-top:{22}px;margin-bottom:{4}px}
h3{font-size:{13}px;font-weight:600;margin-top:{14}px;margin-bottom:{2}px}
p{margin-top:{3}px;margin-bottom:{6}px}
.soft,header,footer,caption,dt,.remark{color:$ink2}
caption,.remark{font-size:{12.5}px}
.answer{background-color:$tint;margin-top:{8}px;margin-bottom:{8}px}
.strong,th{font-weight:600}
.answer .strong{font-size:{16}px}
.tag{font-weight:600;color:$ink}
dl{margin-top:{6}px;margin-bottom:{6}px}
dt{font-weight:600;margin-top:{6}px}
dd{margin-left:{14}px}
th,td{text-align:left;border-bottom:1px solid $row;border-top:0;border-left:0;border-right:0}
thead th{color:$ink2;border-bottom:1px solid $ctl}
.right{text-align:right}
.centre{text-align:center}
tr.total td,tr.total th{font-weight:600}
code{font-family:monospace;font-size:{16}px}
"""


class Reading(QDialog):
    """A window of its own with the whole report as text."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(document.title)
        self.setAccessibleName(document.title)
        from app.reports.html import render_html  # it knows the printed page, which takes a while to load

        self._html = render_html(document)
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(u(16), u(16), u(16), u(12))
        whole.setSpacing(u(12))
        card = Card(padded=False)
        card.column.setContentsMargins(u(6), u(6), u(6), u(6))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(document.title)
        card.add(self.text, 1)
        whole.addWidget(card, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button(_("Close"), "", "main")
        close.clicked.connect(self.close)
        row.addWidget(close)
        whole.addLayout(row)
        theme().changed.connect(self._show)
        self._show()
        screen = self.screen().availableGeometry()
        self.resize(min(u(900), screen.width() - 40), min(u(640), screen.height() - 60))
        self.text.setFocus()

    def _show(self) -> None:
        place = self.text.verticalScrollBar().value()
        self.text.document().setDocumentMargin(theme().u(12))
        self.text.setHtml(readable(self._html))
        self.text.verticalScrollBar().setValue(place)


def readable(html: str) -> str:
    """*html* of a report as the text browser shows it best, in the look of the window."""
    look = theme()
    colours = {
        name: getattr(look.tokens, name) for name in ("ink", "ink2", "surface", "link", "tint", "row", "ctl")
    }
    sheet = re.sub(r"\{(\d+(?:\.\d+)?)\}", lambda found: str(look.u(float(found[1]))), _SHEET)
    sheet = re.sub(r"\$([a-z0-9]+)", lambda found: colours[found[1]], sheet)
    html = re.sub(
        r"<style>.*?</style>", lambda _found: f"<style>{sheet}</style>", html, count=1, flags=re.DOTALL
    )
    html = re.sub(r'(<span class="tag">[^<]*</span>)', r"\1 · ", html, count=1)
    for tag, css_class in (("strong", "strong"), ("small", "soft")):
        html = html.replace(f"<{tag}>", f'<span class="{css_class}">').replace(f"</{tag}>", "</span>")
    return html.replace("<table>", f'<table width="99%" cellspacing="0" cellpadding="{look.u(4)}">')
