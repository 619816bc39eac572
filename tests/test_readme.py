"""The README's promises about commands hold."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_command_of_the_readme_is_a_target() -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", README))
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert {"setup", "run", "test", "bench", "screenshots"} <= named
    assert named <= targets


def test_every_file_the_readme_links_to_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_of_the_readme_is_one_of_the_programs() -> None:
    from app.__main__ import COMMANDS

    named = set(re.findall(r"^pairbook ([a-z-]+)", README, re.M))
    assert named
    assert named <= COMMANDS


def test_constraints_name_no_index_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.+]*", pin)] == []


def test_what_the_page_for_the_ward_names_stands_on_screen() -> None:
    """What is in italics there is a button or heading of Pairbook, or Windows' own."""
    page = (ROOT / "resources" / "help" / "for-the-ward.md").read_text(encoding="utf-8")
    windows = {"More info", "Run anyway", "Pairbook.exe", "Pairbook", "Public Documents › Pairbook"}
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", page)) - windows
    assert {"Copy now…", "Restore a backup"} <= named
    shown = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    assert [words for words in named if f'_("{words.rstrip("…")}' not in shown] == []
