"""The slip of a one-time passphrase: one page that says what to do with it."""

from collections.abc import Callable
from datetime import datetime

from app.reports.sign_in_slip import render


def test_the_passphrase_and_what_to_do_stand_on_one_page(read: Callable[[bytes], list[str]]) -> None:
    pdf = render(
        unit="Ward 7",
        hospital="Saltmarsh Hospital",
        account="Linh Đặng",
        passphrase="k7mq-x2rb-hn5v-pjc8",
        printed_by="Ruth Abernethy",
        printed_at=datetime(2026, 11, 19, 16, 20),  # noqa: DTZ001
    )
    (text,) = read(pdf)
    text = " ".join(text.split())
    for words in ("k7mq", "pjc8", "Linh Đặng", "recovery sheet", "Shred after the first sign-in"):
        assert words in text
