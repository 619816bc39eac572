"""Stands in for logind on a message bus: hands out inhibitors, says when the PC sleeps and wakes.

    python logind.py ADDRESS FILE [early]

On a line "sleep" it says that sleep begins, waits until the inhibitor is let go, and tells whether
FILE is there at that moment; on "wake" it says that sleep has ended.  *early*: it says that sleep begins
while it still hands out its first inhibitor.  Each answer is a line of JSON.
"""

import json
import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor

PATH, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"


def say(*words: object) -> None:
    print(json.dumps(words), flush=True)


@ClassInfo({"D-Bus Interface": MANAGER})
class Manager(QObject):
    """What logind has of itself on the bus."""

    def __init__(self, bus: QDBusConnection, file: Path, *, early: bool) -> None:
        super().__init__()
        self._bus, self._file, self._early = bus, file, early

    @Slot(str, str, str, str, result="QDBusUnixFileDescriptor")
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        ours, theirs = os.pipe()
        handed = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        threading.Thread(target=self._wait, args=(ours,), daemon=True).start()
        say("inhibited", what, who, bool(why), mode)
        if self._early:
            self._early = False
            self.tell("sleep")
        return handed

    def tell(self, what: str) -> None:
        """Say on the bus that sleep begins, or that it has ended."""
        signal = QDBusMessage.createSignal(PATH, MANAGER, "PrepareForSleep")
        signal.setArguments([what == "sleep"])
        self._bus.send(signal)

    def _wait(self, ours: int) -> None:
        os.read(ours, 1)  # returns when nobody holds the other end any more
        say("let go", self._file.exists())


def main(address: str, file: str, early: str = "") -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "logind")
    manager = Manager(bus, Path(file), early=bool(early))
    assert bus.registerObject(PATH, manager, QDBusConnection.RegisterOption.ExportAllSlots)
    assert bus.registerService("org.freedesktop.login1")
    say("ready")

    def obey() -> None:
        for line in sys.stdin:
            manager.tell(line.strip())

    threading.Thread(target=obey, daemon=True).start()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
