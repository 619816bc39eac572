"""The reports on the ward of the pictures: sentences by rule, numbers that add up, pages as promised."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from app.book import Account, Book
from app.errors import NotAllowed, NotFound
from app.reports.catalogue import NoSuchReport, build, report, reports
from app.reports.document import AnswerBox, Document, Fields, KeyFigures, RowKind, Table
from app.reports.html import render_html
from app.reports.inline import plain
from app.reports.options import FillIn, NotEnoughSaid, Options
from app.reports.pdf import render_pdf, save_pdf
from app.sessions.session_views import list_sessions
from app.sessions.words import State
from tests.reports.ward import Ward

Read = Callable[[bytes], list[str]]


def sentence(document: Document) -> str:
    box = next(block for block in document.blocks if isinstance(block, AnswerBox))
    return plain(box.sentence)


def figures(document: Document) -> list[tuple[str, str]]:
    block = next(block for block in document.blocks if isinstance(block, KeyFigures))
    return [(figure.value, figure.unit) for figure in block.figures]


def test_the_programme_summary_says_who_has_gone_quiet(ward: Ward) -> None:
    document = build("programme-summary", ward.book, Options())
    assert sentence(document) == (
        "Six of twelve pairs are on course or finished; three have gone quiet and need a decision tonight."
    )
    held = len(list_sessions(ward.book, states=(State.HELD,)))
    assert figures(document)[:2] == [("6", "of 12"), (str(held), "of 49")]
    assert figures(document)[3] == ("11", "of 13")
    assert document.fate == "Destroy by 26 November 2026"


def test_the_meeting_pack_is_the_programme_summary(ward: Ward, read: Read) -> None:
    pages = read(render_pdf(build("meeting-pack", ward.book, Options())))
    assert len(pages) == 2
    assert "Decided tonight" in pages[1]
    for name in ("Priyanka Rathnam", "Sindre Aasland", "Yara Haddadin"):
        assert name in pages[0]
        assert name in pages[1]


def test_quiet_pairs_stand_first_above_the_rule(ward: Ward) -> None:
    document = build("programme-summary", ward.book, Options())
    table = next(b for b in document.blocks if isinstance(b, Table) and b.caption == "Pairs")
    kinds = [row.kind for row in table.rows]
    assert kinds.index(RowKind.LAST_OF_GROUP) == 2
    assert kinds.count(RowKind.LAST_OF_GROUP) == 1


def test_initials_hide_every_name(ward: Ward, read: Read) -> None:
    text = " ".join(read(render_pdf(build("programme-summary", ward.book, Options(initials=True)))))
    assert "P.R." in text
    for name in ward.people:
        assert name.split()[-1] not in text


def test_a_period_counts_its_own_sessions(ward: Ward) -> None:
    options = Options(since=date(2026, 9, 1), until=date(2026, 10, 31))
    held = list_sessions(ward.book, since=options.since, until=options.until, states=(State.HELD,))
    assert figures(build("programme-summary", ward.book, options))[1] == (str(len(held)), "")


def test_the_pair_summary_is_one_page_about_the_pair(ward: Ward, read: Read) -> None:
    document = build("pair-summary", ward.book, Options(pair_id=ward.pairs["Linh Đặng"]))
    assert document.title == "Linh Đặng mentors Dr Margaret Holloway"
    assert sentence(document) == "On course: five of six sessions held, two of three goals reached."
    assert document.fate == "Destroy by 4 June 2028"
    (text,) = read(render_pdf(document))
    assert "3 h 55 min in all" in text
    assert "1 week late" in text


def test_blank_and_pre_filled_forms_have_the_same_places(ward: Ward, read: Read) -> None:
    blank = build("session-record", ward.book, Options(fill_in=FillIn.BLANK))
    filled = build(
        "session-record", ward.book, Options(pair_id=ward.pairs["Linh Đặng"], fill_in=FillIn.PRE_FILLED)
    )
    assert [type(block) for block in blank.blocks] == [type(block) for block in filled.blocks]
    (empty,), (text,) = read(render_pdf(blank)), read(render_pdf(filled))
    assert "Dr Margaret Holloway" in text
    assert "Dr Margaret Holloway" not in empty
    assert blank.fate == "Shred when recorded"


def test_a_recorded_session_prints_its_record_note_on_one_page(ward: Ward, read: Read) -> None:
    sessions = list_sessions(ward.book, pair_id=ward.pairs["Linh Đặng"], states=(State.HELD,))
    document = build("session-record", ward.book, Options(session_id=sessions[1].id))
    (text,) = read(render_pdf(document))
    assert "Session 4 of 6" in text
    assert "We practised guiding a colleague" in text
    assert "Tuesday 6 October 2026" in text


def test_a_cancelled_session_says_on_whose_side(ward: Ward, read: Read) -> None:
    (row,) = list_sessions(ward.book, pair_id=ward.pairs["Linh Đặng"], states=(State.CANCELLED,))
    (text,) = read(render_pdf(build("session-record", ward.book, Options(session_id=row.id))))
    assert "By the ward: Staffing on the late shift" in text


def test_the_session_log_holds_every_session_and_their_time(ward: Ward, read: Read) -> None:
    document = build("session-log", ward.book, Options())
    held = list_sessions(ward.book, states=(State.HELD,))
    minutes = sum(row.minutes for row in held)
    assert sentence(document).startswith(f"{len(held)} sessions were held, {minutes // 60} h")
    pages = read(render_pdf(document))
    assert sum(page.count("Cancelled by the ward") for page in pages) == 9
    assert f"Total {minutes:,}" in pages[-1]


def test_the_training_record_counts_signed_items(ward: Ward, read: Read) -> None:
    document = build("training-record", ward.book, Options(staff_id=ward.people["Linh Đặng"]))
    assert sentence(document) == "All eleven starred items are signed; five others were due by 26 August."
    assert "32 of 37 items signed" in document.facts
    assert len(read(render_pdf(document))) == 2


def test_the_blank_training_record_is_the_whole_checklist(ward: Ward, read: Read) -> None:
    text = " ".join(read(render_pdf(build("training-record", ward.book, Options(fill_in=FillIn.BLANK)))))
    assert "39 items, 11 starred" in text
    assert "H5" in text


def test_the_training_matrix_puts_who_may_not_start_first(ward: Ward) -> None:
    document = build("training-matrix", ward.book, Options())
    assert sentence(document) == "Eleven of thirteen mentors may start; two may not yet."
    table = next(block for block in document.blocks if isinstance(block, Table))
    names = [plain(row.cells[0]) for row in table.rows]  # type: ignore[arg-type]
    assert names[:2] == ["Rosa Quispe Mamani", "Hana Kobayakawa"]


@pytest.mark.parametrize("kind", ["privacy-notice", "system-record"])
def test_lines_to_write_on_end_where_the_text_ends(ward: Ward, kind: str) -> None:
    forms = [block for block in build(kind, ward.book, Options()).blocks if isinstance(block, Fields)]
    assert forms
    for row in (row for form in forms for row in form.rows):
        assert sum(field.width for field in row) + 5 * (len(row) - 1) == 175


@pytest.mark.parametrize("kind", [entry.kind for entry in reports()])
def test_every_report_prints_and_reads_on_an_empty_book_or_says_what_it_needs(
    kind: str, unit: object, read: Read
) -> None:
    book = unit.book  # type: ignore[attr-defined]
    fill_in = FillIn.BLANK if FillIn.BLANK in report(kind).fill_ins else FillIn.COMPLETED
    if report(kind).needs and fill_in is not FillIn.BLANK:
        with pytest.raises(NotEnoughSaid):
            build(kind, book, Options())
        return
    document = build(kind, book, Options(fill_in=fill_in))
    assert read(render_pdf(document))
    assert "<h1" in render_html(document)


def test_what_is_not_there_is_said(ward: Ward) -> None:
    with pytest.raises(NoSuchReport):
        report("horoscope")
    with pytest.raises(NotFound):
        build("pair-summary", ward.book, Options(pair_id=9999))
    with pytest.raises(NotFound):
        build("training-record", ward.book, Options(staff_id=ward.people["Baek Hyun-woo"]))


class _SignedIn:
    """The ward's book as another account sees it."""

    def __init__(self, ward: Ward, staff_id: int | None) -> None:
        self._book = ward.book
        self.account = Account(2, "Linh Đặng", "participant", staff_id)

    @property
    def __class__(self) -> type:  # the rules look for a book among what they are handed
        return Book

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)


