"""No name and no note of a book lies readable on the disk, neither while it is open nor after."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

from app.accounts.accounts import all_accounts
from app.book import Book
from app.book.drafts import save_draft
from app.clock import SetClock
from app.demo import PASSPHRASE, make_sample_book
from app.sessions.actions import list_actions
from app.sessions.session_views import get_session, list_sessions
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import list_staff

DRAFT = "Half typed about Ottoline Brackenbury-Voss"


def spellings(text: str) -> Iterator[bytes]:
    """How *text* could lie in a file: as text of any width, escaped, or in base64 at any step."""
    for wide in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
        plain = text.encode(wide, "ignore")
        if len(plain) < 6:
            continue
        yield plain
        for step in range(3):
            # Six bits a letter: those at both ends also depend on what stands beside them.
            whole = base64.b64encode(bytes(step) + plain)
            yield whole[(8 * step + 5) // 6 : 8 * (step + len(plain)) // 6]
    yield json.dumps(text)[1:-1].encode()


def readable(texts: set[str], *folders: Path) -> set[str]:
    """Those of *texts* that can be found in a file, or a file's name, below *folders*."""
    files = [path for folder in folders for path in sorted(folder.rglob("*"))]
    stored = b"\0".join(path.read_bytes() for path in files if path.is_file())
    stored += "\0".join(path.name for path in files).encode()
    return {text for text in texts if text and any(each in stored for each in spellings(text))}


def test_the_spellings_are_found_where_they_lie(tmp_path: Path) -> None:
    name = "Zoë Åkesson"
    for number, content in enumerate(
        (
            name.encode(),
            name.encode("utf-16-le"),
            base64.b64encode(b"ab" + name.encode() + b"yz"),
            json.dumps({"name": name}).encode(),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "file").write_bytes(b"\x01\x02" + content)
        assert readable({name, "Somebody Else"}, folder) == {name}


def test_no_spelling_is_so_short_that_random_bytes_hold_it() -> None:
    for text in ("Ama Bo", "Ama Boa", "Ama Boad", "Ama Boadu"):
        assert min(len(each) for each in spellings(text)) >= 6
        for step in range(3):
            inside = base64.b64encode(b"xy"[:step] + text.encode() + b"z")
            assert sum(each in inside for each in set(spellings(text))) == 1


def test_no_name_or_note_lies_readable_in_the_folder(
    tmp_path: Path, own_folders: Path, clock: SetClock
) -> None:
    folder = make_sample_book(tmp_path / "Ward 7.pairbook", clock=clock)
    with Book.open(folder, 1, PASSPHRASE, clock=clock) as book:
        by = book.account
        save_staff_member(book, by, SaveStaffMember(name="Ottoline Brackenbury-Voss"))
        save_draft(book, "session", "new", {"summary": DRAFT})
        people = list_staff(book, left=True)
        sessions = list_sessions(book)
        texts = {person.name for person in people} | {account.name for account in all_accounts(book)}
        texts |= {session.summary for session in sessions} | {action.text for action in list_actions(book)}
        texts |= {note.text for session in sessions for note in get_session(book, session.id).notes}
        texts |= {DRAFT, book.unit.name, book.unit.hospital}
        assert len(texts) > 120
        assert readable(texts, folder, own_folders) == set()
    assert readable(texts, folder, own_folders) == set()
