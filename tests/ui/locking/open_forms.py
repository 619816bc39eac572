"""The form in sight: whose it is, where its fields are, and where in the program it was made."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from ui.kit.drafts import FormDraft
from ui.kit.forms import Form
from ui.main_window import MainWindow

ROUNDS = 100


def open_draft(window: MainWindow) -> FormDraft:
    """The draft of the form in sight, of the topmost dialog where there is one.

    What was added to a window on screen comes into sight with one of the next events.
    """
    for _round in range(ROUNDS):
        found = [draft for draft in window.frame.findChildren(FormDraft) if draft.active]
        shown = [draft for draft in found if draft.parent().isVisible()]
        dialogs = [draft for draft in shown if isinstance(draft.parent(), QDialog)]
        if seen := dialogs or [draft for draft in shown if holder(draft.parent()) is not None]:
            return seen[-1]
        QCoreApplication.processEvents()
    raise AssertionError("no form is in sight")


def open_form(window: MainWindow) -> Any:
    """The form in sight that has a draft."""
    return open_draft(window).parent()


def holder(owner: Any) -> Any:
    """Where the fields of *owner* are."""
    if getattr(owner, "cancelling", False):
        return owner.cancelled_fields
    for name in ("form", "fields", "_form"):
        if getattr(owner, name, None) is not None:
            return getattr(owner, name)
    editor = getattr(owner, "editor", None)
    return editor.form if editor is not None else owner


def mark_where_made(patch: pytest.MonkeyPatch) -> None:
    """Have every form know from here on where it was made: ``form.made_in``, as :func:`places` says it."""
    make = Form.__init__

    def made(form: Any, **options: Any) -> None:
        make(form, **options)
        frame = sys._getframe(1)
        while frame.f_locals.get("self") is form:
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_code.co_qualname.replace(".<locals>", "")
        form.made_in = f"{frame.f_globals['__name__']}:{name}"

    patch.setattr(Form, "__init__", made)


def places(root: Path) -> set[str]:
    """Every place below *root* that makes a form with the form builder, as "package.module:function"."""
    trees = {_module(root, path): ast.parse(path.read_text("utf-8")) for path in root.rglob("*.py")}
    classes = [each for tree in trees.values() for each in _classes(tree)]
    kinds = {"Form"}
    while more := {name for name, bases in classes if bases & kinds} - kinds:
        kinds |= more
    return {f"{module}:{name}" for module, tree in trees.items() for name in _makers(tree, kinds, ())}


def _module(root: Path, path: Path) -> str:
    return ".".join(path.relative_to(root.parent).with_suffix("").parts)


def _classes(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name, {_name(base) for base in node.bases}


def _makers(node: ast.AST, kinds: set[str], inside: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        inside = (*inside, node.name)
    if isinstance(node, ast.Call) and _name(node.func) in kinds:
        yield ".".join(inside)
    for child in ast.iter_child_nodes(node):
        yield from _makers(child, kinds, inside)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
