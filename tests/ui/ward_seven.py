"""Ward 7 as the pictures of the screens show it: thirteen people and their pairs, for tests and pictures."""

import shutil
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from app.book import Book
from app.clock import SetClock
from app.pairs.conflicts import declare_conflict
from app.pairs.saving import GoalEntry, SavePair, save_pair
from app.pairs.status import ClosePair, close_pair, pause_pair
from app.pairs.words import AimsMet, CloseReason, Ground
from app.sessions.booking import set_next_date
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.words import Protected
from app.staff.grades import list_grades
from app.staff.saving import Rating, SaveStaffMember, save_staff_member
from app.staff.staff_members import mark_left
from app.training.gate import activate_pair
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from tests.fixtures.unit import Unit

# Name, grade, ward, teaches, wants to learn (topic and squares), line manager.
PEOPLE = (
    ("Ruth Abernethy", "Ward manager", "Ward 7", ("Rostering 4",), ("Data dashboards 1",), ""),
    (
        "Dr Henrik Aaltola",
        "Consultant",
        "Ward 7",
        ("Reading an ECG 5", "Ethics in practice 4"),
        ("Literature searching 2",),
        "",
    ),
    ("Yara Haddadin", "Junior pharmacist", "Pharmacy", ("Clinical apps 4",), ("Teaching on the ward 2",), ""),
    (
        "Eilidh Corrie",
        "Nursing associate",
        "Ward 7",
        ("Inclusion at work 5",),
        ("Reading an ECG 1",),
        "Ruth Abernethy",
    ),
    (
        "Mateus Figueira",
        "Physiotherapist",
        "Therapies",
        ("Tele-physiotherapy 5",),
        ("Quality improvement 2",),
        "",
    ),
    (
        "Lan Nguyễn",
        "Staff nurse",
        "Ward 7",
        ("Electronic charting 5", "Ward tablets 4"),
        ("Reading an ECG 2", "Leading a shift 1"),
        "Ruth Abernethy",
    ),
    (
        "Kwabena Ofori",
        "Staff nurse",
        "Ward 7",
        ("Electronic charting 5", "Ward tablets 4"),
        ("Wound care 2",),
        "Ruth Abernethy",
    ),
    (
        "Bernadette Quill",
        "Senior sister",
        "Ward 5",
        ("Wound care 5",),
        ("Ward tablets 1", "Electronic charting 2"),
        "",
    ),
    (
        "Margit Sørvik",
        "Ward sister or charge nurse",
        "Ward 7",
        ("Leading a shift 5",),
        ("Electronic charting 2",),
        "Ruth Abernethy",
    ),
    ("Dr Arun Vaidya", "Consultant", "Cardiology", ("Ethics in practice 5",), ("Inclusion at work 3",), ""),
    (
        "Tomasz Wilkosz",
        "Healthcare assistant",
        "Ward 7",
        ("Electronic charting 4",),
        ("Catheter care 2",),
        "Ruth Abernethy",
    ),
    ("Wen-Hsin Lo", "Dietitian", "Therapies", (), ("Ward tablets 2",), ""),
    (
        "Zeynep Ağaçlı",
        "Resident doctor",
        "Cardiology",
        ("Ward tablets 5", "Clinical apps 4"),
        ("Breaking bad news 2",),
        "",
    ),
    ("Priya Deshmane", "Resident doctor", "Ward 7", ("Literature searching 5",), ("Leading a shift 2",), ""),
    ("Yusuf Karimi", "Foundation doctor", "Ward 5", ("Feedback upward 4",), ("Reading an ECG 3",), ""),
    ("Dr Elspeth Rowan", "Clinical director", "Cardiology", (), ("Feedback upward 3",), ""),
    ("Noor Al-Sayegh", "Newly qualified nurse", "Ward 5", ("Clinical apps 5",), (), ""),
    ("Ingrid Vollan", "Senior sister", "Ward 7", (), ("Clinical apps 1",), ""),
)

LAN_WORKS = frozenset({"mon-early", "tue-early", "wed-late", "thu-early", "sun-night"})


