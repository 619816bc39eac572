"""The training record: one mentor's checklist, signed items and due ones; blank as a sheet to sign on."""

from datetime import date

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import due_day, long_day, short_day
from app.errors import NotFound
from app.language import _, ngettext
from app.reports.document import (
    AnswerBox,
    Block,
    Cell,
    Column,
    Density,
    Document,
    Field,
    Fields,
    Heading,
    Marked,
    Reader,
    Remark,
    Row,
    RowKind,
    Table,
    TickBox,
)
from app.reports.figures import ItemState as Square
from app.reports.figures import ItemStrip, StripItem, StripSection
from app.reports.inline import Text, person, soft, strong
from app.reports.options import (
    FillIn,
    Options,
    chosen,
    printed,
    shred_when_recorded,
    speaking_up,
    training_fate,
    write_in_ink,
)
from app.reports.signs import Sign
from app.reports.words import capital, day_month, in_words, listed
from app.staff.staff_members import StaffMemberView, get_staff_member
from app.training.templates import ItemView, TemplateView, newest_template
from app.training.training import ItemState, SectionProgress, TrainingView, get_training
from app.training.words import Evidence, label


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """A mentor's record, or the checklist to sign by hand.

    Raises NotEnoughSaid when the person is missing, NotFound for a wrong id or a record not begun.
    """
    if options.fill_in is FillIn.BLANK:
        return _sheet(book, None)
    staff_id = chosen(options.staff_id, _("Choose whose training record it is."))
    who = get_staff_member(book, staff_id)
    record = get_training(book, staff_id)
    if options.fill_in is FillIn.PRE_FILLED:
        return _sheet(book, who)
    if record is None:
        raise NotFound(
            _("This person has not begun the mentor training."), "", _("Print the blank checklist instead.")
        )
    return _completed(book, record, options)


# --- completed --------------------------------------------------------------------------------


def _completed(book: Book, record: TrainingView, options: Options) -> Document:
    today = book.clock.today()
    role = ", ".join(part for part in (record.grade, record.ward) if part)
    blocks: list[Block] = [AnswerBox(_headline(record, today))]
    if options.charts:
        blocks += [_strip(record, today), Remark(_strip_words())]
    signers = _signers(record)
    last = record.sections[-1] if signers else None
    blocks += [_section(section, record, today, keep_next=section is last) for section in record.sections]
    blocks += signers
    blocks.append(
        Remark(
            _(
                "Reflections stay with the mentor: the record says that one was done, never what it says. "
                "Signed items keep the wording of the checklist version they were signed under."
            )
        )
    )
    title = person(record.name)
    return printed(
        book,
        title,
        Reader.CONFIDENTIAL,
        tuple(blocks),
        facts=(
            _("Mentor training record"),
            role,
            _("checklist version {n}").format(n=record.version),
            _("{signed} of {total} items signed").format(signed=record.signed, total=record.total),
        ),
        fate=training_fate(record.begun_on),
        running_title=_("Mentor training record: {name}").format(name=title),
    )


def _headline(record: TrainingView, today: date) -> str:
    """The starred items first, as they open the gate; then how many others are due, and by when."""
    others = len(record.open) - len(record.starred_open)
    starred = len(record.starred_open)
    if not record.open:
        return _("Every item is signed.")
    if starred:
        first = ngettext(
            "{n} of {all} starred items is not signed yet",
            "{n} of {all} starred items are not signed yet",
            starred,
        ).format(n=in_words(starred), all=in_words(record.starred_total))
        return capital(_("{first}: no session before they are.").format(first=first))
    first = _("All {n} starred items are signed").format(n=in_words(record.starred_total))
    verb = (
        ngettext("{n} other was due by {day}.", "{n} others were due by {day}.", others)
        if record.due_on < today
        else ngettext("{n} other is due by {day}.", "{n} others are due by {day}.", others)
    )
    day = day_month(record.due_on) if record.due_on.year == today.year else long_day(record.due_on)
    return f"{first}; {verb.format(n=in_words(others), day=day)}"


def _strip(record: TrainingView, today: date) -> ItemStrip:
    return ItemStrip(
        tuple(
            StripSection(
                section.letter,
                tuple(StripItem(_square(state, today), state.item.starred) for state in section.items),
            )
            for section in record.sections
        )
    )


def _square(state: ItemState, today: date) -> Square:
    if state.signed is not None and not state.signed.applies:
        return Square.NOT_APPLICABLE
    return Square.DUE if state.open_on(today) else Square.SIGNED


def _strip_words() -> str:
    return _(
        "Each square is one item: filled = signed, empty = due, dash = does not apply. A star: signed before "
        "the first session."
    )


def _columns(letter: str, title: Text, *, by_hand: bool = False) -> tuple[Column, ...]:
    widths = (8, 5, 88, 26, 20, 28) if by_hand else (8, 5, 84, 29, 17, 32)
    return (
        Column(letter, widths[0], title=True),
        Column("", widths[1], title=False),
        Column(title, widths[2], title=True),
        Column(_("Evidence"), widths[3]),
        Column(_("Date"), widths[4], rule_before=by_hand),
        Column(_("Signed by"), widths[5], rule_before=by_hand),
    )


