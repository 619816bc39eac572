"""Names that every system takes: none is refused by Windows, too long, or a device's."""

import pytest

from app.file_names import file_name, is_taken_by_windows


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Pair: "R&D <b" / 1\n.', "Pair R&D b 1"),
        ("Ward 7/8 – Żółta łódź", "Ward 7 8 – Żółta łódź"),
        ("  .. ", "Print"),
        ("", "Print"),
        ("CON", "_CON"),
        ("nul.2026", "_nul.2026"),
        ("Com1 .x", "_Com1 .x"),
        ("LPT\N{SUPERSCRIPT TWO}", "_LPT\N{SUPERSCRIPT TWO}"),
        ("Conference", "Conference"),
        ("Ward 7 \u202eabc\u2069", "Ward 7 abc"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, "Print") == name
    assert not is_taken_by_windows(name)


@pytest.mark.parametrize("sign", ["a", "ж", "病", "🙂", ". "])
def test_no_name_is_too_long(sign: str) -> None:
    name = file_name(sign * 500 + "x", "Print")
    assert 0 < len(name) <= 120
    assert len(name.encode("utf-8")) <= 180
    assert len(file_name(sign * 500 + "x", "Print", 80)) <= 80
    assert not is_taken_by_windows(name)


@pytest.mark.parametrize(
    "name",
    ["CON", "con.pdf", "NUL.tar.gz", "Lpt9", "CONIN$", "Ward.", "Ward ", "a:b", "a?", "a\tb", "Aux .txt"],
)
def test_what_windows_keeps_to_itself_is_known(name: str) -> None:
    assert is_taken_by_windows(name)


@pytest.mark.parametrize(
    "name", ["Ward 7.pairbook", ".3f.pairbook-part", "console.pdf", "com10", "Żółć – 病棟.pdf"]
)
def test_ordinary_names_are_free(name: str) -> None:
    assert not is_taken_by_windows(name)
