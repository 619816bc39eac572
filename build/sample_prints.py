"""Makes the sample book and one of every print of it, through the command line alone.

``python -m build.sample_prints out/sample``: what ``make run`` does where there is no display.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PASSPHRASE = "try pairbook today"
OF_THE_UNIT = ("programme-summary", "session-log", "training-matrix", "action-list", "knowledge-map")
OF_A_PAIR = ("pair-summary", "session-record", "agreement")
OF_A_MENTOR = ("training-record",)
OF_A_TRAINED_MENTOR = ("certificate",)
BLANK = ("session-record", "training-record", "agreement")


def pairbook(*arguments: str | Path) -> str:
    """What the program printed on standard output; ends this script when it fails."""
    environment = {**os.environ, "PAIRBOOK_PASSPHRASE": PASSPHRASE}
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"pairbook {arguments[0]} ended with status {done.returncode}")
    return done.stdout


def make(folder: Path) -> Path:
    """A fresh sample book with its prints in *folder*; returns the book's folder."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    book = folder / "Ward 7.pairbook"
    pairbook("demo", book)
    pairs = json.loads(pairbook("list", "pairs", book, "--json"))
    # Those with the most to show: well under way, not yet at the end.
    under_way = max(pairs, key=lambda pair: (pair["status"] == "active", pair["held"]))
    of_a_pair = ("--pair", str(under_way["id"]))
    records = json.loads(pairbook("list", "training", book, "--json"))
    trained = max(records, key=lambda record: (not record["complete"], record["signed"]))
    of_a_mentor = ("--staff", str(trained["staff_id"]))
    complete = next(record for record in records if record["complete"])
    of_a_trained_mentor = ("--staff", str(complete["staff_id"]))
    for kinds, options in (
        (OF_THE_UNIT, ()),
        (OF_A_PAIR, of_a_pair),
        (OF_A_MENTOR, of_a_mentor),
        (OF_A_TRAINED_MENTOR, of_a_trained_mentor),
    ):
        for kind in kinds:
            pairbook("report", kind, book, "--out", folder / f"{kind}.pdf", *options)
    for kind in BLANK:
        pairbook("report", kind, book, "--out", folder / f"{kind}-blank.pdf", "--blank")
    return book


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    made = make(where)
    print(f"The sample book: {made}  (passphrase: {PASSPHRASE})")
    for print_out in sorted(where.glob("*.pdf")):
        print(f"  {print_out}")