class WardSeven(Unit):
    """The unit of the pictures; ids by name in :attr:`people`, pairs by mentor in :attr:`pairs`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.pairs: dict[str, int] = {}
        self._grades = {grade.name: grade.id for grade in list_grades(self.book)}
        for name, grade, ward, offers, needs, manager in PEOPLE:
            self._add(name, grade, ward, offers, needs, manager)
        self._add_pairs()
        left = self._add("Fiona Gallacher", "Staff nurse", "Ward 7", (), (), "")
        mark_left(self.book, self.by, left, date(2026, 1, 31))
        declare_conflict(
            self.book,
            self.by,
            one_id=self.people["Kwabena Ofori"],
            other_id=self.people["Bernadette Quill"],
            ground=Ground.PANEL,
            remark="Interviews in April",
        )

    def _add(
        self, name: str, grade: str, ward: str, offers: tuple[str, ...], needs: tuple[str, ...], manager: str
    ) -> int:
        lan = name == "Lan Nguyễn"
        entry = SaveStaffMember(
            name=name,
            known_as="Lan" if lan else "",
            grade_id=self._grades[grade],
            ward=ward,
            email=""
            if name == "Yusuf Karimi"
            else f"{name.rsplit(maxsplit=1)[-1].lower()}@saltmarsh.example",
            phone="ext. 4417" if lan else "",
            line_manager_id=self.people.get(manager),
            availability=LAN_WORKS if lan else frozenset({"mon-early", "thu-late"}),
            capacity=3 if lan else 2,
            offers=tuple(map(self._rated, offers)),
            needs=tuple(map(self._rated, needs)),
        )
        self.people[name] = save_staff_member(self.book, self.by, entry)
        return self.people[name]

    def _rated(self, words: str) -> Rating:
        topic, squares = words.rsplit(" ", 1)
        return Rating(self.topic(topic), int(squares))

    def _add_pairs(self) -> None:
        day = date
        self._active("Yusuf Karimi", "Dr Elspeth Rowan", "Feedback upward", [day(2025, 12, 18)])
        priya = self._active(
            "Priya Deshmane",
            "Dr Henrik Aaltola",
            "Literature searching",
            [],
            aim="Find and judge a guideline within ten minutes, alone",
            goals=(GoalEntry("Judge a guideline alone", 4, 7),),
            planned_end=day(2026, 5, 7),
        )
        self._held(priya, day(2025, 11, 20), "First meeting, aim agreed")
        self._held(priya, day(2025, 12, 11), "Search filters", minutes=50)
        actions = (
            ActionEntry(
                "Try two filters on a real question", self.people["Dr Henrik Aaltola"], day(2026, 2, 5)
            ),
            ActionEntry("Send the one-page guide", self.people["Priya Deshmane"]),
        )
        self._held(priya, day(2026, 1, 22), "PICO questions", protected=Protected.PART, actions=actions)
        self._active(
            "Zeynep Ağaçlı",
            "Bernadette Quill",
            "Ward tablets",
            [day(2026, 1, 8), day(2026, 1, 22)],
            day(2026, 3, 26),
        )
        self._active(
            "Lan Nguyễn",
            "Margit Sørvik",
            "Electronic charting",
            [day(2026, 1, 15), day(2026, 2, 5), day(2026, 2, 26)],
            day(2026, 3, 12),
            time(14, 30),
        )
        self._active(
            "Mateus Figueira", "Bernadette Quill", "Tele-physiotherapy", [day(2026, 2, 24)], day(2026, 3, 18)
        )
        self._active(
            "Eilidh Corrie", "Dr Arun Vaidya", "Inclusion at work", [day(2026, 2, 20)], day(2026, 3, 17)
        )
        agreed = self._propose("Yara Haddadin", "Dr Henrik Aaltola", "Clinical apps")
        self.sign(agreed, day(2026, 3, 2))
        self._propose("Noor Al-Sayegh", "Ingrid Vollan", "Clinical apps", starts_on=day(2026, 3, 5))
        self.train("Noor Al-Sayegh", but=("B1", "H2"))
        paused = self._active("Kwabena Ofori", "Wen-Hsin Lo", "Ward tablets", [day(2026, 1, 27)])
        pause_pair(self.book, self.by, paused, "Exams until 6 April.")
        done = self._active(
            "Tomasz Wilkosz", "Margit Sørvik", "Electronic charting", [day(2025, 12, 4), day(2026, 1, 6)]
        )
        close_pair(
            self.book,
            self.by,
            done,
            ClosePair(
                CloseReason.COMPLETED_EARLY, day(2026, 2, 12), AimsMet.FULL, "Charts alone on every shift."
            ),
        )

    def _propose(self, mentor: str, mentee: str, topic: str, **entry: object) -> int:
        terms: dict[str, object] = {"starts_on": date(2025, 11, 6), **entry}
        pair = SavePair(
            mentors=(self.people[mentor],),
            mentees=(self.people[mentee],),
            topic_id=self.topic(topic),
            **terms,
        )  # type: ignore[arg-type]
        self.pairs[mentor] = save_pair(self.book, self.by, pair)
        return self.pairs[mentor]

    def _active(
        self,
        mentor: str,
        mentee: str,
        topic: str,
        held: list[date],
        next_on: date | None = None,
        at: time | None = None,
        **entry: object,
    ) -> int:
        pair_id = self._propose(mentor, mentee, topic, **entry)
        self.train(mentor)
        self.sign(pair_id, date(2025, 11, 6))
        activate_pair(self.book, self.by, pair_id, on=date(2025, 11, 6))
        for day in held:
            self._held(pair_id, day, "Worked through two real cases")
        if next_on is not None:
            set_next_date(self.book, self.by, pair_id, next_on, at=at)
        return pair_id

    def _held(
        self,
        pair_id: int,
        day: date,
        summary: str,
        *,
        minutes: int = 45,
        protected: Protected = Protected.YES,
        actions: tuple[ActionEntry, ...] = (),
    ) -> None:
        entry = RecordSession(
            pair_id, day, minutes=minutes, protected_time=protected, summary=summary, actions=actions
        )
        record_session(self.book, self.by, entry)


def ward_seven(book: Book) -> WardSeven:
    """A furnished *book* filled with the ward of the pictures."""
    return WardSeven(book)


@dataclass(frozen=True)
class MadeWard:
    """A closed book of the ward, to be copied for each test, and its ids by name."""

    folder: Path
    people: dict[str, int]
    pairs: dict[str, int]

    def opened(self, beside: Path, clock: SetClock) -> WardSeven:
        """A copy of the book in the folder *beside*, open."""
        folder = Path(shutil.copytree(self.folder, beside / self.folder.name))
        ward = WardSeven.__new__(WardSeven)
        ward.book = Book.open(folder, MANAGER, PASSPHRASE, clock=clock, back_up=False)
        ward.people, ward.pairs = dict(self.people), dict(self.pairs)
        return ward


def make_ward(folder: Path) -> MadeWard:
    """Make the ward once, in *folder*."""
    with new_book(folder) as book:
        ward = ward_seven(book)
        return MadeWard(book.folder, ward.people, ward.pairs)
