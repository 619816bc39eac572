"""Any document as a PDF: embedded fonts, page numbers, text that reads back, hostile input, long prints."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.reports.document import (
    AnswerBox,
    Column,
    Columns,
    Document,
    Heading,
    Marked,
    Paragraph,
    Remark,
    Row,
    RowKind,
    Signatory,
    Signature,
    Table,
    WritingSpace,
)
from app.reports.figures import (
    Fill,
    GoalScale,
    Month,
    MonthBars,
    Share,
    ShareBar,
    Slope,
    SlopeLine,
    ThemeBars,
)
from app.reports.inline import strong
from app.reports.pdf import render_pdf, write_pdf
from app.reports.signs import Pie, Sign
from tests.reports.test_text_layout import NAMES

Sheet = Callable[..., Document]
Read = Callable[[bytes], list[str]]

HOSTILE = ("R&D <b", "<img src=/etc/passwd>", "<a href='x'>&amp;</a>", "100 % (of) \\ all", "{0} %s")


def every_block() -> list[object]:
    marks = (*(Marked(sign, sign.words()) for sign in Sign), Marked(Pie(2, 5), "2/5", small=True))
    return [
        AnswerBox("Six of twelve pairs are on course.", "A second line.", large=True),
        Heading("Marks", "all of them"),
        Table(
            (Column("Mark", 60), Column("Scale", 60)), tuple(Row((mark, GoalScale(3, 8))) for mark in marks)
        ),
        Columns(
            (80, 85),
            (
                (Heading("Months"), MonthBars((Month("June", 6, 1), Month("July", 0, 0, "to the 3rd")), 4)),
                (
                    Heading("Shares"),
                    ShareBar(tuple(Share(fill.value, 3, fill) for fill in Fill)),
                    ThemeBars((Share("Handover", 7, Fill.SOLID),)),
                ),
            ),
        ),
        Slope((SlopeLine("Technology", 2.0, 4.4), SlopeLine("Time", 2.0, 2.1)), 1, 5),
        Signature((Signatory("Mentor", "Linh Đặng", "I agree."), Signatory("Mentee", "Ann Lee"))),
        Remark("Notes are never printed.", "What this print leaves out."),
    ]


def test_every_font_is_embedded_and_the_file_is_sound(sheet: Sheet, tmp_path: Path) -> None:
    pdf = render_pdf(sheet(*every_block(), *(Paragraph(name) for name in NAMES)))
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in PdfReader(BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert len(fonts) > 8
    for name, font in fonts.items():
        assert "/FontFile2" in font["/FontDescriptor"], name
        assert "/ToUnicode" in font, name
    if shutil.which("qpdf"):
        path = tmp_path / "all.pdf"
        path.write_bytes(pdf)
        checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", NAMES)
def test_names_read_back(name: str, sheet: Sheet, read: Read) -> None:
    (text,) = read(render_pdf(sheet(Paragraph(("Mentor: ", strong(name))))))
    for word in name.split():
        assert word in text


def test_hostile_text_prints_as_it_is(sheet: Sheet, read: Read) -> None:
    blocks = [Paragraph(text) for text in HOSTILE]
    (text,) = read(render_pdf(sheet(*blocks, title=HOSTILE[1])))
    for each in HOSTILE:
        assert each in text


def test_pages_are_numbered_out_of_their_total(sheet: Sheet, read: Read) -> None:
    rows = tuple(Row((f"row {n}", "x")) for n in range(120))
    pages = read(render_pdf(sheet(Table((Column("What", 60), Column("Who", 60)), rows), title="Log")))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of" in text.replace("\n", " ")
        assert str(len(pages)) in text
        assert "What" in text, "the head repeats"
        assert ("Saltmarsh Hospital" in text) == (number == 1)
    assert sum(text.count("row ") for text in pages) == 120


def test_a_note_of_six_thousand_words_splits(sheet: Sheet, read: Read) -> None:
    note = " ".join(f"word{n}" for n in range(6000))
    document = sheet(
        WritingSpace("Record notes", "", 5, note),
        Table((Column("What", 40), Column("Long", 60)), (Row(("a", note)),)),
    )
    joined = " ".join(read(render_pdf(document))).split()
    assert sum(word == "word5999" for word in joined) == 2
    assert sum(word == "word3000" for word in joined) == 2


def test_a_heading_never_stands_alone_at_the_foot(sheet: Sheet, read: Read) -> None:
    for count in range(36, 46):
        filler = tuple(Row((f"row {n}",)) for n in range(count))
        document = sheet(
            Table((Column("Filler", 60),), filler),
            Heading("Stranded"),
            Table((Column("Head", 60),), (Row(("first row",), RowKind.TOTAL),)),
        )
        for text in read(render_pdf(document)):
            assert ("Stranded" in text) == ("first row" in text)


def test_the_same_document_gives_the_same_bytes(sheet: Sheet) -> None:
    document = sheet(*every_block(), Paragraph(NAMES[4]))
    assert render_pdf(document) == render_pdf(document)


def test_the_document_says_what_it_is(sheet: Sheet) -> None:
    reader = PdfReader(BytesIO(render_pdf(sheet(title="Pair summary"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Pair summary"
    assert reader.metadata.author == "Ngaire Whitfield"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_overlong_facts_of_the_frame_stay_on_their_lines(sheet: Sheet, read: Read) -> None:
    document = sheet(running_title="x " * 200, fate="Destroy by 26 November 2026")
    (text,) = read(render_pdf(document))
    assert "Destroy by 26 November 2026" in text


class _Counted:
    """Counts what is written and keeps nothing."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        pass


def test_rows_are_asked_for_page_by_page(sheet: Sheet) -> None:
    """A long table is never held whole: at most a few rows are made ahead of their page."""
    made = 0

    class Rows:
        def __iter__(self) -> Iterator[Row]:
            nonlocal made
            for number in range(3000):
                made += 1
                yield Row((f"row {number}",))

    target = _Counted()
    pages = write_pdf(sheet(Table((Column("What", 60),), Rows())), target)  # type: ignore[arg-type]
    assert made == 3000
    assert pages > 60
