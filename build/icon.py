"""The program's icon in the form each system wants, drawn from ``resources/icons/pairbook-mark.svg``.

``python -m build.icon FOLDER`` writes it for this system.
"""

import io
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "pairbook-mark.svg"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MAC_SIZE = 1024
LINUX_SIZE = 256


def drawn(side: int) -> bytes:
    """The mark as a PNG, *side* pixels square."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(SOURCE.read_bytes()).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def write_icon(folder: Path, platform: str = sys.platform) -> Path:
    """Writes the icon for *platform* into *folder*; returns its path."""
    from PIL import Image

    if platform == "win32":
        path = folder / "pairbook.ico"
        pictures = [Image.open(io.BytesIO(drawn(side))) for side in WINDOWS_SIZES]
        sizes = [(side, side) for side in WINDOWS_SIZES]
        pictures[-1].save(path, "ICO", sizes=sizes, append_images=pictures[:-1])
        return path
    if platform == "darwin":
        path = folder / "pairbook.icns"
        Image.open(io.BytesIO(drawn(MAC_SIZE))).save(path, "ICNS")
        return path
    path = folder / "pairbook.png"
    path.write_bytes(drawn(LINUX_SIZE))
    return path


if __name__ == "__main__":
    print(write_icon(Path(sys.argv[1])))
