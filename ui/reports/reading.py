"""A report read on screen: headings, tables and figures as text, also for a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.language import _
from app.reports.document import Document
from ui.kit.dialogs import Sheet
from ui.kit.theme import theme


class Reading(Sheet):
    """A window of its own with the whole report as text."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        from app.reports.html import render_html

        super().__init__(parent, document.title, width=900)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.heading.hide()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(document.title)
        self.text.setMinimumHeight(theme().u(520))
        self.text.setHtml(render_html(document))
        self.body.addWidget(self.text)
        self.add_button(_("Close"), main=True)
        self.text.setFocus()
