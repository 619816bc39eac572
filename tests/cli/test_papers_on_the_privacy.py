"""The papers on privacy from the command line: class, fate, pages, and nobody named who need not be."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Pairbook

MANAGER = "Ruth Abernethy"
PAPERS = {
    "privacy-notice": ("Open", ""),
    "system-record": ("Meeting", "Kept in the unit’s register"),
    "screening-note": ("Meeting", "Kept in the unit’s register"),
    "history-extract": ("Confidential", "Destroy by"),
}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_says_who_may_read_it_what_becomes_of_it_and_names_nobody_else(
    pairbook: Pairbook, sample: Path, tmp_path: Path, kind: str
) -> None:
    reader, fate = PAPERS[kind]
    target = tmp_path / "paper.pdf"
    done = pairbook("report", kind, sample, "--out", target)
    assert (done.status, done.err) == (0, "")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(target).pages]
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert reader in page
        assert f"Printed by {MANAGER}" in page
        assert fate in page
        assert fate or ("Destroy by" not in page and "Kept in" not in page)
    accounts = {row["name"] for row in pairbook("list", "accounts", sample, "--json").json()}
    people = {row["name"] for row in pairbook("list", "staff", sample, "--json").json()}
    assert len(people) > 30
    named = {name for name in people | accounts if any(name in page for page in pages)}
    # Who did what is what an extract of the history is for; of others it tells nothing.
    assert named <= (accounts if kind == "history-extract" else {MANAGER})
    told = pairbook("list", "actions", sample, "--json").json()
    texts = {row["action"] for row in told} if told and "action" in told[0] else {row["text"] for row in told}
    assert texts
    assert not [text for text in texts if any(text in page for page in pages)]
