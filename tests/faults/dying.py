"""Processes that are killed at a chosen step, as by the switch at the wall.

A child is forked, so that nothing is loaded anew, and ends with SIGKILL: no handler, no
``finally``, no flush.
"""

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from typing import IO, Any

from sqlalchemy import event

from app import files

Tell = Callable[[int], None]
SEAM = ("_write", "_sync", "_replace")


def _child(work: Callable[[], object]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(3)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _was_killed(pid: int) -> bool:
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child met a problem of its own"
    return os.WIFSIGNALED(status)


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Does *work* in a child that dies before its *step*-th touch of a disk; whether it got that far."""

    def doomed() -> None:
        counted = 0

        def before(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any) -> Any:
                nonlocal counted
                counted += 1
                if counted == step:
                    _die()
                return real(*arguments)

            return call

        for name in SEAM:
            setattr(files, name, before(getattr(files, name)))
        work()

    return _was_killed(_child(doomed))


def killed_at_statement(step: int, work: Callable[[], object]) -> bool:
    """Does *work* in a child that dies before its *step*-th statement to a database."""

    def doomed() -> None:
        from sqlalchemy import Engine

        counted = 0

        def before(*_facts: object) -> None:
            nonlocal counted
            counted += 1
            if counted == step:
                _die()

        event.listen(Engine, "before_cursor_execute", before)
        work()

    return _was_killed(_child(doomed))


def steps(run: Callable[[int], bool], *, every: int = 1, first: int = 1) -> Iterator[int]:
    """Runs *run* for each step until it is no longer killed; yields after each kill."""
    step = first
    while run(step):
        yield step
        step += every
    assert step > first, "nothing was done that could be interrupted"


def killed_after(acknowledged: int, wait: float, work: Callable[[Tell], object]) -> int:
    """Does *work* in a child that dies *wait* seconds after it told *acknowledged*; the last it told."""
    reader, writer = os.pipe()

    def doomed() -> None:
        os.close(reader)
        work(lambda number: _tell(writer, number))

    pid = _child(doomed)
    os.close(writer)
    told = -1
    with os.fdopen(reader, "rb") as lines:
        told = _read_until(lines, acknowledged)
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
        rest = lines.read().split()
    assert _was_killed(pid)
    return int(rest[-1]) if rest else told


def _read_until(lines: IO[bytes], wanted: int) -> int:
    told = -1
    for line in lines:
        told = int(line)
        if told >= wanted:
            break
    return told


def _tell(writer: int, number: int) -> None:
    os.write(writer, b"%d\n" % number)
