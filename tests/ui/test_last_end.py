"""An end without a word is told at the next start, in words, once."""

from types import SimpleNamespace
from typing import Any

from app import last_end
from ui.application import tell_last_end


def test_a_crash_is_told_at_the_next_start(monkeypatch: Any) -> None:
    told: list[tuple[str, ...]] = []
    window = SimpleNamespace(alerts=SimpleNamespace(say=lambda *words: told.append(words)))
    ends = iter([True, False])
    monkeypatch.setattr(last_end, "begin_session", lambda: next(ends))
    tell_last_end(window)  # type: ignore[arg-type]
    tell_last_end(window)  # type: ignore[arg-type]
    assert len(told) == 1
    assert "did not end properly" in told[0][0]
