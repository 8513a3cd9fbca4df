"""Run a folder of other people's Word files through all commands, and print what came of each.

    PYTHONPATH=.:tests python -m hosts FOLDER              judge every Word file in it, also in folders
    PYTHONPATH=.:tests python -m hosts --schrijf FOLDER    write the files of ``constructs`` there

Worth running by hand: the test files of the Open XML SDK, Open-Xml-PowerTools, Apache POI, docx4j, pandoc,
docxtemplater, M2Doc, superdoc, python-docx and LibreOffice (`sw/qa`). Of a large one every so many of their names in
order, the same bytes once. Refusals are told by their message. Ends with 1 when anything went wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from hosts.constructs import CONSTRUCTS
from hosts.judgement import judge

_ENDINGS = {".docx", ".docm", ".dotx", ".dotm", ".doc"}


def main() -> int:
    """Do what was asked; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m hosts")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schrijf", action="store_true", help="write the files of the constructs")
    parser.add_argument("--zonder-validators", action="store_true", help="do not ask the validators: much faster")
    asked = parser.parse_args()
    if asked.schrijf:
        asked.folder.mkdir(parents=True, exist_ok=True)
        for name, make in CONSTRUCTS.items():
            (asked.folder / f"{name}.docx").write_bytes(make())
        return 0
    counts: Counter[tuple[str, str]] = Counter()
    refusals: Counter[tuple[str, str]] = Counter()
    wrong = 0
    for file in sorted(path for path in asked.folder.rglob("*") if path.suffix.lower() in _ENDINGS):
        for found in judge(file.read_bytes(), not asked.zonder_validators):
            counts[found.command, found.outcome] += 1
            wrong += bool(found.wrong)
            for each in found.wrong:
                print(f"{file.relative_to(asked.folder)}\t{found.command}\t{each}", flush=True)
            if found.outcome == "geweigerd":
                refusals[found.command, found.told.splitlines()[-1]] += 1
    for (command, told), count in sorted(refusals.items()):
        print(f"{command} geweigerd: {count} × {told}")
    for (command, outcome), count in sorted(counts.items()):
        print(f"{command}: {count} × {outcome}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
