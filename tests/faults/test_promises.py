"""The list of promises, the README and the tests of this folder say the same."""

import ast
import re
from pathlib import Path

from tests.faults.promises import PROMISES, test_name

HERE = Path(__file__).parent
README = (HERE.parent.parent / "README.md").read_text("utf-8")


def _tests() -> set[str]:
    return {
        node.name
        for path in HERE.glob("test_*.py")
        if path != Path(__file__)
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_promise_has_its_test_and_every_test_its_promise() -> None:
    assert _tests() == {test_name(promise) for promise in PROMISES}


def test_the_readme_lists_the_promises() -> None:
    section = README.partition("## What Pairbook promises about your data\n")[2].partition("\n## ")[0]
    listed = [" ".join(item.split()) for item in re.findall(r"^- (.+(?:\n  .+)*)", section, re.M)]
    assert listed == list(PROMISES)
