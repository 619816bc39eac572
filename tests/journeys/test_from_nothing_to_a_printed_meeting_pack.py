"""By keyboard alone: from the welcome to the programme summary of tonight's meeting."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.book import FAST_KEYS
from app.clock import SetClock
from tests.journeys.keyboard import Keyboard, ScriptedFiles, says, spoken
from tests.ui.conftest import look
from ui.frame import Frame
from ui.kit.theme import Theme
from ui.main_window import MainWindow

__all__ = ["look"]

PASSPHRASE = "quiet harbour lamp seven"
PLANNED = 4
STARRED = {
    "A": ("A1", "A2", "A3", "A4", "A5", "A6"),
    "B": ("B1",),
    "E": ("E4",),
    "F": ("F3",),
    "H": ("H1", "H2"),
}
# As an old spreadsheet program saves a list: semicolons, later written in Windows-1252.
STAFF = (
    "Full name;Job title;Ward;Line manager;Can teach;Wants to learn\r\n"
    "Zoë Åkesson;Staff nurse;Ward 9;Ruth Abernethy;Electronic charting (5);\r\n"
    "Ingrid Vølund;Consultant;Ward 9;;;Electronic charting\r\n"
    "Renée Dupré;Staff nurse;Ward 9;Ruth Abernethy;;\r\n"
)


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    frame = Frame()
    made = MainWindow(frame, look, clock)
    made.key_cost = FAST_KEYS  # the usual cost of a key takes a second
    made.start(None)
    frame.resize(1366, 690)
    show(frame)
    frame.activateWindow()
    yield made
    made.close_down()


def groups_on(sheet: Path) -> list[str]:
    """The eight groups of the code, read from the sheet that was saved."""
    text = PdfReader(sheet).pages[0].extract_text()
    return re.findall(r"\b[1-8] ([0-9A-Z]{5})\b", text)


class Manager(Keyboard):
    """Ruth Abernethy at her keyboard, and the window she looks at."""

    def __init__(self, qtbot: QtBot, window: MainWindow, files: ScriptedFiles, folder: Path) -> None:
        super().__init__(qtbot, window.frame)
        self._frame, self._files, self._folder = window.frame, files, folder

    def reads(self, words: str) -> None:
        """Wait until *words* stand on the screen."""
        try:
            self.wait(lambda: says(QApplication.activeWindow() or self._frame, words))
        except Exception as problem:
            seen = spoken(QApplication.activeWindow() or self._frame)
            raise AssertionError(f"“{words}” does not stand on the screen, but {seen}") from problem

    def sets_up_the_unit(self) -> None:
        """The four steps of the set-up."""
        self.push("Start a new unit")
        self.fill("Unit", "Ward 9, Surgery")
        self.fill("Hospital", "St Brannoc's")
        self.fill("Your name", "Ruth Abernethy")
        self.press("Return")
        self.wait_for("Passphrase|Your passphrase|Choose")
        self.type(PASSPHRASE)
        self.press("Return")
        self.type(PASSPHRASE)
        self.press("Return")
        self.wait_for("Print sheet")
        sheet = self._folder / "Recovery sheet.pdf"
        self._files.will_choose(sheet)
        self.push("Save as PDF")
        self.wait_for("Type group")
        number = int(re.findall(r"\d+", self.name)[0])
        self.type(groups_on(sheet)[number - 1].lower())
        self.press("Return")
        self.wait_for("Start empty")

    def brings_the_staff_list(self) -> None:
        """Step 4, with a list as an old spreadsheet saves it: semicolons and Windows-1252."""
        listed = self._folder / "staff list.csv"
        listed.write_bytes(STAFF.encode("cp1252"))
        self._files.will_choose(listed)
        self.push("Bring a staff list")
        self.reads("3 to add, 0 in the book already, 0 refused")
        self.push("Import 3 people")
        self.reads("Zoë Åkesson")

    def proposes_the_pair(self) -> None:
        """Zoë teaches Ingrid."""
        self.press("Ctrl+3")
        self.press("Ctrl+N")
        self.fill("Mentor", "zoe")
        self.fill("Mentee", "vol")
        self.fill("Topic", "charting")
        self.fill("Planned sessions", str(PLANNED))
        self.press("Ctrl+Return")
        self.reads("Before the first session")

    def signs_the_starred_items(self) -> None:
        """Each of the eleven opened, and signed."""
        self.push("Sign training")
        self.push("Begin training$")
        self.reads("0 of 11 starred items are signed")
        for section, codes in STARRED.items():
            if section != "A":  # the first with something to sign is open
                self.push(f"{section} ")
            for code in codes:
                self.push(f"{code}, starred, .*: Sign")
                self.wait_for("Date")
                self.press("Return")
        assert not says(self._frame, "Cannot start yet")

    def has_the_agreement_signed(self) -> None:
        """On paper, noted here; then the pair is active."""
        self.press("Ctrl+3")
        self.push("Note signatures")
        self.push("Note signatures")
        self.reads("Nothing is missing. Both can begin.")
        self.push("Make active")
        self.push("Make active")
        self.reads("Active")

    def records_a_session(self, held: "Held") -> None:
        """A session of the pair, opened from anywhere."""
        self.press("Ctrl+R")
        self.fill("Pair", "zoe")
        self.press("Return")
        self.fill("Minutes", str(held.minutes))
        self.choose("Protected time kept", f"Protected time kept: {held.kept}", "Right")
        self.fill("What you worked on", held.summary)
        if held.next_in_days:
            self.fill("Next session", f"+{held.next_in_days}")
        if held.done:
            self.push(f"Done: {held.done}")
        if held.to_do:
            self.push("Add an action")
            self.wait_for("New action: what")
            self.type(held.to_do)
            self.choose("New action: who", "Zoë")
            self.fill("New action: by when", "+7")
        self.press("Ctrl+Return")
        self.reads(held.summary)

    def saves_the_programme_summary(self) -> str:
        """The meeting pack as a PDF; gives its words."""
        pack = self._folder / "Programme summary.pdf"
        self._files.will_choose(pack)
        self.press("Ctrl+7")
        self.to("Save PDF")
        self.wait(self.here.isEnabled)
        self.push("Save PDF")
        self.reads("Saved.")
        return " ".join(" ".join(page.extract_text() for page in PdfReader(pack).pages).split())

    def finds_the_window_locked_and_signs_in(self) -> None:
        """Nothing of the book is on the screen until the passphrase is typed; then it stands as before."""
        self.wait_for("Passphrase")
        assert not says(self._frame, "Ingrid")
        self.type(PASSPHRASE)
        self.press("Return")


@dataclass(frozen=True)
class Held:
    """What is typed into the form of a session."""

    minutes: int
    kept: str
    summary: str
    next_in_days: int = 0
    to_do: str = ""
    done: str = ""


FIRST = Held(
    45, "Part", "First log-in, and where the short cuts are.", 14, to_do="Bring the list of short cuts"
)
SECOND = Held(60, "Yes", "Fluid balance and drug chart.", 21, done=FIRST.to_do)


def expected_in(sessions: tuple[Held, ...], on: date) -> list[str]:
    """The sentences and numbers of the summary that follow from what was typed."""
    held = len(sessions)
    share = {kept: sum(each.kept == kept for each in sessions) for kept in ("Yes", "Part", "No")}
    open_actions = {each.to_do for each in sessions if each.to_do} - {each.done for each in sessions}
    full, part, none = (
        f"{share[kept]} {round(100 * share[kept] / held)} %" for kept in ("Yes", "Part", "No")
    )
    following = on + timedelta(days=sessions[-1].next_in_days)
    return [
        "The one pair is on course or finished.",
        f"{held} of {held} sessions held of those due by now",
        f"{round(100 * share['Yes'] / held)} % protected time kept in full",
        "1 of 1 mentors with all starred training signed",
        f"{len(open_actions)} actions overdue",
        f"Kept in full {full} Kept in part {part} Not kept {none}",
        "Zoë Åkesson Ingrid Vølund Electronic charting Active On course "
        f"{held} of {PLANNED} {following.day} {following:%b}",
        f"Zoë Åkesson {39 - sum(map(len, STARRED.values()))} items in B to H",
    ]


def test_by_keyboard_alone(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: SetClock
) -> None:
    manager = Manager(qtbot, window, ScriptedFiles(monkeypatch), tmp_path)
    manager.sets_up_the_unit()
    manager.brings_the_staff_list()
    manager.proposes_the_pair()
    manager.signs_the_starred_items()
    manager.has_the_agreement_signed()
    manager.records_a_session(FIRST)
    clock.moment += timedelta(days=FIRST.next_in_days)
    manager.finds_the_window_locked_and_signs_in()
    manager.reads(FIRST.summary)
    manager.records_a_session(SECOND)
    pack = manager.saves_the_programme_summary()
    for words in expected_in((FIRST, SECOND), clock.today()):
        assert words in pack
    manager.press("Ctrl+L")
    manager.finds_the_window_locked_and_signs_in()
    manager.reads("Programme summary")
