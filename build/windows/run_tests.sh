# Sourced by under_wine.sh: the tests under wine, on the `windows` platform plugin.
# WINDOWS_TESTS names some of them, for one room at a time.

step "the tests"
rm -rf "$RESULTS/tests" "$WINEPREFIX/drive_c/t"
# shellcheck disable=SC2086
"$PYTHON" "$HERE/suite.py" "$WORK" "$RESULTS/tests" ${WINDOWS_TESTS:-} || fail "tests failed under wine"
