"""Papers of pairs, mentors and the unit: agreement, action list, certificate, knowledge map."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.clock import SetClock
from app.pairs.agreement import Terms, agreement_versions, save_terms, sign_agreement
from app.pairs.pairs import get_pair
from app.pairs.saving import SavePair, save_pair
from app.reports.catalogue import build
from app.reports.certificate import NotComplete
from app.reports.document import AnswerBox, Document, Reader, RowKind, Table, cell_words
from app.reports.html import render_html
from app.reports.inline import plain
from app.reports.options import FillIn, Options
from app.reports.pdf import render_pdf
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.staff.saving import Rating
from app.training.gate import activate_pair
from app.training.templates import newest_template
from app.training.training import SignItems, sign_items
from tests.fixtures.unit import Unit

Read = Callable[[bytes], list[str]]


def words(read: Read, document: Document) -> str:
    return " ".join(" ".join(read(render_pdf(document))).split())


def sentence(document: Document) -> str:
    return plain(next(block.sentence for block in document.blocks if isinstance(block, AnswerBox)))


# --- the agreement ----------------------------------------------------------------------------

TERMS = Terms(
    signs_of_success="Two shifts charted alone",
    frequency="Every three weeks",
    place="Seminar room 2",
    arranged_by="The mentee",
    cancelling="By noon of the day before",
    contact_between="E-mail",
    out_of_bounds="Rota and leave",
)


def test_an_agreement_says_what_was_agreed_and_by_whom(unit: Unit, read: Read) -> None:
    pair_id = unit.pair(aim="Charts a shift <b>alone</b>")
    save_terms(unit.book, unit.by, pair_id, TERMS)
    unit.sign(pair_id)
    document = build("agreement", unit.book, Options(pair_id=pair_id))
    text = words(read, document)
    for said in (
        "Charts a shift <b>alone</b>. We will know by: Two shifts charted alone.",
        "Six sessions of 45 minutes",
        "How often: Every three weeks. Where: Seminar room 2. Who arranges: The mentee.",
        "By noon of the day before.",
        "Rota and leave.",
        "No shared reporting line, none declared. Overrides: none.",
        "Mentor, signed on",
        "the pair can start when everybody has signed",
    ):
        assert said in text
    assert len(re.findall(r"Lan Nguyễn", text)) >= 3
    assert document.fate.startswith("Destroy by")
    assert document.reader is Reader.CONFIDENTIAL
    assert len(read(render_pdf(document))) == 2


def test_a_change_of_terms_is_a_version_that_says_what_changed(unit: Unit, read: Read) -> None:
    pair_id = unit.pair()
    save_terms(unit.book, unit.by, pair_id, TERMS)
    unit.sign(pair_id)
    changed = Terms(place="Library", frequency="Once a month")
    save_terms(unit.book, unit.by, pair_id, changed)
    first, second = agreement_versions(unit.book, pair_id)
    assert (first.version, first.signed_on, first.changed) == (1, unit.today, ())
    assert (second.version, second.signed_on) == (2, None)
    assert {"place", "frequency", "cancelling"} <= set(second.changed)
    text = words(read, build("agreement", unit.book, Options(pair_id=pair_id)))
    assert "version 2 of" in text
    assert "not signed by all" in text
    mentor = get_pair(unit.book, pair_id).mentors[0].id
    sign_agreement(unit.book, unit.by, pair_id, {mentor: unit.today})
    assert agreement_versions(unit.book, pair_id)[1].signed_on is None


@pytest.mark.parametrize("mentors", [1, 2])
@pytest.mark.parametrize("fill_in", [FillIn.PRE_FILLED, FillIn.COMPLETED])
def test_an_agreement_is_one_sheet_with_two_sides_also_where_two_mentors_sign(
    mentors: int, fill_in: FillIn, unit: Unit, read: Read
) -> None:
    names = ("Lan Nguyễn", "Yusuf Karimi")[:mentors]
    command = SavePair(
        mentors=tuple(unit.person(name) for name in names),
        mentees=(unit.person("Margit Sørvik"),),
        topic_id=unit.topic(),
        aim="Sees what the unit looks like to those who join it from elsewhere, and changes three things.",
    )
    pair_id = save_pair(unit.book, unit.by, command)
    save_terms(unit.book, unit.by, pair_id, TERMS)
    unit.sign(pair_id)
    pages = read(render_pdf(build("agreement", unit.book, Options(pair_id=pair_id, fill_in=fill_in))))
    assert len(pages) == 2
    assert "Midway review" in pages[1]
    assert ("Versions" in pages[1]) == (fill_in is FillIn.COMPLETED)


def test_an_override_stands_on_the_agreement_with_its_reason(unit: Unit, read: Read) -> None:
    pair_id = unit.pair()
    activate_pair(unit.book, unit.by, pair_id, override="The chart goes live on Monday")
    unit.sign(pair_id)
    text = words(read, build("agreement", unit.book, Options(pair_id=pair_id)))
    assert "The chart goes live on Monday. Missing then:" in text


def test_blank_and_pre_filled_agreements_have_the_same_places(unit: Unit, read: Read) -> None:
    pair_id = unit.pair(aim="Charts alone")
    save_terms(unit.book, unit.by, pair_id, TERMS)
    blank = build("agreement", unit.book, Options(fill_in=FillIn.BLANK))
    filled = build("agreement", unit.book, Options(pair_id=pair_id, fill_in=FillIn.PRE_FILLED))
    assert [type(block) for block in blank.blocks] == [type(block) for block in filled.blocks]
    empty, text = words(read, blank), words(read, filled)
    assert "Lan Nguyễn" not in empty
    assert "Lan Nguyễn" in text
    assert "Seminar room 2" not in text
    assert {blank.fate, filled.fate} == {"Shred when recorded"}
    assert len(read(render_pdf(blank))) == len(read(render_pdf(filled))) == 2


# --- the action list --------------------------------------------------------------------------


def _with_actions(unit: Unit, *actions: tuple[str, bool, int | None], mentor: str, mentee: str) -> int:
    """An active pair with a session a month ago; text, whether the mentor's, due in so many days."""
    pair_id = unit.active_pair(mentor, mentee)
    pair = get_pair(unit.book, pair_id)
    entries = tuple(
        ActionEntry(
            text,
            (pair.mentors if own else pair.mentees)[0].id,
            unit.today + timedelta(days=due) if due is not None else None,
        )
        for text, own, due in actions
    )
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, actions=entries))
    return pair_id


