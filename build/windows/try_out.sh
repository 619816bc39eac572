# Sourced by under_wine.sh: installs, runs, photographs, upgrades and removes the program it has built.
# Every expectation that is not met ends the build.

SETUP=$RESULTS/Pairbook-$VERSION-setup.exe
INSTALLED=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/Programs/Pairbook
PUBLIC=$WINEPREFIX/drive_c/users/Public/Documents
BOOK="$PUBLIC/Station 7 – Größe.pairbook"
UNINSTALL='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Pairbook'
export PAIRBOOK_PASSPHRASE="try pairbook today" WINEQT_QPA_PLATFORM=
pairbook() { WINEQT_QPA_PLATFORM=offscreen win "$INSTALLED/pairbook-command.exe" "$@"; }
there() { [ -e "$1" ] || fail "missing: $1"; }
gone() { [ ! -e "$1" ] || fail "left behind: $1"; }
wait_until_gone() { for _ in $(seq 40); do [ -e "$1" ] || return 0; sleep 0.5; done; fail "left behind: $1"; }

step "silent installation"
rm -rf "$INSTALLED" "$BOOK" "$PUBLIC"/Linux.pairbook
win "$SETUP" /S
there "$INSTALLED/Pairbook.exe"
there "$INSTALLED/Uninstall.exe"
win reg query "$UNINSTALL" /v DisplayVersion | grep -q "$VERSION" || fail "Windows does not know the version"

step "self-test"
rm -rf "$RESULTS/pictures"
pairbook self-test --pictures "$(windows_path "$RESULTS/pictures")" >"$RESULTS/self-test.txt" || {
    cat "$RESULTS/self-test.txt"; fail "the self-test failed"; }
tail -3 "$RESULTS/self-test.txt"
grep -q "All is well" "$RESULTS/self-test.txt" || fail "the self-test did not end well"

step "a book in Public Documents, with letters beyond ASCII in its path"
pairbook demo "C:\\users\\Public\\Documents\\$(basename "$BOOK")" >/dev/null || fail "no book was made"
there "$BOOK/records.db"
pairbook list staff "C:\\users\\Public\\Documents\\$(basename "$BOOK")" --json >"$RESULTS/staff.json"
"$PYTHON" -c "import json, sys; rows = json.load(open(sys.argv[1], encoding='utf-8')); assert len(rows) == 42" "$RESULTS/staff.json"

if [ -n "${LINUX_PROGRAM:-}" ]; then
    step "a book from Linux opens in Windows, and back"
    "$LINUX_PROGRAM" demo "$PUBLIC/Linux.pairbook" >/dev/null
    pairbook check 'C:\users\Public\Documents\Linux.pairbook' || fail "Windows does not open the book of Linux"
    "$LINUX_PROGRAM" check "$BOOK" || fail "Linux does not open the book of Windows"
fi

step "the window"
WINEQT_QPA_PLATFORM=windows timeout 120 wine "$INSTALLED/Pairbook.exe" \
    "C:\\users\\Public\\Documents\\$(basename "$BOOK")" </dev/null >/dev/null 2>&1 &
window_process=$!
window=
for _ in $(seq 100); do
    window=$(xdotool search --onlyvisible --name "Pairbook" 2>/dev/null | head -1) && [ -n "$window" ] && break
    sleep 0.3
done
[ -n "$window" ] || fail "no window came up"
sleep 6
photograph() { QT_QPA_PLATFORM=xcb "${SCREEN_PYTHON:-$PYTHON}" -c '
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])' "$RESULTS/$1"; }
photograph window-sign-in.png
xdotool windowfocus "$window" || true
for words in Ruth "$PAIRBOOK_PASSPHRASE"; do
    xdotool type --delay 60 "$words"
    xdotool key Return
    sleep 2
done
sleep 10
photograph window-home.png

step "an installation while the program runs changes nothing; so does removing it"
before=$(stat -c %Y "$INSTALLED/Pairbook.exe")
win "$SETUP" /S && fail "the installer did not notice that Pairbook runs"
[ "$(stat -c %Y "$INSTALLED/Pairbook.exe")" = "$before" ] || fail "the installer replaced a program that runs"
win "$INSTALLED/Uninstall.exe" /S || true
sleep 5
there "$INSTALLED/Pairbook.exe"
there "$INSTALLED/_internal/base_library.zip"
kill $window_process 2>/dev/null || true
wineserver -k || true
wait $window_process 2>/dev/null || true

step "an upgrade over an older version, with a book that somebody left open"
there "$BOOK/in-use.lock"
touch "$INSTALLED/_internal/of-an-older-version.dll"
win reg add "$UNINSTALL" /v DisplayVersion /d 0.0.1 /f >/dev/null
win "$SETUP" /S
gone "$INSTALLED/_internal/of-an-older-version.dll"
win reg query "$UNINSTALL" /v DisplayVersion | grep -q "$VERSION" || fail "the upgrade kept the old version's number"
pairbook check "C:\\users\\Public\\Documents\\$(basename "$BOOK")" || fail "the book did not survive the upgrade"

step "silent removal leaves books alone"
win "$INSTALLED/Uninstall.exe" /S
wait_until_gone "$INSTALLED/Pairbook.exe"
wait_until_gone "$INSTALLED"
win reg query "$UNINSTALL" >/dev/null && fail "Windows still lists Pairbook"
there "$BOOK/records.db"

step "the portable zip runs from its own folder"
rm -rf "$WORK/portable"
"$PYTHON" -m zipfile -e "$RESULTS/Pairbook-$VERSION-windows-x86_64.zip" "$WORK/portable"
WINEQT_QPA_PLATFORM=offscreen win "$WORK/portable/Pairbook/pairbook-command.exe" check \
    "C:\\users\\Public\\Documents\\$(basename "$BOOK")" || fail "the portable program does not open the book"
rm -rf "$WORK/portable"
