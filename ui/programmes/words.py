"""The fixed words of programmes on screen."""

from app.dates import long_day
from app.language import _
from app.programmes.programmes import Kind, ProgrammeView
from app.sessions.note_mode import NoteMode


def kind_word(kind: Kind) -> str:
    """The frame in a word."""
    return {
        Kind.ONE_TO_ONE: _("One to one"),
        Kind.ROLL_OUT: _("Roll-out"),
        Kind.RECIPROCAL: _("Reciprocal"),
    }[kind]


def kind_sentence(kind: Kind) -> str:
    """What the frame means."""
    return {
        Kind.ONE_TO_ONE: _("Each pair has its own topic and aim."),
        Kind.ROLL_OUT: _("Many pairs bring one new system or skill to the whole unit."),
        Kind.RECIPROCAL: _("Both teach each other, each in a topic of their own."),
    }[kind]


def note_word(mode: NoteMode) -> str:
    """How much is recorded, in a word."""
    return {
        NoteMode.LOG: _("Log only"),
        NoteMode.ACTIONS: _("Log and actions"),
        NoteMode.FULL: _("Full notes"),
    }[mode]


def note_sentence(mode: NoteMode) -> str:
    """What is recorded about a session."""
    return {
        NoteMode.LOG: _("Dates, minutes and attendance; nothing about what was said."),
        NoteMode.ACTIONS: _("Dates, minutes, one line of summary, and who does what by when."),
        NoteMode.FULL: _("All of that, and notes with an audience chosen before typing."),
    }[mode]


def period(programme: ProgrammeView) -> str:
    """ "Since 1 April 2025", "1 April 2025 to 31 March 2026"."""
    if programme.ends_on is None:
        return _("Since {day}").format(day=long_day(programme.starts_on))
    return _("{since} to {until}").format(
        since=long_day(programme.starts_on), until=long_day(programme.ends_on)
    )
