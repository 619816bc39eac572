#!/bin/bash
# On Windows (Git Bash), after build/app.sh: signs the programs where there is a certificate, packs the
# portable zip anew, makes the installer and signs it.   build/windows/installer.sh out/app
# CERTIFICATE holds a PKCS #12 file in base64, PASSWORD its password; without them nothing is signed.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$(cd "$1" && pwd)
VERSION=$(sed -n 's/^VERSION = "\(.*\)"/\1/p' "$ROOT/app/version.py")
PROGRAM=$WORK/dist/Pairbook
SETUP=$WORK/results/Pairbook-$VERSION-setup.exe
PATH="$PATH:/c/Program Files (x86)/NSIS"

sign() {
    [ -n "${CERTIFICATE:-}" ] || { echo "not signed: $(basename "$1")"; return 0; }
    local key tool
    key=$(mktemp --suffix .p12)
    echo "$CERTIFICATE" | base64 --decode >"$key"
    tool=$(find "/c/Program Files (x86)/Windows Kits/10/bin" -path '*x64/signtool.exe' | sort | tail -1)
    MSYS2_ARG_CONV_EXCL='*' "$tool" sign /f "$(cygpath -w "$key")" /p "$PASSWORD" /fd SHA256 \
        /tr http://timestamp.digicert.com /td SHA256 "$(cygpath -w "$1")"
    rm -f "$key"
}

cd "$ROOT"
sign "$PROGRAM/Pairbook.exe"
sign "$PROGRAM/pairbook-command.exe"
"$WORK/environment/Scripts/python" -m build.pack "$PROGRAM" "$WORK/results/Pairbook-$VERSION-windows-x86_64.zip"
makensis -V2 -DVERSION="$VERSION" -DSOURCE="$(cygpath -m "$PROGRAM")" -DTARGET="$(cygpath -m "$SETUP")" \
    -DICON="$(cygpath -m "$WORK/freezing/pairbook/pairbook.ico")" build/windows/installer.nsi
sign "$SETUP"
