"""The recovery sheet: one page, the whole code, and what to do with it."""

from collections.abc import Callable
from datetime import datetime

from app.reports.recovery_sheet import render

CODE = "7K3QW-9MD4T-X2RB8-HN5VA-6PJC1-ZE4FY-8GTS3"


def test_the_code_stands_on_one_page_in_its_groups(read: Callable[[bytes], list[str]]) -> None:
    pdf = render(
        unit="Ward 7",
        hospital="Saltmarsh Hospital",
        account="Linh Đặng",
        code=CODE,
        printed_at=datetime(2026, 11, 19, 16, 20),  # noqa: DTZ001
    )
    (text,) = read(pdf)
    for group in CODE.split("-"):
        assert group in text
    assert "Seven groups of five" in text
    assert "Linh Đặng" in text
    assert "Shred when replaced" in text
