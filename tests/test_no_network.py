"""Pairbook opens no network connection, ever: in a whole session, in what is imported, in what is built."""

import ast
import os
import subprocess
import sys
from pathlib import Path

from build.trimming import EXCLUDED, is_kept

ROOT = Path(__file__).resolve().parent.parent
# What speaks to other computers, of Python, of Qt and of the libraries in use.
FORBIDDEN = {
    "socket", "ssl", "http", "urllib.request", "urllib3", "requests", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "xmlrpc", "asyncio", "socketserver", "PySide6.QtNetwork", "PySide6.QtWebSockets",
}  # fmt: skip

SESSION = """
import sys

heard = []
def listen(event, arguments):
    if event == "socket.gethostname":  # asks this PC alone (Windows)
        return
    if event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "imaplib.", "http.client")):
        heard.append(event)
sys.addaudithook(listen)

from app.self_test import run_self_test
from ui.self_test import run_window_test

run_self_test(lambda line: None)
run_window_test(lambda line: None)
print("heard:", *heard)
print("modules:", *(name for name in ("PySide6.QtNetwork", "ssl", "http.client") if name in sys.modules))
"""


def test_a_whole_session_touches_no_socket() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SESSION],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    heard, modules = ended.stdout.splitlines()
    assert heard == "heard:"
    assert "PySide6.QtNetwork" not in modules


def test_no_module_imports_what_speaks_to_other_computers() -> None:
    found = []
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [f"{path.relative_to(ROOT)}: {name}" for name in names if name in FORBIDDEN]
    assert found == []


def test_the_built_program_has_nothing_to_connect_with() -> None:
    assert {"ssl", "_ssl", "urllib.request", "http", "PySide6.QtNetwork"} <= set(EXCLUDED)
    for plugin in ("tls/libqopensslbackend.so", "networkinformation/libqglib.so", "tls/qschannelbackend.dll"):
        assert not is_kept(f"PySide6/Qt/plugins/{plugin}")
    assert is_kept("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert is_kept("PySide6/plugins/platforms/qwindows.dll")
