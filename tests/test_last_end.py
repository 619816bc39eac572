"""An end without a word is noticed, once."""

import subprocess
import sys
from pathlib import Path

from app import last_end


def test_an_end_without_a_word_is_told_once(tmp_path: Path) -> None:
    assert last_end.begin_session(tmp_path) is False
    last_end.end_session(tmp_path)
    assert list(tmp_path.iterdir()) == []
    code = (
        f"from pathlib import Path; from app import last_end; last_end.begin_session(Path({str(tmp_path)!r}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)
    assert last_end.begin_session(tmp_path) is True
    assert last_end.begin_session(tmp_path) is False


def test_a_window_that_still_runs_is_no_crash(tmp_path: Path) -> None:
    assert last_end.begin_session(tmp_path) is False
    assert last_end.begin_session(tmp_path) is False


def test_where_nothing_can_be_written_there_is_no_note(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert last_end.begin_session(tmp_path / "file") is False
    last_end.end_session(tmp_path / "file")
