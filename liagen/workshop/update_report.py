"""What an update of a package does, told to who wrote it: on the screen, and as a web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, takewhile
from typing import Final

from liagen.document.blocks import Text
from liagen.web.table_page import FilterWords, Line, TablePage, WideCell, WideRow, WideTable, write_table_page
from liagen.workshop.package_update import Outcome, PackageUpdate, PartChange

TOLD: Final[Mapping[Outcome, str]] = {
    "overgenomen": "wordt nieuw",
    "botst": "kies zelf",
    "bouwt_voort": "verandert mee",
    "weggehaald": "blijft weg",
    "vanzelf": "vanzelf nieuw",
}
"""What becomes of a part that is there in the new version, in words."""

_LONG: Final = 160
_AROUND: Final = 6  # words shown on both sides of what differs
_WIDTH: Final = max(map(len, TOLD.values()))


def report_rows(update: PackageUpdate, *, with_all: bool) -> Iterator[str]:
    """Give the rows of the report; ``with_all`` tells also what changes by itself."""
    shown = [change for change in update.changes if with_all or change.outcome != "vanzelf"]
    shown.sort(key=lambda change: (change.outcome == "vanzelf", change.file))
    names = dict.fromkeys([*(change.file for change in shown), *update.repeats])
    by_file = {name: list(changes) for name, changes in groupby(shown, key=lambda change: change.file)}
    for name in names:
        yield ""
        yield name
        for change in by_file.get(name, ()):
            yield from _change_rows(change)
        if count := update.repeats.get(name):
            yield f"  {_counted(count, 'deel gaat', 'delen gaan')} weg: eronder staat het precies zo."
    if shown or update.repeats:
        yield ""


def what_happens(change: PartChange) -> str:
    """Return what becomes of a part, in words."""
    return "vervalt" if change.outcome in ("overgenomen", "vanzelf") and not change.new else TOLD[change.outcome]


def _change_rows(change: PartChange) -> Iterator[str]:
    why = f": {change.why}" if change.why else ""
    yield f"  {what_happens(change):<{_WIDTH}}  {change.part}{why}"
    # What she chooses between is shown whole; of the rest what differs is enough.
    shown = (change.old, change.new) if change.outcome == "botst" else around_the_difference(change.old, change.new)
    hers = [("van u", change.own)] if change.outcome in ("botst", "bouwt_voort") else []
    for label, text in (*zip(("oud", "nieuw"), shown, strict=True), *hers):
        first, *more = text.split("\n") if text else ["(staat er niet)"]
        yield f"    {label:<6} {first}"
        yield from (f"           {row}".rstrip() for row in more)


def around_the_difference(old: str, new: str) -> tuple[str, str]:
    """Return two texts, of long ones without what they begin and end with alike; «…» stands for that."""
    if not old or not new or max(len(old), len(new)) <= _LONG:
        return old, new
    words = old.split(" "), new.split(" ")
    first = _alike(*words)
    last = _alike(*(each[first:][::-1] for each in words))
    begin, end = max(first - _AROUND, 0), max(last - _AROUND, 0)
    before, behind = ["…"] * (begin > 0), ["…"] * (end > 0)
    old, new = (" ".join([*before, *each[begin : len(each) - end], *behind]) for each in words)
    return old, new


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many words two lists begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def summary(update: PackageUpdate) -> str:
    """Return in one sentence what an update does."""
    counts = Counter(change.outcome for change in update.changes)
    repeats = sum(update.repeats.values())
    parts = [
        _counted(counts["overgenomen"], "deel wordt nieuw", "delen worden nieuw"),
        f"{counts['botst']} keer kiest u zelf",
        _counted(repeats, "herhaling gaat weg", "herhalingen gaan weg"),
        _counted(counts["bouwt_voort"] + counts["vanzelf"], "verandering komt vanzelf", "veranderingen komen vanzelf"),
    ]
    return f"Samen: {', '.join(parts)}."


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def update_page(update: PackageUpdate, name: str) -> str:
    """Return what an update does as one web page with a filter; what changes by itself comes last."""
    changes = sorted(update.changes, key=lambda change: list(_ORDER).index(change.outcome))
    rows = tuple(
        WideRow(
            (Text(change.file),),
            tuple(
                WideCell(tuple(Line((Text(row),)) for row in text.split("\n")))
                for text in (change.part, _what(change), change.old, change.new, change.own)
            ),
        )
        for change in changes
    )
    columns = ("Bestand", "Deel", "Wat er gebeurt", "Oud", "Nieuw", "Van u")
    title = f"{name} bijwerken van {update.base.name} {update.base.version} naar {update.version}"
    words = FilterWords(
        "Zoeken in de delen", "Bestand", "Woord in de rij", "Alles tonen", "{getoond} van {alle} rijen getoond"
    )
    return write_table_page(
        TablePage(title, (summary(update),), (WideTable("", "Wat er verandert", columns, rows),), words)
    )


_ORDER: Final[tuple[Outcome, ...]] = ("botst", "overgenomen", "bouwt_voort", "weggehaald", "vanzelf")


def _what(change: PartChange) -> str:
    return f"{what_happens(change)}: {change.why}" if change.why else what_happens(change)
