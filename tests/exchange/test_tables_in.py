"""Whatever a spreadsheet program saves comes in as the text a person saw; other files are refused."""

import io
import os
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.exchange import tables_in
from app.exchange.tables_in import NotATable, read_sheets
from tests.exchange.lists import HOSTILE, write_csv, write_xlsx


def _cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheets(path)[0].rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("cp1252", b""),
    ],
)
def test_every_encoding_and_separator(tmp_path: Path, separator: str, encoding: str, bom: bytes) -> None:
    text = (
        f"Name{separator}Notes\r\n"
        f'Zoë Müller – 7{separator}"two\nlines, ""quoted""; here"\r\n'
        f"\r\nJosé{separator}x\r\n"
    )
    path = tmp_path / "list.csv"
    path.write_bytes(bom + text.encode(encoding))
    rows = read_sheets(path)[0].rows
    assert [row.cells for row in rows] == [
        ("Name", "Notes"),
        ("Zoë Müller – 7", 'two\nlines, "quoted"; here'),
        ("José", "x"),
    ]
    assert [row.number for row in rows] == [1, 2, 4]


def test_the_separator_named_in_the_first_line_counts(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("sep=;\r\nName;Ward\r\nLi, Wei;7, east\r\n".encode("utf-8-sig"))
    assert _cells(path) == [("Name", "Ward"), ("Li, Wei", "7, east")]


def test_a_sentence_full_of_commas_is_no_row_of_many_cells(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name;Items;On\nAnn;starred;1/2/2026\nAnn;B2, B3, C1, C2, C3, D1, D2, E1;2/2/2026\n")
    assert _cells(path)[2] == ("Ann", "B2, B3, C1, C2, C3, D1, D2, E1", "2/2/2026")


def test_a_workbook_gives_dates_times_and_whole_numbers(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    path = write_xlsx(
        tmp_path,
        [
            ["Title over the list"],
            [],
            ["Name", "Since", "Start", "At", "Ext", "Share", "On"],
            ["Ana", day, datetime.combine(day, time(14, 30)), time(9, 5), 2704.0, 0.5, True],
        ],
    )
    assert read_sheets(path)[0].rows[-1].number == 4
    assert _cells(path)[-1] == ("Ana", "2026-03-01", "2026-03-01 14:30", "09:05", "2704", "0.5", "yes")


def test_a_formula_comes_in_as_its_value_or_else_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Name", "Ext"])
    sheet.append(["=A1", "=1+1"])
    workbook.save(path)
    assert _cells(path)[1] == ("=A1", "=1+1")
    calculated = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(calculated, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                assert b"<f>1+1</f><v" in content
                content = content.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
                    b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
                )
            new.writestr(part, content)
    path.write_bytes(calculated.getvalue())
    assert _cells(path)[1] == ("=A1", "2")


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_hostile_cells_are_text(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    long = "word " * 6000
    path = write(tmp_path, [["Name", "Notes"], *([text, long] for text in HOSTILE)])
    assert _cells(path)[1:] == [(text, long.strip()) for text in HOSTILE]


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\r\n;;;\r\n ; ;\r\n", "empty"),
        (b"%PDF-1.7\n\x81\x8d\x00\x01", "not a list"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a list"),
        (b"PK\x03\x04 and no more", "damaged"),
        (_zip(word__document_xml=b"<x/>"), "not an XLSX"),
        (_zip(xl__workbook_xml=b"<broken"), "damaged"),
        (_zip(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 workbook", "old XLS"),
        (b'Name,Ward\r\n"Ana,7\r\nBo,8\r\n', "quotation mark"),
        (b"a\n" * 50_002, "too large"),
    ],
)
def test_a_wrong_file_ends_in_a_sentence_without_its_content(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "Ana Bo.csv"
    path.write_bytes(content)
    with pytest.raises(NotATable, match=says) as caught:
        read_sheets(path)
    assert caught.value.safe == "Nothing was imported."
    assert caught.value.do
    assert "Ana" not in str(caught.value)


def test_a_workbook_that_unpacks_to_something_huge_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_in, "MOST_UNPACKED", 100_000)
    path = tmp_path / "list.xlsx"
    path.write_bytes(_zip(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=bytes(200_000)))
    with pytest.raises(NotATable, match="too large"):
        read_sheets(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotATable, match="not there"):
        read_sheets(tmp_path / "gone.csv")
    with pytest.raises(NotATable, match="folder"):
        read_sheets(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path, [["Name"]])
    path.chmod(0)
    with pytest.raises(NotATable, match="cannot be read"):
        read_sheets(path)
