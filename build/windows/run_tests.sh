# Sourced by under_wine.sh: the rooms' tests under wine, on the `windows` platform plugin.
# WINDOWS_TESTS names others, for one room at a time.  What needs a facility of Linux (links, modes of
# files, a fork, a terminal, qpdf, poppler, Xvfb) fails there by its nature: read what failed.

step "the tests"
# With one process: wine's start of each worker takes longer than it saves.
run_tests() {
    PYTHONPATH="$(windows_path "$WORK/tests-packages");$(windows_path "$WORK/source")" PYTHONUTF8=1 \
        LIMIT=${TESTS_LIMIT:-1200} win "$WORK/python/python.exe" -m pytest -q -p no:cacheprovider -p no:benchmark \
        --override-ini addopts= --import-mode=importlib -m "not long" -rfE --tb=line --timeout 300 "$@"
}
(
    cd "$WORK/source"
    WINEQT_QPA_PLATFORM=windows run_tests ${WINDOWS_TESTS:-tests/accounts tests/staff tests/pairs tests/sessions tests/training tests/programmes} >"$RESULTS/tests.txt"
) || { tail -60 "$RESULTS/tests.txt"; fail "tests failed under wine"; }
tail -1 "$RESULTS/tests.txt"
