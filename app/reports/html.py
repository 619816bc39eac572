"""Any document as one accessible page: for a screen reader's view and for reading on screen.

Self-contained and without scripts; headings in order, tables with scoped heads, charts as tables,
marks as words.  Every text is escaped.
"""

from collections.abc import Iterator
from html import escape

from app.dates import day_and_time
from app.language import _
from app.reports.document import (
    Align,
    AnswerBox,
    Block,
    Cell,
    Certificate,
    CodeBox,
    Column,
    Columns,
    Document,
    Facts,
    Fields,
    Heading,
    KeyFigures,
    Legend,
    Lines,
    Marked,
    PageBreak,
    Paragraph,
    Remark,
    Row,
    RowKind,
    Signature,
    Space,
    Steps,
    Table,
    TickBox,
    WritingSpace,
    cell_words,
)
from app.reports.figures import (
    AsTable,
    GoalScale,
    ItemStrip,
    MonthBars,
    PairTimeline,
    ShareBar,
    Slope,
    ThemeBars,
)
from app.reports.inline import Text, Voice, spans
from app.reports.page_frame import tag_word
from app.reports.text_layout import clean

_STYLE = """
body{font:16px/1.5 "Noto Sans","Segoe UI",sans-serif;color:#17242B;background:#fff;max-width:60rem;
margin:1.5rem auto;padding:0 1.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.1rem;color:#0E4F5C;border-top:2px solid #17242B;
padding-top:.3rem;margin:1.6rem 0 .4rem}h2 small,.soft,footer,header{color:#55636B;font-weight:400}
.answer{background:#EDF2F3;border-left:4px solid #0E4F5C;padding:.7rem 1rem;margin:1rem 0}
.answer strong{font-size:1.2rem;display:block}.tag{float:right;border:2px solid #17242B;padding:0 .6rem;
color:#17242B;font-weight:600}table{border-collapse:collapse;width:100%;margin:.4rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #C9D1D5}
thead th{border-bottom:1px solid #17242B;font-size:.85rem;color:#55636B}.right{text-align:right}
.centre{text-align:center}tr.group td,tr.group th{border-bottom:2px solid #17242B}
tr.total td,tr.total th{font-weight:600;border-top:1px solid #17242B;border-bottom:1px solid #17242B}
tr.faded{color:#55636B}caption{text-align:left;font-size:.85rem;color:#55636B}
dl{display:flex;flex-wrap:wrap;gap:.4rem 2rem}dl div{min-width:9rem}
dt{font-size:.85rem;color:#55636B;font-weight:600}
dd{margin:0}.columns{display:flex;flex-wrap:wrap;gap:0 1.5rem}.columns>div{flex:1 1 16rem}
.figures dd{font-size:1.6rem;font-weight:300}
.figures div{display:flex;flex-direction:column-reverse;min-width:8rem}
.figures{margin:1rem 0}.remark{font-size:.85rem;color:#55636B}
.write{border-bottom:1px solid #7C8A91;height:2rem}
code{font:600 1.6rem/2 "Noto Sans Mono",monospace}
footer{border-top:1px solid #C9D1D5;margin-top:2rem;padding:.5rem 0}
""".replace("\n", "")


def render_html(document: Document) -> str:
    """The page of *document*, as text."""
    return "".join(_page(document))


def _page(document: Document) -> Iterator[str]:
    title = _text(document.title)
    yield '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    yield f'<header><span class="tag">{_text(tag_word(document.reader))}</span>'
    yield f"<strong>{_text(document.unit)}</strong> {_text(document.hospital)}</header><main>"
    yield f'<h1 dir="auto">{title}</h1>'
    if document.facts:
        yield f'<p class="soft">{" · ".join(map(_text, document.facts))}</p>'
    for block in document.blocks:
        yield from _block(block)
    printed = _("Printed by {name}, {moment}").format(
        name=document.printed_by, moment=day_and_time(document.printed_at)
    )
    yield f"</main><footer>{_text(printed)}"
    if document.fate:
        yield f" · <strong>{_text(document.fate)}</strong>"
    yield "</footer></body></html>\n"


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _spans(text: Text) -> str:
    tags = {Voice.STRONG: "strong", Voice.HINT: "em"}
    parts = []
    for span in spans(text):
        said = _text(span.text)
        if span.voice is Voice.SOFT:
            said = f'<span class="soft">{said}</span>'
        elif span.voice in tags:
            said = f"<{tags[span.voice]}>{said}</{tags[span.voice]}>"
        parts.append(said)
    return "".join(parts)


