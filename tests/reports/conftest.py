"""What tests of prints stand on: reading a PDF back, and the ward of the pictures."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.reports.document import Block, Document, Reader
from tests.reports.ward import Ward, open_ward


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """The ward of the pictures, shared by a module; tests only read it."""
    yield from open_ward(Path(tmp_path_factory.mktemp("ward")))


@pytest.fixture
def read() -> Callable[[bytes], list[str]]:
    """The text of each page of a PDF."""

    def texts(pdf: bytes) -> list[str]:
        return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]

    return texts


@pytest.fixture
def sheet() -> Callable[..., Document]:
    """A print holding the blocks given."""

    def make(*blocks: Block, title: str = "Session record", **more: object) -> Document:
        return Document(
            title=title,
            unit="Ward 7",
            hospital="Saltmarsh Hospital",
            reader=Reader.CONFIDENTIAL,
            printed_by="Ngaire Whitfield",
            printed_at=datetime(2026, 11, 19, 16, 20),  # noqa: DTZ001
            blocks=tuple(blocks),
            **more,  # type: ignore[arg-type]
        )

    return make
