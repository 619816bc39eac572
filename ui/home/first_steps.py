"""What a new unit sees on Home: the four steps to its first pair, with what is already done."""

from collections.abc import Callable
from typing import Any

from app.language import _, ngettext
from app.programmes.first_steps import FirstSteps
from ui.kit.empty_state import EmptyState, NextStep


def beginning(steps: FirstSteps, go: Callable[[str, Any], object]) -> EmptyState:
    """The guiding card for a book without pairs."""
    people = ngettext("{n} person is in the book.", "{n} people are in the book.", steps.staff)
    wishes = _("{offers} offers and {needs} needs so far.").format(offers=steps.offers, needs=steps.needs)
    return EmptyState(
        _("Your first pair is four steps away"),
        _(
            "In a pair, a junior colleague teaches a more senior one a topic they know well. "
            "Take the steps in any order; what you type is saved at once."
        ),
        (
            NextStep(
                "staff",
                _("Staff"),
                people.format(n=steps.staff) if steps.staff else _("Type people in, or import a list."),
                _("Add staff"),
                lambda: go("staff", {"new": True}),
                done=steps.staff > 1,
                action_icon="plus",
            ),
            NextStep(
                "teach",
                _("Who teaches, who learns"),
                wishes if steps.offers or steps.needs else _("Note what each person can teach and wants."),
                _("Open staff"),
                lambda: go("staff", {}),
                done=bool(steps.offers and steps.needs),
                action_icon="staff",
            ),
            NextStep(
                "training",
                _("Mentor training"),
                _("The starred items are signed before a pair starts."),
                _("Begin training"),
                lambda: go("training", {}),
                done=bool(steps.in_training),
            ),
            NextStep(
                "pairs",
                _("First pair"),
                _("Choose two people and a topic. It starts as proposed; nobody is told."),
                _("New pair"),
                lambda: go("pairs", {"new": True}),
                action_icon="plus",
            ),
        ),
        other=(_("import a staff list from a spreadsheet…"), lambda: go("staff", {"import": True})),
    )
