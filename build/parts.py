"""The packages the built program is made of: the project's own requirements and whatever they require.

Read from the environment it is built in, so that the list cannot fall behind.
"""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
# Required by what is required, but for parts of it that are left out (build/trimming.py).
_NOT_SHIPPED = {"pycparser", "charset-normalizer"}


def _name(requirement: str) -> str:
    """The normalised package name at the beginning of *requirement*."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def shipped_packages() -> tuple[str, ...]:
    """The names of all packages shipped, sorted."""
    with _PROJECT.open("rb") as file:
        wanted = list(tomllib.load(file)["project"]["dependencies"])
    found: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        name = _name(requirement)
        if "extra ==" in requirement or name in found or name in _NOT_SHIPPED:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:  # for another system or Python
            continue
        found.add(name)
        wanted += package.requires or []
    return tuple(sorted(found))
