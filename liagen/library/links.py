"""Links between cards, goals and sources."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from liagen.files.yaml_in import Path as YamlPath
from liagen.library.cards import CardGoal
from liagen.library.layers import File
from liagen.library.model import Library
from liagen.library.reader import Reader, check_known


@dataclass(frozen=True)
class LibraryFiles:
    """The files of a package by kind and key, to point at when a link in one of them leads nowhere."""

    package: File
    options: Mapping[str, File]
    risks: Mapping[str, File]
    texts: Mapping[str, File]


def check_links(reader: Reader, library: Library, files: LibraryFiles) -> None:
    """Refuse links to options and goals that do not exist, and goals that wait for each other."""
    goals = {f"{card.key}.{goal.key}": goal for card in library.cards.values() for goal in card.goals}
    circling = _circling(goals)
    for card in library.cards.values():
        file = files.options[card.key]
        for name, keys in (("hoort_bij", card.belongs), ("sluit_uit", card.excludes)):
            check_known(reader, file, (name,), keys, files.options, "onbekende optie")
        for goal in card.goals:
            path: YamlPath = ("doelen", goal.key, "na")
            check_known(reader, file, path, _judged(goal.after, library, files), goals, "onbekend doel")
            if f"{card.key}.{goal.key}" in circling and _waits_for_itself(f"{card.key}.{goal.key}", goals):
                reader.problem(file, path, f"het doel `{card.key}.{goal.key}` wacht via `na` op zichzelf", "LIA084")
    for theme in library.themes.values():
        after = _judged(theme.fallback.after if theme.fallback else (), library, files)
        check_known(reader, files.package, ("themas", theme.key, "terugval", "na"), after, goals, "onbekend doel")
    for risk in library.risks.values():
        check_known(reader, files.risks[risk.key], ("bij",), risk.options, files.options, "onbekende optie")
    for file in reader.half:
        for name in ("hoort_bij", "sluit_uit", "bij"):
            check_known(reader, file, (name,), _listed(file, name), files.options, "onbekende optie")


def _listed(file: File, name: str) -> tuple[str, ...]:
    """Return the texts in a list of a file that was not checked."""
    value = file.tree.value.get(name) if isinstance(file.tree.value, dict) else ()
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _judged(goals: Iterable[str], library: Library, files: LibraryFiles) -> list[str]:
    """Leave out the goals of a card that could not be read: that card has a problem of its own."""
    unread = {key for key in files.options if key not in library.cards}
    return [goal for goal in goals if goal.split(".")[0] not in unread]


def _circling(goals: Mapping[str, CardGoal]) -> set[str]:
    """Return the goals that wait for a circle and are waited for by one: few, but all that wait for themselves."""
    after = {key: {other for other in goal.after if other in goals} for key, goal in goals.items()}
    before: dict[str, set[str]] = {key: set() for key in goals}
    for key, others in after.items():
        for other in others:
            before[other].add(key)
    return _stuck(after) & _stuck(before)


def _stuck(after: Mapping[str, set[str]]) -> set[str]:
    """Return what never gets its turn when each comes after all that it waits for."""
    sorter = TopologicalSorter(after)
    with contextlib.suppress(CycleError):
        sorter.prepare()
    left = set(after)
    while ready := sorter.get_ready():
        left.difference_update(ready)
        sorter.done(*ready)
    return left


def _waits_for_itself(key: str, goals: Mapping[str, CardGoal]) -> bool:
    waiting, seen = list(goals[key].after), set()
    while waiting:
        current = waiting.pop()
        if current == key:
            return True
        if current in goals and current not in seen:
            seen.add(current)
            waiting += goals[current].after
    return False


def check_sources(reader: Reader, library: Library, files: LibraryFiles) -> None:
    """Refuse sources that do not exist; silent when the sources themselves could not be read."""
    report = library.sources.get("rapport")
    known = {*library.sources, *(report.sections if report else ())}
    used: list[tuple[File, YamlPath, tuple[str, ...]]] = []
    for card in library.cards.values():
        file = files.options[card.key]
        used.append((file, ("bronnen",), card.sources))
        used += [(file, ("praktijk", index, "bron"), (row.source,)) for index, row in enumerate(card.practice)]
    used += [(files.risks[risk.key], ("bronnen",), risk.sources) for risk in library.risks.values()]
    used += [(file, ("bronnen",), _listed(file, "bronnen")) for file in reader.half]
    used += [(files.texts[text.key], ("bronnen",), text.sources) for text in library.texts.values()]
    used += [(files.texts[text.key], ("bronnen_meer",), text.more_sources) for text in library.texts.values()]
    for file, path, keys in used if known else ():
        check_known(reader, file, path, keys, known, "onbekende bron")
