#!/bin/bash
# Builds the program for this system and proves it:   build/app.sh PYTHON [WORK]
# From a clean environment of its own (WORK/environment, default out/app): only what the program needs and
# PyInstaller.  The results lie in WORK/results: portable zip, bill of materials, self-test, pictures, measures.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PYTHON=$1
WORK=$(realpath -m "${2:-$ROOT/out/app}" 2>/dev/null || echo "${2:-$ROOT/out/app}")
RESULTS=$WORK/results
BIN=$WORK/environment/bin
VERSION=$(sed -n 's/^VERSION = "\(.*\)"/\1/p' "$ROOT/app/version.py")
case "$(uname -s)" in
    Linux) system=linux-$(uname -m) ;;
    Darwin) system=macos-$(uname -m) ;;
    *) system=windows-x86_64 BIN=$WORK/environment/Scripts ;;
esac
mkdir -p "$RESULTS"
cd "$ROOT"
step() { echo "== $(date +%T) $*"; }

# The program carries its own Python, which must have been built as a library.
if [ "${system%%-*}" = linux ]; then
    for candidate in "$PYTHON" /usr/bin/python3 /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11; do
        if "$candidate" - 2>/dev/null <<'PYTHON'
import sys, sysconfig
sys.exit(sys.version_info < (3, 11) or not sysconfig.get_config_var("Py_ENABLE_SHARED"))
PYTHON
        then shared=$candidate && break; fi
    done
    PYTHON=${shared:?No Python on this system was built as a library: apt-get install python3 libpython3-dev}
    build/system_packages.sh venv "$PYTHON"
    build/system_packages.sh app "$PYTHON"
fi

wanted=$(cat pyproject.toml constraints.txt)
if [ "$(cat "$WORK/environment/wanted" 2>/dev/null)" != "$wanted" ]; then
    step "a clean environment ($("$PYTHON" --version))"
    rm -rf "$WORK/environment"
    "$PYTHON" -m venv "$WORK/environment"
    export PIP_CONSTRAINT="$ROOT/constraints.txt" PIP_BUILD_CONSTRAINT="$ROOT/constraints.txt"
    "$BIN/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt '.[build]'
    # Its requirements stay; the program itself is taken from here.
    "$BIN/python" -m pip uninstall --quiet --yes pairbook
    build/system_packages.sh qt "$BIN/python"
    echo "$wanted" >"$WORK/environment/wanted"
fi

step "PyInstaller"
if ! "$BIN/python" -m PyInstaller --noconfirm --log-level WARN --distpath "$WORK/dist" \
    --workpath "$WORK/freezing" build/pairbook.spec >"$RESULTS/pyinstaller.log" 2>&1; then
    tail -20 "$RESULTS/pyinstaller.log" >&2
    exit 1
fi
if [ "${system%%-*}" = linux ]; then
    # Names for debuggers are half of some libraries.  What auditwheel has patched (….libs) bears no stripping.
    find "$WORK/dist/Pairbook/_internal" -type f -name '*.so*' -not -path '*.libs/*' -exec strip --strip-unneeded {} +
fi
"$BIN/python" -m build.bill_of_materials "$WORK/dist/Pairbook" "$RESULTS/Pairbook-$VERSION-$system.cdx.json"
"$BIN/python" -m build.pack "$WORK/dist/Pairbook" "$RESULTS/Pairbook-$VERSION-$system.zip"
step "the built program tries itself"
"$BIN/python" -m build.try_out "$WORK/dist/Pairbook" "$RESULTS"
step "done: $RESULTS"
