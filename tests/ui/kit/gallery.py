"""A page of everything the kit offers, for looking at.

``python -m tests.ui.kit.gallery OUT.png [look] [zoom]``
"""

import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.errors import Fault
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.cards import Card, NumberCard, across
from ui.kit.charts import Bar, Legend, MonthBars
from ui.kit.choices import Choice, ChoiceField
from ui.kit.details import DetailsPanel
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.fields import CheckListField, DateField, LineField, NumberField, TextField
from ui.kit.forms import Form
from ui.kit.lists import Entry, EntryList
from ui.kit.page import Tabs
from ui.kit.page_head import PageHead
from ui.kit.pills import Dots, Marked
from ui.kit.ratings import RatingField
from ui.kit.scrolled import Scrolled
from ui.kit.segments import Segments
from ui.kit.strip import Strip
from ui.kit.tables import Column, ListTable
from ui.kit.theme import Theme
from ui.kit.timeline import Step

TODAY = date(2026, 3, 12)


@dataclass(frozen=True)
class PairRow:
    """What a table of pairs shows."""

    id: int
    sides: str
    topic: str
    status: str
    rhythm: str
    done: int
    next: str


ROWS = (
    PairRow(1, "Yusuf Karimi → Dr Elspeth Rowan", "Feedback upward", "active", "stalled", 1, "Not set"),
    PairRow(
        2, "Priya Deshmane → Dr Henrik Aaltola", "Literature searching", "active", "slowing", 3, "Not set"
    ),
    PairRow(3, "Lan Nguyễn → Margit Sørvik", "Electronic charting", "active", "on-track", 3, "Today, 14:30"),
    PairRow(4, "Ama Boadu → Dr Colm Hanratty", "Literature searching", "agreed", "", 0, "Tue 24 Mar"),
    PairRow(5, "Noor Al-Sayegh → Ingrid Vollan", "Clinical apps", "proposed", "", 0, "Not set"),
    PairRow(6, "Kwabena Ofori → Wen-Hsin Lo", "Ward tablets", "paused", "", 2, "After 6 Apr"),
)
WORDS = {"stalled": "Stalled", "slowing": "Slowing", "on-track": "On track"}


def pairs_table() -> ListTable:
    """A table with every usual kind of cell."""
    table = ListTable(
        [
            Column("Mentor → mentee", lambda r: r.sides, "text", 246, 3),
            Column("Topic", lambda r: r.topic, width=139, stretch=2),
            Column("Status", lambda r: Marked(r.status, r.status.capitalize()), "mark", 95),
            Column(
                "Rhythm", lambda r: Marked(r.rhythm, WORDS[r.rhythm]) if r.rhythm else "", "mark", 98, drop=2
            ),
            Column("Sessions", lambda r: (r.done, 6), "dots", 91, drop=1),
            Column("Next", lambda r: r.next, width=94, quiet=lambda r: r.next == "Not set"),
        ],
        name="Pairs",
    )
    table.set_rows(ROWS)
    table.choose(2)
    return table


def list_half() -> QWidget:
    """Head, tabs, table and details, as the Pairs page has them."""
    box = QWidget()
    row = QHBoxLayout(box)
    left = QVBoxLayout()
    head = PageHead("Pairs", "13 open pairs · 3 need attention")
    head.add_search("Search pairs")
    head.add_print(lambda: None)
    head.add_main("New pair", lambda: None)
    left.addWidget(head)
    tabs = Tabs("Pairs shown", [("open", "All open"), ("attention", "Needs attention"), ("active", "Active")])
    tabs.set_counts({"open": 13, "attention": 3, "active": 10})
    tabs.add_action("Topic, ward…", lambda: None)
    left.addWidget(tabs)
    card = Card(padded=False)
    card.add(pairs_table(), 1)
    left.addWidget(card, 1)
    row.addLayout(left, 1)
    panel = DetailsPanel("Details")
    panel.setFixedWidth(332)
    panel.set_title("Priya Deshmane → Dr Henrik Aaltola", "Literature searching · Active since 6 Nov")
    banner = panel.add_banner(
        "watch", "Slowing", "– 7 weeks since the last session, and no next date is set."
    )
    banner.add_button("Set next date", lambda: None, "cal")
    banner.add_button("E-mail both", lambda: None, "mail")
    panel.add_rule()
    panel.add_facts(
        [
            ("Aim", "Find and judge a guideline within ten minutes, alone"),
            ("Agreement", Marked("good", "Signed by both, 6 Nov")),
            ("Planned end", "7 May 2026"),
        ]
    )
    panel.add_rule()
    panel.add_heading("Timeline", Dots(3, 6))
    panel.add_timeline(
        [
            Step("next", "Next session", "not set"),
            Step("gap", "", "7 weeks without a session"),
            Step("done", "22 Jan", "45 min · PICO questions", "Protected time kept in part"),
            Step("done", "11 Dec", "50 min · Search filters", "Protected time kept"),
        ]
    )
    panel.finish()
    panel.set_buttons(
        Button("Record session", "sessions", hint="Ctrl+R"), Button("Open"), IconButton("more", "More")
    )
    row.addWidget(panel)
    box.setFixedHeight(620)
    return box


