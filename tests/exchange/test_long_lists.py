"""A long list costs as much a row as a short one: what is read of the book is read once, not for each row."""

from pathlib import Path

from sqlalchemy import event

from app.exchange import imports
from tests.exchange.lists import write_csv
from tests.fixtures.unit import Unit


def _import(unit: Unit, folder: Path, mark: str, count: int) -> int:
    """Imports *count* people, each with the one above as line manager; how many queries read the book."""
    rows = [["Name", "Line manager", "Can teach", "Wants to learn"]]
    for number in range(count):
        above = f"{mark} {number - 1:03}" if number else ""
        rows.append([f"{mark} {number:03}", above, f"{mark} knitting (4); Charting", "Whittling"])
    path = write_csv(folder, rows)
    selects = 0

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal selects
        selects += statement.lstrip().upper().startswith("SELECT")

    event.listen(unit.book.engine, "before_cursor_execute", note)
    try:
        plan = imports.plan("staff", unit.book, path)
        assert imports.carry_out(unit.book, unit.by, plan).added == count
    finally:
        event.remove(unit.book.engine, "before_cursor_execute", note)
    return selects


def test_the_book_is_read_once_for_a_whole_list(unit: Unit, tmp_path: Path) -> None:
    _import(unit, tmp_path, "First", 3)
    few = _import(unit, tmp_path, "Short", 5)
    assert _import(unit, tmp_path, "Long", 60) == few
