"""Who wants to know of every save of an open book."""

import sys
from collections.abc import Callable

from app.book.facts import Changed

Listener = Callable[[Changed], object]


class Listeners:
    """Promises that a save stands whatever somebody who is told of it does."""

    def __init__(self) -> None:
        self._all: list[Listener] = []

    def add(self, listener: Listener) -> Callable[[], None]:
        """Has *listener* told; call what is returned to end that."""
        self._all.append(listener)

        def remove() -> None:
            if listener in self._all:
                self._all.remove(listener)

        return remove

    def tell(self, changed: Changed) -> None:
        """Tells everybody."""
        for listener in tuple(self._all):
            try:
                listener(changed)
            except Exception:
                # Its bug goes to the report, not to the saver.
                sys.excepthook(*sys.exc_info())

    def clear(self) -> None:
        """Tells nobody any more."""
        self._all.clear()