def _block(block: Block) -> Iterator[str]:  # one branch for each kind of block
    match block:
        case AnswerBox():
            second = f"<p>{_spans(block.second)}</p>" if block.second else ""
            yield f'<div class="answer"><strong>{_spans(block.sentence)}</strong>{second}</div>'
        case KeyFigures():
            yield '<dl class="figures">'
            for figure in block.figures:
                value = f"{_text(figure.value)} <small>{_text(figure.unit)}</small>"
                yield f"<div><dt>{_text(figure.label)}</dt><dd>{value}</dd></div>"
            yield "</dl>"
        case Heading():
            remark = f" <small>{_spans(block.remark)}</small>" if block.remark else ""
            yield f"<h2>{_text(block.text)}{remark}</h2>"
        case Paragraph():
            if block.label:
                yield f"<h3>{_spans(block.label)}</h3>"
            if block.text:
                yield f'<p dir="auto">{_spans(block.text)}</p>'
        case Remark():
            lead = f"<strong>{_text(block.lead)}</strong> " if block.lead else ""
            yield f'<p class="remark">{lead}{_spans(block.text)}</p>'
        case Facts():
            yield "<dl>"
            for fact in block.facts:
                lines = "<br>".join(_cell(line) for line in fact.lines)
                yield f"<div><dt>{_text(fact.label)}</dt><dd>{lines}</dd></div>"
            yield "</dl>"
        case Fields():
            yield from _fields(block)
        case WritingSpace():
            yield f"<h3>{_text(block.label)} <small>{_text(block.remark)}</small></h3>"
            if block.value is not None:
                yield f'<p dir="auto">{_text(block.value)}</p>'
            else:
                yield '<div class="write"></div>' * block.lines
        case Table():
            yield from _table(block)
        case Columns():
            yield '<div class="columns">'
            for content in block.contents:
                yield "<div>"
                for inner in content:
                    yield from _block(inner)
                yield "</div>"
            yield "</div>"
        case MonthBars() | ShareBar() | Slope() | PairTimeline() | ItemStrip() | ThemeBars():
            yield from _figure(block.table())
        case _:
            yield from _rarer(block)


def _rarer(block: Block) -> Iterator[str]:
    match block:
        case Legend():
            yield f'<p class="remark">{", ".join(_cell(item) for item in block.items)}</p>'
        case Steps():
            yield "<ol>"
            for step in block.steps:
                yield f"<li><strong>{_text(step.head)}</strong><br>{_spans(step.text)}</li>"
            yield "</ol>"
        case CodeBox():
            groups = " ".join(map(_text, block.groups))
            yield f'<p><code>{groups}</code></p><p class="remark">{_text(block.remark)}</p>'
        case Signature():
            yield "<dl>"
            for person in block.signatories:
                name = f"{_text(person.name)}<br>{_text(person.statement)}"
                yield f'<div><dt>{_text(person.role)}</dt><dd>{name}<div class="write"></div></dd></div>'
            yield "</dl>"
        case Certificate():
            said = " ".join(map(_text, block.lines))
            yield f'<p>{_text(block.lead)} <strong dir="auto">{_text(block.name)}</strong> {said}</p>'
            yield f'<p class="soft">{" · ".join(map(_text, block.facts))}</p><dl>'
            for line in block.signatures:
                role = f'{_text(line.role)}<div class="write"></div>'
                yield f"<div><dt>{_text(line.name)}</dt><dd>{role}</dd></div>"
            yield "</dl>"
        case PageBreak() | Space():
            return
        case _:
            raise TypeError(f"no page for {type(block).__name__}")


def _fields(block: Fields) -> Iterator[str]:
    for row in block.rows:
        yield "<dl>"
        for field in row:
            value = _text(field.value) if field.value else ""
            if not value and field.choices:
                value = " ".join(f"☐ {_text(choice)}" for choice in field.choices)
            yield f'<div><dt>{_text(field.label)}</dt><dd dir="auto">'
            yield f"{value}</dd></div>" if value else '<div class="write"></div></dd></div>'
        yield "</dl>"


def _figure(table: AsTable) -> Iterator[str]:
    yield f"<table><caption>{_text(table.caption)}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{_text(head)}</th>' for head in table.heads)
    yield "</tr></thead><tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_text(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>{_text(table.caption)}</caption>"
    yield "<thead><tr>"
    for column in table.columns:
        letter = f"{_text(column.letter)} " if column.letter else ""
        head = f"{letter}{_spans(column.head)}".replace("-<br>", "").replace("<br>", " ")
        yield f'<th scope="col"{_place(column)}>{head}</th>' if head else "<td></td>"
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield _row(table, row)
    yield "</tbody></table>"


_ROW_CLASSES = {
    RowKind.PLAIN: "",
    RowKind.LAST_OF_GROUP: ' class="group"',
    RowKind.TOTAL: ' class="total"',
    RowKind.FADED: ' class="faded"',
}


def _row(table: Table, row: Row) -> str:
    cells = []
    for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        said = _cell(cell)
        if number == 0 and said:
            cells.append(f'<th scope="row" dir="auto"{_place(column)}>{said}</th>')
        else:
            cells.append(f'<td dir="auto"{_place(column)}>{said}</td>')
    return f"<tr{_ROW_CLASSES[row.kind]}>{''.join(cells)}</tr>"


def _place(column: Column) -> str:
    return "" if column.align is Align.LEFT else f' class="{column.align.value}"'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Lines):
        return "<br>".join(_cell(line) for line in cell.lines)
    if isinstance(cell, Marked):
        return _spans(cell.text) or _text(cell.sign.words())
    if isinstance(cell, TickBox | GoalScale):
        return _text(cell_words(cell))
    return _spans(cell)
