"""Every place of the program where somebody can type words of their own, found in its sources."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from ui.kit.answers import Answers
from ui.kit.choices import ChoiceField
from ui.kit.fields import LineField, TextField

QTS_OWN = frozenset({"QLineEdit", "QPlainTextEdit", "QTextEdit"})
Site = tuple[str, int]
"""A module ("ui.staff.form") and a line."""


def kinds_of_line(root: Path) -> set[str]:
    """The classes below *root* whose objects take typed text, Qt's own among them."""
    kinds = set(QTS_OWN)
    classes = [each for path in root.rglob("*.py") for each in _classes(ast.parse(path.read_text("utf-8")))]
    while more := {name for name, bases in classes if bases & kinds} - kinds:
        kinds |= more
    return kinds


def sites(root: Path, kinds: set[str]) -> dict[Site, str]:
    """Where below *root* one of *kinds* is made, or a choice that takes other words too; and the kind.

    What is made as a secret is left out.
    """
    found = {}
    for path in root.rglob("*.py"):
        module = ".".join(path.relative_to(root.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and not _said(node, "secret"):
                kind = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                if kind in kinds or (kind == "ChoiceField" and _said(node, "free")):
                    found[module, node.lineno] = kind
    return found


def mark_where_typed(patch: pytest.MonkeyPatch) -> None:
    """Have every control that takes words know from here on where it was made: ``made_at``."""

    def marked(kind: Any) -> None:
        make = kind.__init__

        def made(control: Any, *given: Any, **options: Any) -> None:
            make(control, *given, **options)
            frame = sys._getframe(1)
            while frame.f_locals.get("self") is control:
                frame = frame.f_back  # type: ignore[assignment]
            control.made_at = (frame.f_globals["__name__"], frame.f_lineno)

        patch.setattr(kind, "__init__", made)

    for kind in (LineField, TextField, ChoiceField):
        marked(kind)


def takes_words(control: QWidget) -> bool:
    """Whether words of one's own can be typed into *control*."""
    if isinstance(control, ChoiceField):
        return control._free
    return type(control) is TextField or (type(control) is LineField and not control.secret)


def typing_places(control: QWidget) -> list[QWidget]:
    """*control* and its parts, as far as they take words."""
    parts = [control, *control.findChildren(QWidget)]
    return [part for part in parts if isinstance(part, Answers) and takes_words(part)]


def _classes(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name, {getattr(base, "attr", None) or getattr(base, "id", "") for base in node.bases}


def _said(call: ast.Call, name: str) -> bool:
    return any(
        word.arg == name and isinstance(word.value, ast.Constant) and word.value.value is True
        for word in call.keywords
    )
