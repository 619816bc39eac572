"""A title is no part of a name."""

from ui.kit.avatar import initials
from ui.kit.lists import Entry, sorted_by_word
from ui.kit.names import first_name, without_title


def test_a_title_is_left_out_unless_nothing_else_is_there() -> None:
    assert without_title("Dr. Arun Vaidya") == "Arun Vaidya"
    assert without_title("Prof Dr Henrik Aaltola") == "Henrik Aaltola"
    assert without_title("Dr") == "Dr"
    assert first_name("Sr Margit Sørvik") == "Margit"
    assert first_name("") == ""
    assert initials("Dr Arun Vaidya") == "AV"


def test_names_stand_in_the_order_of_the_names() -> None:
    entries = [Entry(place, name) for place, name in enumerate(("Bela Kiss", "Dr Arun Vaidya", "Ömer Ak"))]
    assert [entry.title for entry in sorted_by_word(entries)] == ["Dr Arun Vaidya", "Bela Kiss", "Ömer Ak"]
