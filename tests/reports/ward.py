"""The ward of the printed pictures: twelve pairs in every status on 19 November 2026."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app.book import FAST_KEYS, Book
from app.clock import SetClock
from app.pairs.agreement import sign_agreement
from app.pairs.pairs import get_pair
from app.pairs.saving import GoalEntry, SavePair, save_pair
from app.pairs.status import ClosePair, close_pair, pause_pair
from app.pairs.words import AimsMet, CloseReason
from app.programmes.new_unit import furnish
from app.programmes.programmes import SaveProgramme, save_programme
from app.sessions.booking import CancelSession, cancel_session, set_next_date
from app.sessions.note_mode import NoteMode
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.words import CancelledBy, Mode, Protected
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.topics import list_topics, save_topic
from app.training.gate import activate_pair
from app.training.templates import newest_template
from app.training.training import SignItems, begin_training, sign_items

START = date(2026, 6, 8)
TODAY = date(2026, 11, 19)
END = date(2026, 12, 4)


@dataclass
class Ward:
    """The open book, and ids by mentor's name."""

    book: Book
    clock: SetClock
    people: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)

    def person(self, name: str, ward: str = "Ward 7") -> int:
        """The id of somebody, added at the first mention."""
        if name not in self.people:
            entry = SaveStaffMember(name=name, ward=ward)
            self.people[name] = save_staff_member(self.book, self.book.account, entry)
        return self.people[name]

    def topic(self, name: str) -> int:
        """The id of a topic, added when it is new."""
        for topic in list_topics(self.book):
            if topic.name == name:
                return topic.id
        return save_topic(self.book, self.book.account, name=name)


# mentor | mentee | topic | days held (p: time kept in part, n: not kept) | days cancelled | next | ending
_PAIRS = """
Priyanka Rathnam|Dr Inês Caldeira-Pinto|E-prescribing|6-15 7-13p 9-7|8-10||
Sindre Aasland|Beatriz Montenegro Salas|Clinical apps|7-2 9-21n|10-20 11-4||
Yara Haddadin|Dr Alistair Moncrieffe|Practice feedback|6-18 7-20 8-24p 9-28|10-19||
Linh Đặng|Dr Margaret Holloway|Telemedicine|6-16 7-14 9-1p 10-6 11-10|8-11|11-24|
Tomasz Wilczek|Dr Suresh Iyengarajan|Literature searching|6-20 7-22p 8-26n 10-9 11-12|9-18|11-26|
Amina Yusuf-Bello|Philomena Hartnell|Inclusion|7-9 9-10 10-8p 11-5|8-13|12-3|
Mele Taufa|Baek Hyun-woo|Video follow-up|6-30 8-4 9-15p|10-13||pause
Rosa Quispe Mamani|Carmel Donnellan|Telemedicine|||11-25|agreed
Hana Kobayakawa|Dr Pieter Vanderhaeghe|Clinical apps||||proposed
Efua Ansah-Boateng|Judith Oyelakin|Electronic charting|6-17 7-15 8-19 9-22|7-29||early
Joss Penhallow|Eleni Papadaki-Wren|Electronic charting|6-24 7-8 7-27p 9-3 10-1 10-22|||done
Daniyar Seitkali|Dr Marit Solheim|Clinical apps|6-25 7-16 8-27 9-24n 10-15 11-3|||done
"""

_SUMMARIES = (
    "Aim and signs of success agreed; tour of the video room.",
    "Test call with a colleague; consent wording tried aloud.",
    "Two live follow-ups; called away for 15 minutes.",
    "Examination at a distance; agreement reviewed midway.",
    "Led four calls alone; one dropped and the plan held.",
)
_AIM = (
    "Dr Holloway runs a follow-up clinic by video on her own, including consent, examination at a distance "
    "and a plan for when the connection drops."
)
_NOTE = (
    "We practised guiding a colleague through a breathing and ankle-swelling check on camera. Dr Holloway "
    "now asks where the light comes from before she starts, and says aloud what she cannot judge by video."
)
_HOW = (Mode.MEETING, Mode.MEETING, Mode.SIDE_BY_SIDE, Mode.SIDE_BY_SIDE, Mode.OBSERVATION, Mode.VIDEO)
_PROTECTED = {"p": Protected.PART, "n": Protected.NO}
_UNSIGNED = {
    "Linh Đặng": ("E3", "E5", "G4", "G5", "H5"),
    "Tomasz Wilczek": ("E5", "G5", "H5"),
    "Amina Yusuf-Bello": ("H5",),
    "Rosa Quispe Mamani": ("A3", "H2", "B3", "B4", "C1", "C2", "C3", "C4", "E1", "E2", "E3", "G1"),
}


def open_ward(folder: Path) -> Iterator[Ward]:
    """The ward in a new book in *folder*; closed afterwards."""
    clock = SetClock(datetime(2026, 6, 1, 9, 0).astimezone())
    book, _code = Book.create(
        folder / "Ward 7.pairbook",
        unit="Ward 7, Internal medicine",
        manager="Ngaire Whitfield",
        passphrase="try pairbook today",
        hospital="Saltmarsh Hospital",
        clock=clock,
        cost=FAST_KEYS,
    )
    with book:
        furnish(book, book.account)
        ward = Ward(book, clock)
        _fill(ward)
        clock.moment = datetime(2026, 11, 19, 16, 20).astimezone()
        yield ward


def _day(text: str) -> date:
    month, day = text.rstrip("pn").split("-")
    return date(2026, int(month), int(day))