def test_the_action_list_goes_by_owner_and_puts_overdue_ones_first(
    unit: Unit, clock: SetClock, read: Read
) -> None:
    later = (("Later <i>", True, 20), ("Undated", False, None))
    _with_actions(unit, *later, mentor="Ann Able", mentee="Bo Best")
    other = _with_actions(unit, ("Late", True, 3), ("Soon", True, 25), mentor="Cy Cole", mentee="Di Dunn")
    clock.moment += timedelta(days=18)
    document = build("action-list", unit.book, Options())
    first, second = sentence(document).split("; ")
    assert first == "Four actions are open with three people"
    assert second == "one is overdue, the oldest by 2 weeks."
    table = next(block for block in document.blocks if isinstance(block, Table))
    rows = [tuple(cell_words(cell) for cell in row.cells) for row in table.rows]
    assert [row[:3] for row in rows] == [
        ("Cy Cole", "Late", "with Di Dunn"),
        ("", "Soon", "with Di Dunn"),
        ("Ann Able", "Later <i>", "with Bo Best"),
        ("Bo Best", "Undated", "with Ann Able"),
    ]
    assert [row[4] for row in rows] == ["2 weeks late", "Open", "Open", "Open"]
    assert rows[3][3] == "no date"
    assert [row.kind for row in table.rows].index(RowKind.LAST_OF_GROUP) == 1
    assert "Later <i>" in words(read, document)
    of_pair = build("action-list", unit.book, Options(pair_id=other))
    assert sentence(of_pair).startswith("Two actions are open with one person")
    assert "Cy Cole with Di Dunn" in of_pair.facts


