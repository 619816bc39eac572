"""Waits until the screen of DISPLAY stands still, and photographs it:  ``python photograph.py [PICTURE]``

Still means: for SECONDS no more changed than a blinking cursor, and something stands on it.  How long that
takes depends on the machine; after PATIENCE it is photographed as it is, and the status is 1.
"""

import sys
import time

from PySide6.QtGui import QGuiApplication, QImage

SECONDS, PATIENCE = 2.0, 240.0
CURSOR = 400  # pixels
STEP = 3  # of every so many pixels, along and down, one is looked at


def look(app: QGuiApplication) -> QImage:
    return app.primaryScreen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)


def looked_at(picture: QImage) -> list[bytes]:
    """A part of the picture's pixels."""
    data, line = bytes(picture.constBits()), picture.bytesPerLine()
    return [
        data[at : at + 4]
        for row in range(0, len(data), line * STEP)
        for at in range(row, row + line, 4 * STEP)
    ]


def wait(app: QGuiApplication) -> tuple[QImage, bool]:
    """The screen's picture, and whether it stood still."""
    end = time.monotonic() + PATIENCE
    picture = look(app)
    seen, since = looked_at(picture), time.monotonic()
    while time.monotonic() < end:
        time.sleep(0.5)
        picture = look(app)
        now = looked_at(picture)
        changed = sum(one != other for one, other in zip(seen, now, strict=True))
        if changed > CURSOR / STEP**2 or len(set(now)) < 8:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since >= SECONDS:
            return picture, True
    return picture, False


if __name__ == "__main__":
    last, still = wait(QGuiApplication(sys.argv[:1]))
    if len(sys.argv) > 1 and not last.save(sys.argv[1]):
        sys.exit(f"not saved: {sys.argv[1]}")
    sys.exit(0 if still else 1)
