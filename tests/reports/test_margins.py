"""No word of any print runs out of the text area, measured on the finished page."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from app.reports.catalogue import build, report, reports
from app.reports.certificate import NotComplete
from app.reports.options import FillIn, Options
from app.reports.pdf import render_pdf
from app.reports.recovery_sheet import render
from app.reports.type_styles import SIDE_LEFT, SIDE_RIGHT
from tests.reports.ward import Ward

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks poppler, which comes with Linux")
MENTOR = "Yara Haddadin"
_PLACE = re.compile(r'<(?:page width="([\d.]+)"|word xMin="([\d.-]+)" .*xMax="([\d.-]+)".*>(.*)</word>)')

Outside = Callable[[bytes], list[str]]


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    """The words of a PDF that begin or end outside its side margins."""

    def look(pdf: bytes) -> list[str]:
        path = tmp_path / "print.pdf"
        path.write_bytes(pdf)
        told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout
        found, width = [], 0.0
        for page, left, right, word in _PLACE.findall(told.decode("utf-8")):
            width = float(page) if page else width
            if word and (float(left) < SIDE_LEFT - 1 or float(right) > width - SIDE_RIGHT + 1):
                found.append(word)
        assert width
        return found

    return look


@pytest.mark.parametrize("kind", [entry.kind for entry in reports()])
def test_no_word_of_a_print_runs_out_of_its_margins(kind: str, ward: Ward, outside: Outside) -> None:
    for fill_in in report(kind).fill_ins or (FillIn.COMPLETED,):
        options = Options(pair_id=ward.pairs[MENTOR], staff_id=ward.people[MENTOR], fill_in=fill_in)
        try:
            document = build(kind, ward.book, options)
        except NotComplete:
            continue  # a certificate before every item is signed
        assert outside(render_pdf(document)) == []


def test_no_word_of_a_recovery_sheet_runs_out_of_its_margins(outside: Outside) -> None:
    pdf = render(
        unit="Ward 7, Internal medicine",
        hospital="Saltmarsh Hospital",
        account="Ruth Abernethy",
        code="-".join(["W7K2M"] * 8),
        printed_at=datetime.now().astimezone(),
    )
    assert outside(pdf) == []