def test_an_action_list_without_actions_says_so(unit: Unit, read: Read) -> None:
    assert "No action is open." in words(read, build("action-list", unit.book, Options()))


# --- the certificate --------------------------------------------------------------------------


def test_a_certificate_is_for_a_finished_training_alone(unit: Unit, read: Read) -> None:
    unit.active_pair("Lan Nguyễn", "Margit Sørvik")
    staff_id = unit.person("Lan Nguyễn")
    with pytest.raises(NotComplete, match="items are signed"):
        build("certificate", unit.book, Options(staff_id=staff_id))
    with pytest.raises(NotComplete, match="has not begun"):
        build("certificate", unit.book, Options(staff_id=unit.person("Somebody Else")))
    rest = tuple(item.code for item in newest_template(unit.book).items if not item.starred)
    sign_items(unit.book, unit.by, staff_id, SignItems(rest, unit.today))
    document = build("certificate", unit.book, Options(staff_id=staff_id))
    (page,) = PdfReader(BytesIO(render_pdf(document))).pages
    assert page.mediabox.width > page.mediabox.height
    text = " ".join(page.extract_text().split())
    for said in (
        "CERTIFICATE OF MENTOR TRAINING",
        "This is to certify that Lan Nguyễn has completed the reverse mentoring training of Ward 7,",
        "39 of 39 items signed",
        "Lan Nguyễn keeps this print",
    ):
        assert said in text
    assert document.reader is Reader.OPEN
    assert "Lan Nguyễn</strong> has completed" in render_html(document)


# --- the knowledge map ------------------------------------------------------------------------


def test_the_knowledge_map_shows_who_teaches_what_and_needs_nobody_meets(unit: Unit, read: Read) -> None:
    charting, search = unit.topic("Electronic charting"), unit.topic("Literature searching")
    unit.person("Ann Able", offers=(Rating(charting, 5),))
    unit.person("Bo Best", needs=(Rating(charting, 2), Rating(search, 1)))
    document = build("knowledge-map", unit.book, Options())
    assert sentence(document) == "One topic is offered by somebody; one is wanted and nobody teaches it."
    text = words(read, document)
    assert "Needs nobody meets 1 Topic Want to learn Literature searching Bo Best" in text
    assert "Electronic charting Ann Able Bo Best" in text
    assert "Ann Able" not in words(read, build("knowledge-map", unit.book, Options(initials=True)))


# --- the statement of professional development ------------------------------------------------


def test_a_cpd_statement_counts_the_sessions_somebody_attended_on_either_side(unit: Unit, read: Read) -> None:
    teaching = unit.active_pair("Ann Able", "Bo Best")
    learning = unit.active_pair("Bo Best", "Ann Able", topic_id=unit.topic("Literature searching"))
    ann, bo = unit.person("Ann Able"), unit.person("Bo Best")
    for pair_id, minutes, attended in ((teaching, 45, None), (learning, 50, None), (teaching, 30, (bo,))):
        entry = RecordSession(pair_id, unit.today, minutes=minutes, attended=attended)
        record_session(unit.book, unit.by, entry)
    document = build("cpd-statement", unit.book, Options(staff_id=ann))
    text = words(read, document)
    assert "1 h 35 recorded, all of it participatory" in text
    assert "1 session as a mentor 1 session as a mentee" in text
    assert "Total 1 h 35" in text
    assert "Attended the mentor training session" in text
    assert document.fate == "Ann Able keeps this print"
    later = Options(staff_id=ann, since=unit.today + timedelta(days=1))
    assert "No session of this person is recorded" in words(read, build("cpd-statement", unit.book, later))
