#!/bin/bash
# Sees to the system's packages that Pairbook needs and pip cannot bring.
#   build/system_packages.sh venv PYTHON    the module that makes virtual environments
#   build/system_packages.sh qt PYTHON      the libraries that Qt loads (PYTHON has PySide6)
#   build/system_packages.sh libraries      the same without asking Qt, before there is a PySide6
#   build/system_packages.sh tests          the programs that the tests call
#   build/system_packages.sh app PYTHON     what packs PYTHON and the program into one folder
#   build/system_packages.sh windows        what builds and runs the Windows program on Linux (wine)
# What is missing is installed where this user may (root, with apt-get); otherwise the one line
# that installs it is printed, and the exit status is 1.
set -euo pipefail

readonly QT_PACKAGES=(
    libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libxkbcommon-x11-0
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1
)
readonly TEST_PACKAGES=(qpdf poppler-utils xvfb xdotool dbus)
readonly WINDOWS_PACKAGES=(wine64 wine gcc-mingw-w64-x86-64-win32 nsis osslsigncode p7zip-full xvfb xdotool)

venv_works() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# Loads what the window uses and asks the linker about the plugins that Qt opens by itself.
qt_works() {
    QT_QPA_PLATFORM=offscreen "$1" - 2>/dev/null <<'PYTHON'
import subprocess, sys
from pathlib import Path
import PySide6
from PySide6 import QtPdf, QtPrintSupport, QtSvg, QtWidgets

platforms = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
for plugin in ("libqxcb.so", "libqoffscreen.so", "libqwayland.so"):
    if sys.platform == "linux" and (platforms / plugin).exists():
        needed = subprocess.run(["ldd", platforms / plugin], capture_output=True, text=True).stdout
        if "not found" in needed:
            sys.exit(1)
PYTHON
}

tests_work() {
    command -v qpdf && command -v pdftoppm && command -v pdffonts && command -v Xvfb && command -v xdotool &&
        command -v dbus-daemon
} >/dev/null

# PyInstaller looks into libraries with objdump, and takes along the one that Python itself is.
app_works() {
    command -v objdump && "$1" - <<'PYTHON'
import ctypes, sysconfig
ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))
PYTHON
} >/dev/null 2>&1

windows_works() {
    command -v wine && command -v wineserver && command -v x86_64-w64-mingw32-gcc && command -v makensis &&
        command -v osslsigncode && command -v 7z && command -v Xvfb && command -v xdotool
} >/dev/null

provide() {
    local what=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $what: $*"
        local log
        log=$(mktemp)
        if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
            >"$log" 2>&1 </dev/null; then
            cat "$log" >&2
            rm -f "$log"
            exit 1
        fi
        rm -f "$log"
    else
        echo "Pairbook needs $what. This line installs it on Debian and Ubuntu; then run make again:" >&2
        echo "    sudo apt-get install -y $*" >&2
        exit 1
    fi
}

still_missing() {
    echo "$1 is still missing after the packages were installed." >&2
    exit 1
}

case "${1:-}" in
    venv)
        version=$("$2" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        venv_works "$2" || provide "Python's venv module" "python$version-venv"
        venv_works "$2" || still_missing "Python's venv module"
        ;;
    qt)
        [ "$(uname -s)" = Linux ] || exit 0
        qt_works "$2" || provide "the libraries that Qt loads" "${QT_PACKAGES[@]}"
        qt_works "$2" || { "$2" -c 'from PySide6 import QtPdf, QtPrintSupport, QtSvg, QtWidgets' || true
            still_missing "A library that Qt loads"; }
        ;;
    libraries)
        provide "the libraries that Qt loads" "${QT_PACKAGES[@]}"
        ;;
    tests)
        tests_work || provide "the programs that its tests call" "${TEST_PACKAGES[@]}"
        tests_work || still_missing "A program that the tests call"
        ;;
    app)
        version=$("$2" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        app_works "$2" || provide "what packs the program" binutils "libpython$version"
        app_works "$2" || still_missing "What packs the program"
        ;;
    windows)
        windows_works || provide "what builds Windows programs on Linux" "${WINDOWS_PACKAGES[@]}"
        windows_works || still_missing "A program that builds the Windows version"
        ;;
    *)
        echo "usage: $0 venv PYTHON | qt PYTHON | libraries | tests | app PYTHON | windows" >&2
        exit 2
        ;;
esac