def test_a_participant_prints_what_is_their_own_and_nothing_else(ward: Ward) -> None:
    own, other = ward.pairs["Linh Đặng"], ward.pairs["Sindre Aasland"]
    book = cast("Book", _SignedIn(ward, ward.people["Linh Đặng"]))
    assert build("pair-summary", book, Options(pair_id=own)).printed_by == "Linh Đặng"
    assert "five of six" in sentence(build("pair-summary", book, Options(pair_id=own)))
    assert sentence(build("session-log", book, Options())).startswith("Five sessions were held")
    assert build("training-record", book, Options()).title == "Linh Đặng"
    theirs = list_sessions(ward.book, pair_id=other)[0].id
    for kind, options in (
        ("pair-summary", Options(pair_id=other)),
        ("session-record", Options(session_id=theirs)),
        ("session-log", Options(staff_id=ward.people["Sindre Aasland"])),
        ("training-record", Options(staff_id=ward.people["Sindre Aasland"])),
        ("programme-summary", Options()),
        ("training-matrix", Options()),
        ("knowledge-map", Options()),
        ("agreement", Options(pair_id=other)),
        ("action-list", Options(pair_id=other)),
        ("certificate", Options(staff_id=ward.people["Efua Ansah-Boateng"])),
        ("cpd-statement", Options(staff_id=ward.people["Efua Ansah-Boateng"])),
    ):
        with pytest.raises(NotAllowed):
            build(kind, book, options)
    agreement = render_html(build("agreement", book, Options(pair_id=own)))
    assert "Dr Margaret Holloway" in agreement
    assert build("action-list", book, Options()).facts[0] == "Linh Đặng"
    nobody = cast("Book", _SignedIn(ward, None))
    with pytest.raises(NotAllowed):
        build("session-log", nobody, Options())


def test_saving_replaces_a_file_whole(ward: Ward, tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"older")
    save_pdf(build("programme-summary", ward.book, Options()), path)
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]
