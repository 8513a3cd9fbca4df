"""Try liagen for a long time on all that can go wrong, from a seed, and print what came of it (`make soak`).

    PYTHONPATH=.:tests python -m soak                           all parts, at most 20 minutes
    PYTHONPATH=.:tests python -m soak --deel profielen --minuten 2 --zaad 7
    PYTHONPATH=.:tests python -m soak --deel word --zaad 7 --nummer 123      one trial, with all it says

Faults are kept in the folder of `--map`: the files of the trial, made as small as can be, and `fout.txt` with what
went wrong and how to do it again. Ends with 1 when there was one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from soak.parts import PARTS
from soak.table import Row, table
from soak.trial import Attempt, Part
from soak.workers import chance_of, limited, tried

_KEPT: Final = 3
_ENDLESS: Final = range(1_000_000)


def main() -> int:
    """Do what was asked; return the exit code."""
    asked = _arguments().parse_args()
    parts = [PARTS[name] for name in asked.deel or PARTS]
    if asked.nummer is not None:
        return _once(parts[0], asked.zaad, asked.nummer)
    whole = sum(part.share for part in parts)
    rows = []
    for part in parts:
        if missing := part.needs():
            print(f"{part.name}: overgeslagen, {missing}", flush=True)
            continue
        numbers = range(asked.keer) if asked.keer else _ENDLESS
        rows.append(_soak(part, asked.zaad, numbers, 60 * asked.minuten * part.share / whole, asked.map))
        print(rows[-1].told(), flush=True)
    print(f"\n{table(rows)}")
    asked.map.mkdir(parents=True, exist_ok=True)
    (asked.map / "uitslag.json").write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")
    return 1 if any(row.faults for row in rows) else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m soak")
    parser.add_argument("--deel", action="append", choices=list(PARTS), help="one part; may be given more than once")
    parser.add_argument("--minuten", type=float, default=17.0, help="how long all parts together go on (17)")
    parser.add_argument("--zaad", type=int, default=1, help="the seed: the same trials for the same seed (1)")
    parser.add_argument("--keer", type=int, help="so many trials of each part, if there is time")
    parser.add_argument("--nummer", type=int, help="only the trial with this number, of one part")
    parser.add_argument("--map", type=Path, default=Path("kijk/soak"), help="where faults are kept (kijk/soak)")
    return parser


def _soak(part: Part, seed: int, numbers: range, seconds: float, folder: Path) -> Row:
    """Do trials of one part for so long; keep the first faults of each kind."""
    part.warm()
    start = time.monotonic()
    row = Row(part.name, part.title)
    seen: Counter[str] = Counter()
    for each in tried(part, seed, numbers, start + seconds):
        row.add(each)
        for fault in (attempt for attempt in each.attempts if attempt.outcome == "fout"):
            seen[fault.signature] += 1
            if seen[fault.signature] <= _KEPT:
                print(f"{part.name} {seed}:{each.number} {fault.tried}: {fault.wrong}", flush=True)
                _keep(part, seed, each.number, fault, folder, small=seen[fault.signature] == 1)
    row.seconds = time.monotonic() - start
    row.kinds = len(seen)
    return row


def _keep(part: Part, seed: int, number: int, fault: Attempt, folder: Path, small: bool) -> None:
    place = folder / f"{part.name}-{seed}-{number}"
    if place.exists():
        return
    place.mkdir(parents=True)
    again = f"PYTHONPATH=.:tests python -m soak --deel {part.name} --zaad {seed} --nummer {number}"
    (place / "fout.txt").write_text(f"{fault.tried}: {fault.wrong}\n{again}\n\n{fault.detail}\n")
    if part.smaller and small:
        part.smaller(chance_of(part, seed, number), place, fault)


def _once(part: Part, seed: int, number: int) -> int:
    """Do one trial again in a folder that stays, and print all that came of it."""
    place = Path(f"kijk/soak/{part.name}-{seed}-{number}-opnieuw")
    place.mkdir(parents=True, exist_ok=True)
    found = list(limited(part, chance_of(part, seed, number), place.absolute()))
    for each in found:
        print(f"{each.tried}: {each.outcome} {each.wrong}\n{each.detail}".rstrip())
    print(f"de bestanden staan in {place}")
    return 1 if any(each.outcome == "fout" for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
