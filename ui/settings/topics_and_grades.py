"""Topics and grades: what can be taught, and how seniority compares across professions."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from app.accounts import Action, may
from app.errors import KnownProblem
from app.language import _, ngettext
from app.staff.grades import (
    HIGHEST_RANK,
    LOWEST_RANK,
    GradeRow,
    add_grade,
    change_grade,
    list_grades,
    remove_grade,
)
from app.staff.topics import TopicRow, list_topics, retire_topic, save_topic
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.drafts import Kept
from ui.kit.fields import LineField, NumberField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form
from ui.kit.page import Tabs
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.versions import show_versions
from ui.settings.section import Section

TOPICS, GRADES = "topics", "grades"


class TopicsAndGradesSection(Section):
    """Two lists behind two tabs; the buttons act on the list shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Topics and grades"), _("The lists that staff and pairs choose from"))
        self.head.add_search(_("Search"))
        self.head.searched.connect(self._search)
        self.change = Button("", "edit", small=True)
        self.change.clicked.connect(self.edit_chosen)
        self.retire = Button("", "minus", small=True)
        self.retire.clicked.connect(self._retire)
        self.earlier = Button(_("Earlier versions…"), "clock", small=True)
        self.earlier.clicked.connect(self.show_earlier)
        self.add = self.head.add_main("", self.new)
        self.tabs = Tabs(_("Lists"), ((TOPICS, _("Topics")), (GRADES, _("Grades"))))
        self.tabs.chosen.connect(self._show)
        self.column.addWidget(self.tabs)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.topics = _topics_table()
        self.grades = _grades_table()
        self._stack = QStackedWidget()
        for table in (self.topics, self.grades):
            self._stack.addWidget(table)
            table.chosen.connect(lambda _row: self._say_buttons())
            table.opened.connect(lambda _row: self.edit_chosen())
        card = Card(padded=False)
        card.add(self._stack, 1)
        earlier = (self.earlier,) if may(context.account, Action.SEE_HISTORY) else ()
        card.add_actions(self.change, *earlier, self.retire)
        self.column.addWidget(card, 1)
        self._show(TOPICS)

    @property
    def table(self) -> ListTable:
        """The list shown."""
        return self.topics if self.tabs.current() == TOPICS else self.grades

    def refresh(self) -> None:
        """Read both lists again."""
        topics = list_topics(self.context.book, retired=True)
        grades = list_grades(self.context.book)
        self.topics.set_rows(topics)
        self.grades.set_rows(grades)
        for table in (self.topics, self.grades):
            if table.current() is None:
                table.choose_first()
        self.tabs.set_counts({TOPICS: sum(topic.active for topic in topics), GRADES: len(grades)})
        self._say_buttons()

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"list": "grades", "words": "nurse"}``, or ``{"ask": "topic", "about": 7}`` (or "new")."""
        ask, about = arguments.get("ask"), arguments.get("about")
        self.tabs.choose(GRADES if ask == "grade" else str(arguments.get("list", TOPICS)))
        if "words" in arguments and self.head.search is not None:
            self.head.search.setText(arguments["words"])
        if ask in ("topic", "grade"):
            self.new() if about == "new" or self.table.choose(about) is False else self.edit_chosen()

    def where(self) -> dict[str, Any]:
        """The list shown, and what is searched for in it."""
        return {"list": self.tabs.current(), "words": self.head.search.text() if self.head.search else ""}

    def new(self) -> None:
        """A new topic or grade."""
        self._edit_topic(None) if self.tabs.current() == TOPICS else self._edit_grade(None)

    def edit_chosen(self) -> None:
        """Change what is chosen."""
        row = self.table.current()
        if isinstance(row, TopicRow):
            self._edit_topic(row)
        elif isinstance(row, GradeRow):
            self._edit_grade(row)

    def show_earlier(self) -> None:
        """Who changed what is chosen, and when."""
        row = self.table.current()
        if row is not None:
            kind = "topic" if isinstance(row, TopicRow) else "grade"
            show_versions(self.window(), self.context, kind, row.id, row.name)

    # Inner workings
    def _show(self, key: str) -> None:
        topics = key == TOPICS
        self._stack.setCurrentIndex(0 if topics else 1)
        self.add.setText(_("New topic") if topics else _("New grade"))
        self.change.setText(_("Edit…"))
        self.banner.hide()
        self._search(self.head.search.text() if self.head.search else "")
        self._say_buttons()

    def _search(self, text: str) -> None:
        self.table.filter_text(text)

    def _say_buttons(self) -> None:
        row = self.table.current()
        why = _("Choose a line first.")
        self.change.allow(row is not None, why)
        self.earlier.allow(row is not None, why)
        self.retire.allow(row is not None, why)
        if self.tabs.current() == GRADES:
            self.retire.setText(_("Remove"))
        else:
            back = isinstance(row, TopicRow) and not row.active
            self.retire.setText(_("Bring back") if back else _("Retire"))

    def _retire(self) -> None:
        row = self.table.current()
        book, by = self.context.book, self.context.account
        try:
            if isinstance(row, TopicRow):
                retire_topic(book, by, row.id, active=not row.active)
                self._tell_topic(row)
            elif isinstance(row, GradeRow):
                remove_grade(book, by, row.id)
                self.banner.say("info", _("Removed."), _("Undo (Ctrl+Z) brings it back."))
        except KnownProblem as problem:
            self.banner.show_problem(problem)

    def _tell_topic(self, row: TopicRow) -> None:
        if row.active:
            self.banner.say(
                "info",
                _("{topic} is retired.").format(topic=row.name),
                _("New pairs do not offer it; pairs and people who have it keep it."),
            )
        else:
            self.banner.say("info", _("{topic} is offered again.").format(topic=row.name))

    def _edit_topic(self, row: TopicRow | None) -> None:
        categories = sorted({each.category for each in list_topics(self.context.book, retired=True)} - {""})
        form = Form(columns=1)
        form.add("name", _("Topic"), LineField(longest=120))
        form.add(
            "category",
            _("Category"),
            ChoiceField([Choice(each, each) for each in categories], free=True),
            optional=True,
        )
        if row is not None:
            form.set_values({"name": row.name, "category": row.category or None})
        book, by = self.context.book, self.context.account

        def save(values: dict[str, Any]) -> None:
            saved = save_topic(
                book, by, name=values["name"], category=values["category"] or "",
                topic_id=row.id if row is not None else None,
            )  # fmt: skip
            self.topics.choose(saved)

        title = _("New topic") if row is None else _("Edit topic")
        action = _("Add topic") if row is None else _("Save changes")
        FormSheet(
            self.window(), title, form, action=action, save=save, width=460, kept=self._kept("topic", row)
        ).open()

    def _edit_grade(self, row: GradeRow | None) -> None:
        professions = sorted({each.profession for each in list_grades(self.context.book)})
        form = Form(columns=1)
        if row is None:
            form.add(
                "profession",
                _("Profession"),
                ChoiceField([Choice(each, each) for each in professions], free=True),
            )
        form.add("name", _("Grade"), LineField(longest=120))
        form.add(
            "rank",
            _("Rank"),
            NumberField(LOWEST_RANK, HIGHEST_RANK),
            help=_("1 in training or assistant, 5 experienced, 9 leads a service. Compares professions."),
        )
        form.set_values({"name": row.name, "rank": row.rank} if row is not None else {"rank": 4})
        book, by = self.context.book, self.context.account

        def save(values: dict[str, Any]) -> None:
            if row is not None:
                change_grade(book, by, row.id, name=values["name"], rank=values["rank"])
                return
            added = add_grade(
                book, by, profession=values["profession"] or "", name=values["name"], rank=values["rank"]
            )
            self.grades.choose(added)

        title = _("New grade") if row is None else _("Edit grade of {profession}")
        FormSheet(
            self.window(),
            title.format(profession=row.profession if row else ""),
            form,
            action=_("Add grade") if row is None else _("Save changes"),
            save=save,
            width=460,
            kept=self._kept("grade", row),
        ).open()

    def _kept(self, question: str, row: TopicRow | GradeRow | None) -> Kept:
        about = row.id if row is not None else "new"
        arguments = {"section": "topics", "ask": question, "about": about}
        return Kept(self.context.book, f"ask {question}", str(about), "settings", arguments)


def _topics_table() -> ListTable:
    def people(count: int) -> str:
        return ngettext("{n} person", "{n} people", count).format(n=count) if count else "–"

    return ListTable(
        (
            Column(
                _("Topic"), lambda row: row.name, "strong", 190, stretch=3, quiet=lambda row: not row.active
            ),
            Column(_("Category"), lambda row: row.category, "quiet", 140, stretch=2, drop=1),
            Column(_("Teach"), lambda row: people(row.teach), width=90, sort=lambda row: row.teach),
            Column(_("Want to learn"), lambda row: people(row.learn), width=110, sort=lambda row: row.learn),
            Column(_("State"), lambda row: _("Offered") if row.active else _("Retired"), "quiet", 100),
        ),
        name=_("Topics"),
    )


def _grades_table() -> ListTable:
    return ListTable(
        (
            Column(_("Profession"), lambda row: row.profession, width=180, stretch=2),
            Column(_("Grade"), lambda row: row.name, "strong", 200, stretch=3),
            Column(_("Rank"), lambda row: str(row.rank), "number", 80, sort=lambda row: row.rank),
        ),
        name=_("Grades"),
    )
