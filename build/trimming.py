"""What of the libraries is left out of the built program, and why.  Promises nothing that is used.

The self-test of what was built holds the promise: it makes a book, prints, shows and walks every page.
"""

import re
from collections.abc import Iterable

_PICTURES = (
    "Avif", "Blp", "Bufr", "Cur", "Dcx", "Dds", "Eps", "Fits", "Fli", "Fpx", "Ftex", "Gbr", "Grib", "Hdf5",
    "Ico", "Im", "Imt", "Iptc", "McIdas", "Mic", "Mpeg", "Mpo", "Msp", "Pcd", "Pcx", "Pixar", "Psd", "Qoi",
    "Sgi", "Spider", "Sun", "Tga", "WebP", "Wmf", "Xbm", "Xpm", "XVThumb",
)  # fmt: skip
# Modules that no path of the program reaches.  SQLAlchemy's other dialects stay: Alembic imports them all.
EXCLUDED = (
    # no network: neither encryption for connections nor what speaks to servers
    "ssl",
    "_ssl",
    "PySide6.QtNetwork",
    "urllib.request",
    "http",
    "ftplib",
    "imaplib",
    "poplib",
    "smtplib",
    "telnetlib",
    "xmlrpc",
    # the built-in digests do what OpenSSL's would; passphrases and books have their own library
    "_hashlib",
    # other windows, and Qt parts that are not shown
    "tkinter",
    "_tkinter",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickWidgets",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtDesigner",
    "PIL.ImageQt",
    "PIL.ImageTk",
    # pictures of kinds that nothing reads
    *(f"PIL.{kind}ImagePlugin" for kind in _PICTURES),
    # a database engine that does not encrypt
    "_sqlite3",
    "sqlite3",
    # what developers use
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "setuptools",
    "pkg_resources",
    "pip",
    "distutils",
    "lib2to3",
    "idlelib",
    "pydoc_data",
    "unittest",
    "test",
    "doctest",
    "pdb",
    # optional parts of libraries that the program does without
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "charset_normalizer",
    "concurrent.futures.process",
    "multiprocessing",
    "tarfile",
    "xml.dom",
    "reportlab.graphics.barcode",
    "reportlab.graphics.renderSVG",
    "reportlab.lib.rparsexml",
    "reportlab.graphics.samples",
    "reportlab.graphics.testdrawings",
    "reportlab.graphics.testshapes",
    "reportlab.lib.testutils",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.testing",
    "alembic.testing",
    "numpy",
    "scipy",
    "pandas",
    "matplotlib",
    "lxml",
    "IPython",
    "greenlet",
)

# What the small program for consoles would be given besides.
NOT_FOR_COMMANDS = ("inspect", "ast", "dis", "typing", "pathlib", "urllib", "email", "importlib.metadata")

_LEFT_OUT = (
    # Qt: no QML, no 3D, no film, no database, no network beyond the library that QtPdf is linked to
    r"(lib)?Qt6?(Qml|Quick|Labs|VirtualKeyboard|OpenGL|Sql|Test|Designer|Help|UiTools|Lottie)[\w]*\.(so[.\d]*|dll)$",
    r"(lib)?Qt6?(EglFS|EglFs|Wayland|WlShell|Concurrent|PdfQuick|PdfWidgets|ShaderTools)[\w]*\.(so[.\d]*|dll)$",
    r"/plugins/(qmltooling|networkinformation|tls|sqldrivers|designer|generic|egldeviceintegrations)/",
    r"/plugins/(wayland[\w-]*|virtualkeyboard|vectorimageformats|position|multimedia)/",
    r"/plugins/platforms/(lib)?q(?!xcb|offscreen|windows|cocoa)\w+\.(so|dll|dylib)$",
    r"/plugins/imageformats/(lib)?q(?!svg)\w+\.(so|dll|dylib)$",
    r"/plugins/platforminputcontexts/\w*virtualkeyboard\w*\.(so|dll|dylib)$",
    # Qt's own words: Pairbook's language is English, which needs no catalogue
    r"PySide6/(Qt/)?translations/",
    # Windows' own look: Pairbook wears the same on every system
    r"/plugins/styles/",
    # software OpenGL and shader compilers of Windows: only Qt Quick would use them
    r"(opengl32sw|d3dcompiler_\d+|dxcompiler|dxil)\.dll$",
    # the GTK look would bring half a desktop along
    r"libqgtk3\.so|/lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|pango|cairo|epoxy|rsvg)[\w.+-]*\.so",
    # image formats and drawing helpers of Pillow that no print uses
    r"PIL/_(avif|webp|imagingtk|imagingmath|imagingmorph|imagingcms)\.",
    r"lib(avif|dav1d|aom|webp|webpdemux|webpmux|sharpyuv|lcms2)[\w-]*\.so",
    # ReportLab's own sample faces: the prints embed ours
    r"reportlab/fonts/(?!.*licen[cs]e).*\.(pfb|ttf|afm)$",
    # of the packages' descriptions only their names and versions are asked for (About)
    r"\.dist-info/(?!METADATA$)",
    # stand-ins that exist only to run Qt under wine must never ship
    r"/(mscms|icuuc|bcryptprimitives)\.dll$",
)
_PATTERNS = [re.compile(pattern, re.IGNORECASE) for pattern in _LEFT_OUT]


def is_kept(destination: str) -> bool:
    """Whether the file that would lie at *destination* inside the built program is part of it."""
    path = "/" + destination.replace("\\", "/")
    return not any(pattern.search(path) for pattern in _PATTERNS)


def kept(entries: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those of PyInstaller's *entries* whose destination is kept."""
    return [entry for entry in entries if is_kept(entry[0])]
