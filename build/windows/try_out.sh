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
wait_until_gone() { for _ in $(seq 240); do [ -e "$1" ] || return 0; sleep 0.5; done; fail "left behind: $1"; }

is_version() { win reg query "$UNINSTALL" /v DisplayVersion | grep -qF "$1" || fail "Windows does not say version $1"; }

step "silent installation of an older build"
rm -rf "$INSTALLED" "$BOOK" "$PUBLIC"/Linux.pairbook
# Nor does an earlier run's end, which was none, come up as a dialog.
rm -rf "$WINEPREFIX/drive_c/users/$(id -un)/AppData"/{Local,Roaming}/Pairbook
OLDER=$WORK/older
rm -rf "$OLDER"
cp -rl "$WORK/dist/Pairbook" "$OLDER"
mkdir "$OLDER/_internal/older"
touch "$OLDER/_internal/of-an-older-version.dll" "$OLDER/_internal/older/module.pyd"
make_installer "$OLDER" 0.0.9 "$WORK/older.exe" -DQUICK
win "$WORK/older.exe" /S
rm -rf "$OLDER" "$WORK/older.exe"
there "$INSTALLED/Pairbook.exe"
there "$INSTALLED/Uninstall.exe"
there "$INSTALLED/_internal/of-an-older-version.dll"
is_version 0.0.9

step "a book in Public Documents, with letters beyond ASCII in its path"
pairbook demo "C:\\users\\Public\\Documents\\$(basename "$BOOK")" >/dev/null || fail "no book was made"
there "$BOOK/records.db"
pairbook list staff "C:\\users\\Public\\Documents\\$(basename "$BOOK")" --json >"$RESULTS/staff.json"
"$PYTHON" -c "import json, sys; rows = json.load(open(sys.argv[1], encoding='utf-8')); assert len(rows) == 42" "$RESULTS/staff.json"

if [ -n "${LINUX_PROGRAM:-}" ]; then
    step "a book from Linux opens in Windows, and back"
    there_too='C:\users\Public\Documents\Linux.pairbook'
    "$LINUX_PROGRAM" demo "$PUBLIC/Linux.pairbook" >/dev/null
    pairbook check "$there_too" || fail "Windows does not open the book of Linux"
    printf 'Full name;Job title\r\nŁadysława Nguyễn-Ødegård;Nurse\r\n' >"$WORK/one.csv"
    pairbook import staff "$(windows_path "$WORK/one.csv")" "$there_too" || fail "Windows does not write the book of Linux"
    for kind in staff pairs sessions; do
        pairbook list $kind "$there_too" --json >"$WORK/windows.json"
        "$LINUX_PROGRAM" list $kind "$PUBLIC/Linux.pairbook" --json >"$WORK/linux.json"
        "$PYTHON" -c "import json, sys; one, two = (json.load(open(name, encoding='utf-8')) for name in sys.argv[1:]); \
            assert one and one == two" "$WORK/windows.json" "$WORK/linux.json" || fail "the $kind differ"
    done
    "$LINUX_PROGRAM" check "$PUBLIC/Linux.pairbook" || fail "Linux does not open its book again"
    "$LINUX_PROGRAM" check "$BOOK" || fail "Linux does not open the book of Windows"
    "$LINUX_PROGRAM" backup "$BOOK" --to "$WORK/stick" >/dev/null
    for backup in "$WORK"/stick/*; do
        pairbook check "$(windows_path "$backup")" || fail "Windows does not open a backup made on Linux"
    done
    rm -rf "$WORK/stick" "$WORK"/{one.csv,windows.json,linux.json}
fi

step "the window"
WINEQT_QPA_PLATFORM=windows timeout 1800 wine "$INSTALLED/Pairbook.exe" \
    "C:\\users\\Public\\Documents\\$(basename "$BOOK")" </dev/null >/dev/null 2>&1 &
window_process=$!
window=
for _ in $(seq 600); do
    window=$(xdotool search --onlyvisible --name "Pairbook" 2>/dev/null | head -1) && [ -n "$window" ] && break
    sleep 0.5
done
[ -n "$window" ] || fail "no window came up"
# Whoever types looks first whether the window is ready.
still() {
    QT_QPA_PLATFORM=xcb "$PYTHON" "$HERE/photograph.py" ${1:+"$RESULTS/$1"} ||
        echo "the window never stood still"
}
still window-sign-in.png
xdotool windowfocus "$window" || true
for words in Ruth "$PAIRBOOK_PASSPHRASE"; do
    xdotool type --delay 60 "$words"
    still
    xdotool key Return
    still
done
for _ in $(seq 600); do [ -e "$BOOK/in-use.lock" ] && break; sleep 0.5; done
there "$BOOK/in-use.lock"
still window-home.png

step "a new version while a book is in use changes nothing; so does removing it"
win "$SETUP" /S && fail "the installer did not notice that Pairbook runs"
is_version 0.0.9
there "$INSTALLED/_internal/of-an-older-version.dll"
there "$INSTALLED/_internal/older/module.pyd"
win "$INSTALLED/Uninstall.exe" /S || true
sleep 5
there "$INSTALLED/Pairbook.exe"
there "$INSTALLED/_internal/base_library.zip"
kill $window_process 2>/dev/null || true
wineserver -k || true
wait $window_process 2>/dev/null || true

step "an upgrade over the older build, with a book that somebody left open"
there "$BOOK/in-use.lock"
win "$SETUP" /S
gone "$INSTALLED/_internal/of-an-older-version.dll"
gone "$INSTALLED/_internal/older"
is_version "$VERSION"
pairbook check "C:\\users\\Public\\Documents\\$(basename "$BOOK")" || fail "the book did not survive the upgrade"

step "self-test"
rm -rf "$RESULTS/pictures"
pairbook self-test --pictures "$(windows_path "$RESULTS/pictures")" >"$RESULTS/self-test.txt" || {
    cat "$RESULTS/self-test.txt"; fail "the self-test failed"; }
tail -3 "$RESULTS/self-test.txt"
grep -q "All is well" "$RESULTS/self-test.txt" || fail "the self-test did not end well"

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