def _fill(ward: Ward) -> None:
    book, by = ward.book, ward.book.account
    programme = save_programme(
        book,
        by,
        SaveProgramme(
            "Learning upward 2026", START, ends_on=END, aim="Learning from juniors", note_mode=NoteMode.FULL
        ),
    )
    codes = [item.code for item in newest_template(book).items]
    for row in _PAIRS.strip().splitlines():
        mentor, mentee, topic, held_days, cancelled_days, coming, ending = row.split("|")
        held, cancelled = held_days.split(), cancelled_days.split()
        ward.clock.moment = datetime(2026, 6, 8, 9, 0).astimezone()
        mentors = (ward.person(mentor),)
        if mentor.startswith("Amina"):
            mentors = (*mentors, ward.person("Owen Carrick"))
        goals: tuple[GoalEntry, ...] = ()
        if mentor == "Linh Đặng":
            goals = (
                GoalEntry("Holds a video follow-up without help, consent included", 3, 8, date(2026, 11, 10)),
                GoalEntry(
                    "Decides with a clear rule who needs to be seen in person", 4, 7, date(2026, 10, 6)
                ),
                GoalEntry("Teaches one registrar the same steps", 2),
            )
        ward.clock.moment = datetime(2026, 11, 19, 9, 0).astimezone()
        pair_id = save_pair(
            book,
            by,
            SavePair(
                mentors=mentors,
                mentees=(ward.person(mentee, ""),),
                topic_id=ward.topic(topic),
                programme_id=programme,
                planned_end=END,
                starts_on=START,
                goals=goals,
                aim=_AIM if goals else "",
            ),
        )
        ward.pairs[mentor] = pair_id
        _train(ward, mentor, codes)
        if mentor.startswith("Amina"):
            _train(ward, "Owen Carrick", codes)
        if ending == "proposed":
            continue
        people = get_pair(book, pair_id)
        sign_agreement(book, by, pair_id, {one.id: START for one in people.mentors + people.mentees})
        if ending == "agreed":
            ward.clock.moment = datetime(2026, 11, 19, 16, 20).astimezone()
            set_next_date(book, by, pair_id, _day(coming), at=time(13, 30))
            continue
        activate_pair(book, by, pair_id, on=START)
        for number, day in enumerate(held):
            _hold(ward, pair_id, number, day, mentor)
        for day in cancelled:
            cancel_session(
                book, by, CancelSession(pair_id, _day(day), CancelledBy.WARD, "Staffing on the late shift")
            )
        if coming:
            set_next_date(book, by, pair_id, _day(coming), at=time(13, 30))
        if ending == "pause":
            pause_pair(book, by, pair_id, "Parental leave")
        elif ending:
            reason = CloseReason.COMPLETED if ending == "done" else CloseReason.COMPLETED_EARLY
            close_pair(book, by, pair_id, ClosePair(reason, _day(held[-1]), AimsMet.FULL))


def _hold(ward: Ward, pair_id: int, number: int, day: str, mentor: str) -> None:
    telemedicine = mentor == "Linh Đặng"
    people = get_pair(ward.book, pair_id)
    first, second = people.mentors[0].id, people.mentees[0].id
    actions: tuple[ActionEntry, ...] = ()
    if number == 3 and telemedicine:
        plan = "Write the one-page plan for a dropped call and show it to the clinic clerks"
        actions = (
            ActionEntry(plan, first, date(2026, 11, 24)),
            ActionEntry("Book the video room for four clinics in January", second, date(2026, 11, 12)),
        )
    if number == 1 and mentor.startswith("Priyanka"):
        room = "Free one video room on Tuesday and Thursday afternoons"
        actions = (ActionEntry(room, second, date(2026, 10, 8)),)
    record_session(
        ward.book,
        ward.book.account,
        RecordSession(
            pair_id=pair_id,
            held_on=_day(day),
            minutes=50 if number % 3 == 1 else 45,
            mode=_HOW[number],
            protected_time=_PROTECTED.get(day[-1], Protected.YES),
            summary=_SUMMARIES[number % 5]
            if telemedicine
            else "What was planned was done; one question left.",
            starts_at=time(13, 30),
            place="Video room 2",
            record_note=_NOTE if telemedicine and number == 3 else "",
            actions=actions,
        ),
    )


def _train(ward: Ward, name: str, codes: list[str]) -> None:
    staff_id = ward.person(name)
    book, by = ward.book, ward.book.account
    begin_training(book, by, staff_id, on=date(2026, 5, 26))
    if name == "Hana Kobayakawa":
        signed = ["A1", "A2", "H1"]
    else:
        left = _UNSIGNED.get(name, () if name[0] in "DEJ" else tuple(codes[17 + len(name) % 9 :]))
        starred = {item.code for item in newest_template(book).items if item.starred}
        left = tuple(code for code in left if name.startswith("Rosa") or code not in starred)
        signed = [code for code in codes if code not in left]
    odd = tuple(code for code in signed if code not in ("C5", "D6"))
    for index, part in enumerate((odd[:12], odd[12:])):
        if part:
            day = date(2026, 5, 28) + timedelta(days=40 * index)
            sign_items(book, by, staff_id, SignItems(part, day))
    for code in ("C5", "D6"):
        if code in signed:
            remark = "no co-mentor" if code == "C5" else "not a roll-out"
            sign_items(book, by, staff_id, SignItems((code,), date(2026, 7, 7), None, remark, applies=False))
