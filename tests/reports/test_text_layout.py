"""Text in every script: nothing lost, right order, right faces, lines that fit."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.bidi_levels import levels
from app.reports.fonts import REPLACEMENT, Face
from app.reports.inline import person
from app.reports.text_layout import Style, set_text, text_width

PLAIN = Style(Face.REGULAR, 9, 12, "#000000")
STRONG = Style(Face.SEMIBOLD, 9, 12, "#000000")

NAMES = (
    "Zażółć Gęślą-Jaźń",
    "Nguyễn Thị Hường",
    "Ελένη Παπαδάκη",
    "Дмитрий Щербаков",
    "محمد عبد الرحمن",
    "משה כהן",
    "प्रिया क्षत्रिय",
    "শ্রীমতী কোঠারী",
    "தமிழ்ச்செல்வி",
    "王小明",
    "髙橋さくら",
    "김철수",
    "മലയാളം",
    "ਹਰਪ੍ਰੀਤ",
    "อรทัย",
    "አበበ",
    "Adébáyọ̀",
)


def drawn(text: str, style: Style = PLAIN, width: float = 1e6) -> str:
    """What the set lines say, in reading order."""
    said = []
    for line in set_text([(text, style)], width):
        for _x, piece in line.pieces:
            if piece.glyphs is None:
                said.append(piece.text)
            else:
                glyphs = reversed(piece.glyphs) if piece.level % 2 else piece.glyphs
                said.append("".join(piece.font.text_of(glyph.code) for glyph in glyphs))
    return "".join(said)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", [PLAIN, STRONG])
def test_every_character_of_a_name_has_a_glyph(name: str, style: Style) -> None:
    assert drawn(name, style) == unicodedata.normalize("NFC", name)
    for line in set_text([(name, style)], 1e6):
        for _x, piece in line.pieces:
            codes = [ord(char) for char in piece.text]
            if piece.glyphs is not None:
                codes = [glyph.code for glyph in piece.glyphs]
            assert all(piece.font.face.charToGlyph.get(code, 0) for code in codes), piece.text


def test_composed_and_decomposed_text_is_the_same() -> None:
    assert drawn(unicodedata.normalize("NFD", "Đặng")) == "Đặng"


def test_arabic_letters_are_joined_and_run_right_to_left() -> None:
    (line,) = set_text([("محمد علي", PLAIN)], 1e6)
    first, last = line.pieces[0], line.pieces[-1]
    assert first[0] > last[0], "the first word stands on the right"
    assert first[1].glyphs is not None
    isolated = [first[1].font.face.charToGlyph[ord(letter)] for letter in "دمحم"]
    shown = [first[1].font.face.charToGlyph[glyph.code] for glyph in first[1].glyphs]
    assert shown != isolated, "letters take their joined forms"


def test_two_right_to_left_names_keep_their_order() -> None:
    (line,) = set_text([(f"{person('محمد علي')}, {person('سارة حسن')} and Ann", PLAIN)], 1e6)
    places = {piece.text: x for x, piece in line.pieces if piece.text.strip()}
    assert places["علي"] < places["محمد"] < places["حسن"] < places["سارة"] < places["and"]


def test_brackets_after_a_hebrew_name_belong_to_it() -> None:
    _text, found = levels("משה (רופא)", 0)
    assert set(found) == {1}


def test_a_text_in_arabic_stands_on_the_right() -> None:
    (line,) = set_text([("نص عربي طويل عن جلسة الإرشاد مع Epic", PLAIN)], 1e6, own_direction=True)
    assert line.leftwards
    (line,) = set_text([("Text with محمد inside", PLAIN)], 1e6, own_direction=True)
    assert not line.leftwards


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u2067", "\u200f", "\x00", "\ufeff", "\u00ad"])
def test_control_characters_do_nothing(sign: str) -> None:
    assert drawn(f"Dr {sign}Ann{sign} Lee") == "Dr Ann Lee"


def test_what_no_face_has_is_shown_and_its_neighbours_stay() -> None:
    assert drawn("a\U00020bb7b \u0b15") == f"a{REPLACEMENT}b {REPLACEMENT}"


def test_emoji_and_signs_come_out() -> None:
    assert drawn("done ✓ 🎉 → ≥ ★") == "done ✓ 🎉 → ≥ ★"


def test_lines_fit_and_long_words_break() -> None:
    text = "An ordinary sentence, then " + "x" * 400 + " and 王小明李雷" * 30
    lines = set_text([(text, PLAIN)], 120)
    assert max(line.width for line in lines) <= 120.1
    said = "".join(piece.text for line in lines for _x, piece in line.pieces).replace(" ", "")
    assert said == text.replace(" ", "")


def test_a_comma_in_another_voice_stays_with_its_word() -> None:
    spans = [("Ngaire Whitfield", STRONG), (", manager", PLAIN)]
    width = text_width("Ngaire Whitfield", STRONG) + 0.5
    lines = set_text(spans, width)
    assert all(not line.pieces[0][1].text.startswith(",") for line in lines)


@given(st.text(max_size=60), st.floats(20, 300))
def test_no_text_is_lost_and_no_line_too_long(text: str, width: float) -> None:
    lines = set_text([(text, PLAIN)], width, own_direction=True)
    assert lines
    for line in lines:
        alone = len([piece for _x, piece in line.pieces if not piece.space]) <= 1
        assert line.width <= width + 0.1 or alone
