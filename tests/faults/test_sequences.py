"""Random sequences of work against a plain model: lists of what should be in the book."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.book import Book, check, search, unlock, write_schema
from app.book.problems import NothingToUndo
from app.staff.records import StaffMember
from tests.fixtures.books import PASSPHRASE, new_book, set_clock

NAMES = st.text("abcżé '🦊", min_size=1, max_size=12)
State = dict[int, str]


class Work(RuleBasedStateMachine):
    """Creates, edits, deletes, undoes, redoes, locks and dies; the model keeps states in plain lists."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sequence")) / "W.pairbook"
        shutil.copytree(self.template, self.folder)
        self.unlocked = unlock(self.folder, 1, PASSPHRASE)
        self.book = self._open()
        self.present: State = {}
        self.past: list[State] = []
        self.future: list[State] = []

    def _open(self) -> Book:
        return Book.open_with(self.unlocked, clock=set_clock())

    def _changed(self, after: State) -> None:
        if after != self.present:
            self.past.append(self.present)
            self.future.clear()
            self.present = after

    @rule(names=st.lists(NAMES, min_size=1, max_size=3))
    def create(self, names: list[str]) -> None:
        with self.book.change("Create", by=self.book.account) as db:
            people = [StaffMember(name=name) for name in names]
            db.add_all(people)
            db.flush()
            made = {person.id: person.name for person in people}
        self._changed(self.present | made)

    @precondition(lambda self: self.present)
    @rule(data=st.data(), name=NAMES)
    def edit(self, data: st.DataObject, name: str) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.present)))
        with self.book.change("Edit", by=self.book.account) as db:
            db.get_one(StaffMember, chosen).name = name
        self._changed(self.present | {chosen: name})

    @precondition(lambda self: self.present)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.present)))
        with self.book.change("Delete", by=self.book.account) as db:
            db.delete(db.get_one(StaffMember, chosen))
        self._changed({key: name for key, name in self.present.items() if key != chosen})

    @rule()
    def fail(self) -> None:
        with pytest.raises(ZeroDivisionError):
            self._fail()

    def _fail(self) -> None:
        with self.book.change("Fail", by=self.book.account) as db:
            db.add(StaffMember(name="never"))
            db.flush()
            raise ZeroDivisionError

    @rule()
    def undo(self) -> None:
        if not self.past:
            with pytest.raises(NothingToUndo):
                self.book.undo()
            return
        self.book.undo()
        self.future.append(self.present)
        self.present = self.past.pop()

    @rule()
    def redo(self) -> None:
        if not self.future:
            with pytest.raises(NothingToUndo):
                self.book.redo()
            return
        self.book.redo()
        self.past.append(self.present)
        self.present = self.future.pop()

    @rule()
    def lock(self) -> None:
        self.book.close()
        self.book = self._open()
        assert self.book.remarks == ()

    @precondition(lambda _self: sys.platform != "win32")
    @rule(name=NAMES)
    def kill(self, name: str) -> None:
        self.book.close()
        pid = os.fork()
        if not pid:
            try:
                book = self._open()
                with book.change("Create", by=book.account) as db:
                    db.add(StaffMember(name=name))
                os.kill(os.getpid(), 9)
            finally:
                os._exit(3)
        assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        self.book = self._open()
        with self.book.reading() as db:
            newest = max(db.scalars(select(StaffMember.id)))
        self._changed(self.present | {newest: name})

    @invariant()
    def the_book_holds_what_the_model_holds(self) -> None:
        with self.book.reading() as db:
            assert {person.id: person.name for person in db.scalars(select(StaffMember))} == self.present
        found = {hit.id for hit in search.find(self.book, "abc", ["staff_member"])}
        assert found <= self.present.keys()

    def teardown(self) -> None:
        assert all(finding.good for finding in check.check_book(self.book))
        self.book.close()
        shutil.rmtree(self.folder.parent)


# The long run is in eight parts, so that each ends within its time and several run beside each other.
LONG = [pytest.param(50, 50, part, marks=pytest.mark.long) for part in range(1, 9)]


@pytest.mark.parametrize(("examples", "steps", "part"), [(15, 20, 0), *LONG])
def test_after_any_sequence_of_changes_undo_lock_and_kill_the_book_holds_what_was_saved_last(
    tmp_path: Path, examples: int, steps: int, part: int
) -> None:
    write_schema.import_rooms()
    new_book(tmp_path).close()
    machine = seed(part)(type("Machine", (Work,), {"template": tmp_path / "Ward 7.pairbook"}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
