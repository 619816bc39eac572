"""The form of an agreement's terms (DOMAIN 4): what a pair agrees on, in its own words."""

from dataclasses import asdict

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import Account, Book
from app.errors import InvalidEntry
from app.language import _
from app.pairs.agreement import AgreementView, Terms, get_agreement, save_terms
from app.pairs.pairs import get_pair
from ui.kit.fields import LineField, TextField
from ui.kit.forms import Form


def term_words() -> dict[str, str]:
    """The terms by their names, with the words on screen, in their order."""
    return {
        "signs_of_success": _("Signs of success"),
        "frequency": _("How often and how long"),
        "place": _("Place"),
        "arranged_by": _("Who arranges it"),
        "cancelling": _("When one cannot come"),
        "contact_between": _("Contact in between"),
        "out_of_bounds": _("Out of bounds"),
    }


class AgreementForm(QWidget):
    """The fields; :meth:`save` writes them as the version they belong to and gives its number."""

    def __init__(self, book: Book, by: Account, pair_id: int) -> None:
        super().__init__()
        self._book, self._by, self._pair_id = book, by, pair_id
        self.agreement = get_agreement(book, pair_id)
        self.title = get_pair(book, pair_id).title
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        helps = {
            "signs_of_success": _("How both will notice that it works."),
            "frequency": _("For instance: every second Thursday, 45 minutes."),
            "cancelling": _("For instance: a message the day before, a new date the same week."),
            "out_of_bounds": _("Subjects the pair leaves out."),
        }
        for name, words in term_words().items():
            long = name in ("signs_of_success", "out_of_bounds")
            field = TextField(lines=2) if long else LineField(longest=240)
            self.form.add(name, words, field, optional=True, wide=long, help=helps.get(name, ""))
        if self.agreement is not None:
            self.form.set_values(asdict(self.agreement.terms))

    def save(self) -> int:
        """Write the terms; returns the version.  Raises :class:`InvalidEntry`."""
        found = self.form.check()
        if found:
            raise InvalidEntry(*found)
        return save_terms(self._book, self._by, self._pair_id, Terms(**self.form.values()))


def version_facts(agreement: AgreementView | None) -> str:
    """What saving does to the signatures, in a sentence."""
    if agreement is None:
        return _("Becomes version 1, for everybody of the pair to sign.")
    if any(signature.on for signature in agreement.signatures):
        words = _("Version {n} is signed. Changed terms become version {next}, which everybody signs again.")
        return words.format(n=agreement.version, next=agreement.version + 1)
    return _("Version {n}, not signed yet.").format(n=agreement.version)
