"""Tries the program on a book of its own in a private folder: made, saved, undone, backed up, printed.

For support and for what was built: it shows in a few lines whether encryption, disk, migrations and
every print work on this PC.  The window's part is ``ui.self_test``.
"""

import secrets
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from app import files
from app.accounts import undoing
from app.accounts.roles import MANAGER
from app.book import FAST_KEYS, Book, KeyCost, engine_trial, read_cover
from app.book.backup import back_up
from app.book.check import check_book
from app.book.restore import restore, unlock_backup
from app.clock import SystemClock
from app.demo import PASSPHRASE, make_sample_book
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.words import Status
from app.programmes.new_unit import furnish
from app.reports.catalogue import Report, Takes, build, reports
from app.reports.html import render_html
from app.reports.options import FillIn, Options
from app.reports.pdf import render_pdf
from app.sessions.pair_rows import list_pairs
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.search import search_book
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import list_staff

_NAME = "Ładysława Nguyễn-Ødegård"
# Every script a print must set; mark-up and a right-to-left override stay text.
SCRIPTS = (
    "Zażółć Gęślą-Jaźń", "Nguyễn Thị Hường", "Ελένη Παπαδάκη", "Дмитрий Щербаков", "محمد عبد الرحمن",
    "משה כהן", "प्रिया क्षत्रिय", "শ্রীমতী কোঠারী", "தமிழ்ச்செல்வி", "王小明", "髙橋さくら", "김철수", "മലയാളം",
    "ਹਰਪ੍ਰੀਤ", "อรทัย", "አበበ", "Adébáyọ̀", 'R&D <b "', "<img src=/etc/passwd>", "\u202eabc", "🙂",
)  # fmt: skip
Tell = Callable[[str], None]


class SelfTestFailed(KnownProblem):
    """A step of the self-test did not give what it should."""

    def __init__(self, step: str) -> None:
        super().__init__(
            _("The self-test failed at: {step}.").format(step=step),
            _("Your own books were not touched."),
            _("Free some disk space, restart the PC and try again; then ask for help with this line."),
        )


class Steps:
    """Tells each step as it is passed; one that is not good ends the test."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def __call__(self, sentence: str, good: bool) -> None:
        """Tell *sentence*; raises SelfTestFailed unless *good*."""
        if not good:
            raise SelfTestFailed(sentence)
        self._tell(f"{_('good'):5} {sentence}")


def run_self_test(tell: Tell, cost: KeyCost = FAST_KEYS) -> None:
    """Runs all steps and *tell*s each; raises SelfTestFailed or the known problem that stopped it."""
    folder = files.private_folder() / f"self-test-{secrets.token_hex(4)}"
    files.make_folder(folder)
    try:
        step = Steps(tell)
        _try_engine(step)
        _try_book(folder, step, cost)
        _try_prints(folder, step)
    finally:
        files.remove_folder(folder)


def _try_engine(step: Steps) -> None:
    step(_("The database encrypts"), engine_trial.encrypts())
    step(_("The database searches without accents"), engine_trial.searches())
    step(_("A book of the first version becomes one of today’s"), engine_trial.migrates())


def _try_book(folder: Path, step: Steps, cost: KeyCost) -> None:
    clock = SystemClock()
    passphrase = secrets.token_urlsafe(24)
    path = folder / "Self-test.pairbook"
    book, _code = Book.create(
        path, unit="Self-test", manager="Self-test", passphrase=passphrase, clock=clock, cost=cost
    )
    with book:
        by = book.account
        furnish(book, by)
        step(_("A new book can be made"), (path / "records.db").is_file())
        before = len(list_staff(book))
        save_staff_member(book, by, SaveStaffMember(_NAME))
        step(_("A change is saved"), [row.name for row in list_staff(book)] == [_NAME])
        undoing.undo(book)
        step(_("A change can be undone"), len(list_staff(book)) == before)
        undoing.redo(book)
        step(_("A change can be made again"), len(list_staff(book)) == before + 1)
        stored = b"".join(each.read_bytes() for each in path.rglob("*") if each.is_file())
        step(_("Names cannot be read in the files"), _NAME.encode() not in stored)
        step(_("The book is whole"), all(finding.good for finding in check_book(book)))
        backup = back_up(book, folder / "backups")
        step(_("A backup can be made"), backup.is_file())
    restored = folder / "Restored.pairbook"
    restore(backup, unlock_backup(backup, by.id, passphrase), restored, clock.now())
    with Book.open(restored, by.id, passphrase, clock=clock, back_up=False) as again:
        step(_("A backup can be restored"), [row.name for row in list_staff(again)] == [_NAME])
        step(_("The restored book is whole"), all(finding.good for finding in check_book(again)))


def _try_prints(folder: Path, step: Steps) -> None:
    path = make_sample_book(folder / "Sample.pairbook")
    manager = next(each.id for each in read_cover(path).accounts if each.role == MANAGER)
    with Book.open(path, manager, PASSPHRASE, back_up=False) as book:
        pairs = _write_every_script(book)
        found = [search_book(book, words) for words in ("gesla", "παπαδάκη", "щербаков", "محمد")]
        step(_("What was written is found, accents or not"), all(found))
        staff = [row.id for row in list_staff(book)]
        for entry in reports():
            forms = len(entry.fill_ins)
            printed = [_is_printed(book, entry, fill_in, pairs, staff) for fill_in in entry.fill_ins]
            words = ngettext("{title} can be printed", "{title} can be printed in its {n} forms", forms)
            step(words.format(title=entry.title, n=forms), all(printed))


def _write_every_script(book: Book) -> list[int]:
    """Has the sample's first active pair hold a session told in every script; the pairs, that one first."""
    rows = sorted(list_pairs(book), key=lambda row: row.status is not Status.ACTIVE)
    chosen = rows[0]
    entry = RecordSession(
        chosen.id,
        book.clock.today(),
        summary=" · ".join(SCRIPTS),
        record_note="\n".join(SCRIPTS),
        actions=(ActionEntry(" · ".join(SCRIPTS[:8]), chosen.mentors[0].id),),
    )
    record_session(book, book.account, entry)
    return [row.id for row in rows]


def _is_printed(book: Book, entry: Report, fill_in: FillIn, pairs: list[int], staff: list[int]) -> bool:
    """Whether *entry* comes out as a PDF and as a page for reading on screen, about whoever it fits."""
    for options in _options(entry, fill_in, pairs, staff):
        try:
            document = build(entry.kind, book, options)
        except KnownProblem:  # a certificate without a finished training, an end form without an end
            continue
        pdf = render_pdf(document)
        return pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-64:] and "</html>" in render_html(document)
    return False


def _options(entry: Report, fill_in: FillIn, pairs: list[int], staff: list[int]) -> Iterator[Options]:
    of_pairs = pairs if Takes.PAIR in entry.needs else [None]
    of_staff = staff if Takes.STAFF in entry.needs else [None]
    for pair_id, staff_id in product(of_pairs, of_staff):
        yield Options(pair_id=pair_id, staff_id=staff_id, fill_in=fill_in)