def form_half() -> QWidget:
    """A form with an error, lists and cards."""
    box = QWidget()
    row = QHBoxLayout(box)
    card = Card("Record session")
    form = Form()
    people = [Choice(i, name) for i, name in enumerate(("Lan Nguyễn → Margit Sørvik", "Zeynep → Bernadette"))]
    form.add("pair", "Pair", ChoiceField(people, searchable=True)).set_value(0)
    form.add("date", "Date", DateField(lambda: TODAY)).set_value(TODAY)
    form.add("minutes", "Minutes", NumberField(5, 480)).set_value(45)
    form.add(
        "kept",
        "Protected time kept",
        Segments("Protected time kept", [("y", "Yes"), ("p", "Part"), ("n", "No")]),
    ).set_value("y")
    form.add("what", "What you worked on", TextField(lines=2), wide=True, help="No patients.")
    form.add("place", "Place", LineField(), optional=True)
    form.add("rating", "Confidence", RatingField()).set_value(3)
    form.add("who", "Who was there", CheckListField([(1, "Lan"), (2, "Margit")], columns=2)).set_value((1,))
    form.add("status", "Audience", ChoiceField([Choice(1, "Meeting"), Choice(2, "Open")])).set_value(1)
    form.show_faults((Fault("what", "Say in a few words what you worked on."),))
    card.add(form)
    card.add(
        Banner(
            "bad",
            "Not saved yet: the disk of this PC is full.",
            "Nothing is lost. Your entry is still here. Free 20 MB on drive C:, then try again.",
        )
    )
    card.add_row(
        1,
        Button("Close, keep draft"),
        Button("Disabled"),
        Button("Save session", "check", "main", hint="Ctrl+Enter"),
    ).itemAt(2).widget().setEnabled(False)
    row.addWidget(card, 3)
    side = QVBoxLayout()
    people_card = Card(padded=False)
    entries = EntryList("Mentors")
    entries.set_entries(
        [
            Entry(0, "To record", group=True),
            Entry(
                1,
                "Today, 14:30",
                "Margit Sørvik",
                right=Marked("draft", "Draft"),
                right_detail="Session 4 of 6",
            ),
            Entry(
                2,
                "Noor Al-Sayegh",
                "16 of 39",
                "Noor Al-Sayegh",
                right=Marked("to-sign", "2 to sign"),
                progress=(16, 39),
            ),
            Entry(3, "Ruth Abernethy", "Ward manager", "Ruth Abernethy"),
        ]
    )
    entries.choose(2)
    people_card.add(entries)
    side.addWidget(people_card, 1)
    chart_card = Card()
    chart_card.set_head("Sessions a month", Legend("Protected time kept", "In part or not"))
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    values = [
        (7, 1),
        (9, 2),
        (6, 1),
        (10, 2),
        (12, 1),
        (11, 3),
        (8, 2),
        (5, 2),
        (10, 3),
        (13, 2),
        (12, 4),
        (9, 2),
    ]
    chart_card.add(
        MonthBars("Kept", "In part", [Bar(m, a, b) for m, (a, b) in zip(months, values, strict=True)]), 1
    )
    side.addWidget(chart_card, 1)
    side.addLayout(across(NumberCard("Active pairs", "10", "of 13 open", "7 on track", "pairs"), 1))
    row.addLayout(side, 2)
    return box


def main(out: Path, look: str, zoom: int) -> None:
    """Write the gallery to *out*."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app, look, zoom).apply()  # type: ignore[arg-type]
    desk = QWidget()
    desk.setObjectName("desk")
    column = QVBoxLayout(desk)
    column.addWidget(list_half())
    column.addWidget(form_half())
    empty = EmptyState(
        "No pairs yet",
        "A pair is one colleague who teaches a topic and one who wants to learn it. Start with two people "
        "you know, or let Pairbook suggest.",
        [
            NextStep("staff", "Staff", "42 people are in the book.", done=True),
            NextStep(
                "teach", "Who teaches, who learns", "6 offers and 9 needs so far.", "Print the form", print
            ),
            NextStep(
                "pairs", "First pairs", "4 good matches are possible already.", "See suggestions", print
            ),
        ],
        other=("import pairs from a spreadsheet…", print),
    )
    empty.setFixedHeight(560)
    column.addWidget(empty)
    strip = Strip()
    strip.say_saved("Saved 10:42")
    strip.set_undo("Next date of Eilidh and Arun")
    strip.say_backup("Backed up today, 07:02")
    column.addWidget(strip)
    whole = QMainWindow()
    whole.setCentralWidget(Scrolled(desk))
    whole.resize(1180, 1960)
    whole.show()
    app.processEvents()
    app.processEvents()
    whole.grab().save(str(out))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        sys.argv[2] if len(sys.argv) > 2 else "light",
        int(sys.argv[3]) if len(sys.argv) > 3 else 100,
    )
