"""The certificate of mentor training, which the mentor keeps (DOMAIN 4, PRINT_STYLE 1)."""

from dataclasses import replace

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import long_day
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.words import Status
from app.reports.document import Certificate, CertificateSignature, Document, Reader
from app.reports.inline import person
from app.reports.options import Options, chosen, printed
from app.sessions.pair_rows import list_pairs
from app.staff.staff_members import get_staff_member
from app.training.training import TrainingView, get_training
from app.training.words import Evidence


class NotComplete(KnownProblem):
    """The training is not complete, so nothing can be certified."""


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The certificate of somebody whose every item is signed; raises NotComplete, NotEnoughSaid, NotFound."""
    staff_id = chosen(options.staff_id, _("Choose whose certificate it is."))
    who = get_staff_member(book, staff_id)
    record = get_training(book, staff_id)
    if record is None or not record.complete:
        signed = (
            _("{signed} of {total} items are signed.").format(signed=record.signed, total=record.total)
            if record is not None
            else _("The mentor training has not begun.")
        )
        raise NotComplete(
            _("A certificate needs every item of the checklist signed."),
            signed,
            _("Print the training record to see what is due."),
        )
    name = person(who.name)
    block = Certificate(
        title=_("Certificate of mentor training"),
        lead=_("This is to certify that"),
        name=name,
        lines=_lines(book, record),
        facts=_facts(book, record),
        signatures=_signatures(book, record),
    )
    document = printed(
        book,
        _("Certificate of mentor training"),
        Reader.OPEN,
        (block,),
        fate=_("{name} keeps this print").format(name=name),
        running_title=_("Certificate of mentor training: {name}").format(name=name),
    )
    return replace(document, landscape=True, titled=False)


def _lines(book: Book, record: TrainingView) -> tuple[str, ...]:
    """What is certified; that teaching was observed only where an item was signed as observed."""
    first = _("has completed the reverse mentoring training of {unit}").format(unit=book.unit.name)
    observed = any(
        state.signed is not None and state.signed.applies and state.signed.evidence is Evidence.OBSERVED
        for state in record.items
    )
    if not observed:
        return (f"{first}.",)
    return (
        f"{first},",
        _("and has been observed teaching and giving feedback"),
        _("to a more experienced colleague."),
    )


def _facts(book: Book, record: TrainingView) -> tuple[str, ...]:
    days = [state.signed.signed_on for state in record.items if state.signed is not None]
    pairs = list_pairs(book, statuses=tuple(Status), staff_id=record.staff_id)
    held = sum(pair.held for pair in pairs if record.staff_id in {one.id for one in pair.mentors})
    return (
        _("{signed} of {total} items signed").format(signed=record.signed, total=record.total),
        *([ngettext("{n} session held", "{n} sessions held", held).format(n=held)] if held else []),
        _("completed {day}").format(day=long_day(max(days))),
    )


def _signatures(book: Book, record: TrainingView) -> tuple[CertificateSignature, ...]:
    """The two who signed most of the checklist; else a line to sign on for the unit."""
    counts: dict[str, int] = {}
    for state in record.items:
        if state.signed is not None and state.signed.signed_by != record.name:
            counts[state.signed.signed_by] = counts.get(state.signed.signed_by, 0) + 1
    names = sorted(counts, key=lambda name: -counts[name])[:2]
    found = [CertificateSignature(person(name), _("Signed the checklist")) for name in names]
    if len(found) < 2:
        found.append(CertificateSignature(_("For the unit"), book.unit.name))
    return (*found, CertificateSignature(_("Date"), ""))
