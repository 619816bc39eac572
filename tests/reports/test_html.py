"""Any document as a page: escaped, self-contained, with heads and rows that a screen reader finds."""

from collections.abc import Callable
from html.parser import HTMLParser

from app.reports.document import Column, Document, Heading, Marked, Paragraph, Row, Table
from app.reports.html import render_html
from app.reports.signs import Sign
from tests.reports.test_pdf import HOSTILE, every_block

Sheet = Callable[..., Document]

_VOID = {"meta", "br"}


class _Checked(HTMLParser):
    """Collects text and tags, and fails on tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(page: str) -> _Checked:
    checked = _Checked()
    checked.feed(page)
    assert not checked.open
    return checked


def test_every_block_closes_its_tags_and_loads_nothing(sheet: Sheet) -> None:
    page = parsed(render_html(sheet(*every_block())))
    assert {"img", "script", "link", "iframe"}.isdisjoint(tag for tag, _attrs in page.tags)
    assert page.tags[0] == ("html", {"lang": "en-GB"})


def test_hostile_text_is_escaped(sheet: Sheet) -> None:
    page = parsed(render_html(sheet(*(Paragraph(text) for text in HOSTILE), title=HOSTILE[1])))
    text = "".join(page.text)
    for each in HOSTILE:
        assert each in text


def test_tables_have_heads_with_scope_and_marks_have_words(sheet: Sheet) -> None:
    table = Table(
        (Column("Mentor", 60), Column("Status", 60)),
        (Row(("Linh Đặng", Marked(Sign.ACTIVE, "Active"))), Row(("Ann", Marked(Sign.STAR)))),
        caption="Pairs",
    )
    page = parsed(render_html(sheet(Heading("Pairs"), table)))
    scopes = [attrs.get("scope") for tag, attrs in page.tags if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    assert {"Active", "before the first session", "Pairs"} <= set(page.text)