def _section(section: SectionProgress, record: TrainingView, today: date, *, keep_next: bool) -> Table:
    count = _("{signed} of {total}").format(signed=section.signed, total=section.total)
    columns = _columns(section.letter, (section.title, soft(f"    {count}")))
    rows = tuple(_item_row(state, record, today) for state in section.items)
    return Table(
        columns, rows, density=Density.DENSE, caption=section.title, keep_whole=True, keep_next=keep_next
    )


def _item_row(state: ItemState, record: TrainingView, today: date) -> Row:
    item, signed = state.item, state.signed
    star: Cell = Marked(Sign.STAR, small=True) if item.starred else ""
    if signed is not None and not signed.applies:
        words = _("does not apply")
        return Row((item.code, star, item.text, words, "", signed.remark), RowKind.FADED)
    if signed is None:
        late = record.due_on < today and not item.starred
        due = Marked(
            Sign.LATE if late else Sign.OPEN, strong(_("due, {how}").format(how=label(item.evidence).lower()))
        )
        when = _("before start") if item.starred else _("by {day}").format(day=due_day(record.due_on, today))
        return Row((item.code, star, item.text, due, when, ""))
    if state.open_on(today):
        again = Marked(Sign.LATE, strong(_("to refresh")))
        when = short_day(signed.refresh_on, today) if signed.refresh_on else ""
        return Row((item.code, star, item.text, again, when, person(signed.signed_by)))
    shown = Marked(Sign.ON_COURSE, label(signed.evidence))
    return Row(
        (item.code, star, item.text, shown, short_day(signed.signed_on, today), person(signed.signed_by))
    )


def _signers(record: TrainingView) -> list[Block]:
    """Everybody who signed, with what they signed for, and the mentor, each with room to sign."""
    signed: dict[str, list[Evidence]] = {}
    for state in record.items:
        if state.signed is not None and state.signed.applies:
            kinds = signed.setdefault(state.signed.signed_by, [])
            if state.signed.evidence not in kinds:
                kinds.append(state.signed.evidence)
    if not signed:
        return []
    rows = [
        Row((person(name), listed([label(kind).lower() for kind in kinds]), "", ""))
        for name, kinds in signed.items()
        if name != record.name
    ]
    rows.append(Row((person(record.name), _("own record read"), "", "")))
    return [
        Heading(_("Signed by")),
        Table(_signer_columns(), tuple(rows), row_height=9, caption=_("Signed by"), keep_whole=True),
    ]


def _signer_columns() -> tuple[Column, ...]:
    return (
        Column(_("Name"), 48),
        Column(_("Signed for"), 62),
        Column(_("Signature"), 45),
        Column(_("Date"), 20),
    )


# --- to sign by hand --------------------------------------------------------------------------


def _sheet(book: Book, who: StaffMemberView | None) -> Document:
    template = newest_template(book)
    record = get_training(book, who.id) if who is not None else None
    signed = {state.item.code: state for state in record.items} if record is not None else {}
    today = book.clock.today()
    blocks: list[Block] = [
        Fields(
            (
                (
                    Field(_("Mentor"), 85, person(who.name) if who is not None else None),
                    Field(_("Ward"), 45, who.ward or None if who is not None else None),
                    Field(_("Begun on"), 35, long_day(record.begun_on) if record is not None else None),
                ),
            )
        )
    ]
    for number, (letter, title, items) in enumerate(template.sections):
        rows = tuple(_hand_row(item, signed.get(item.code), today) for item in items)
        blocks.append(
            Table(
                _columns(letter, title, by_hand=True),
                rows,
                density=Density.DENSE,
                row_height=6.6,
                write_in=True,
                caption=title,
                keep_whole=True,
                keep_next=number == len(template.sections) - 1,
            )
        )
    blocks += [
        Heading(_("Signed by"), _("each person who signed above")),
        Table(
            _signer_columns(),
            tuple(Row(("", "", "", "")) for _n in range(3)),
            row_height=9,
            caption=_("Signed by"),
            keep_whole=True,
        ),
        Remark(
            _(
                "{checklist}. A star: signed before the first session; the rest within three months. "
                "Reflections stay with the mentor: write that one was done, never what it says."
            ).format(checklist=_sheet_facts(template))
        ),
        speaking_up(book),
    ]
    name = person(who.name) if who is not None else ""
    return printed(
        book,
        _("Mentor training record"),
        Reader.CONFIDENTIAL,
        tuple(blocks),
        facts=(write_in_ink(),),
        fate=shred_when_recorded(),
        running_title=_("Mentor training record: {name}").format(name=name) if name else "",
    )


def _sheet_facts(template: TemplateView) -> str:
    starred = sum(item.starred for item in template.items)
    return _("Checklist version {n}: {items} items, {starred} starred").format(
        n=template.version, items=len(template.items), starred=starred
    )


def _hand_row(item: ItemView, state: ItemState | None, today: date) -> Row:
    star: Cell = Marked(Sign.STAR, small=True) if item.starred else ""
    if state is not None and state.signed is not None and not state.open_on(today):
        signed = state.signed
        if not signed.applies:
            return Row((item.code, star, item.text, _("does not apply"), "", signed.remark), RowKind.FADED)
        return Row(
            (
                item.code,
                star,
                item.text,
                Marked(Sign.ON_COURSE, label(signed.evidence)),
                short_day(signed.signed_on, today),
                person(signed.signed_by),
            )
        )
    return Row((item.code, star, item.text, TickBox(label(item.evidence)), "", ""))
