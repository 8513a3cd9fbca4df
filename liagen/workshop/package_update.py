"""A package brought up to date with what it builds on: old, new and hers beside each other, three ways for each part.

A part is one key of a file (a list is one), or one part of a text. What she did not change is taken out of her file, so
that the new one counts; what she changed stays as she wrote it. Where both changed she chooses. So nothing of what
lies below is ever copied into her package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final, Literal

from liagen.errors import LibraryError, Problem
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted, parse_yaml
from liagen.files.yaml_lines import YamlLines
from liagen.files.yaml_out import write_tree
from liagen.library.compile import compile_library
from liagen.library.layers import ROWS, Layers, LibraryFile, Part, parse_card
from liagen.library.package import (
    HEAD,
    OPTIONS,
    PRACTICE,
    STYLE,
    TABLES,
    Package,
    TextFile,
    read_package,
    shipped_packages,
)
from liagen.library.packages import is_practice, yielding
from liagen.library.wording_parser import shows_below
from liagen.workshop.earlier import BASE_VERSION, Earlier, PackageVersion, missing_version, problems_of, version_below
from liagen.workshop.own_edits import Removal, rows_by_key, without
from liagen.workshop.repeats import COPY_ADVICE, COPY_NOTE
from liagen.workshop.scaffold import write_version

Outcome = Literal["overgenomen", "botst", "bouwt_voort", "weggehaald", "vanzelf"]
"""What becomes of a part: the new one is taken; she chooses; hers shows it; she took it away; she has none of it."""

_OF_THE_HEAD: Final = ("naam", "versie", "formaat", "basis", BASE_VERSION)
_REMOVED: Final = "null"
_SHOWN_BELOW: Final = re.compile(r"\{\{-?\s*hieronder\s*-?\}\}")
_PART_OF_COPY: Final = "# Deel van een kopie van "
_NOTED: Final = re.compile(rf"^(?:{COPY_NOTE}|{_PART_OF_COPY})\S+ uit (.+)\.$", re.MULTILINE)
_WHOLE_CARD: Final = "het hele bestand"
_STYLE_PART: Final = "het Word-bestand"


@dataclass(frozen=True)
class PartChange:
    """One part of a file that changed below her: as it was, as it is now, and hers; empty for what is not there.

    ``why`` says of a choice what makes it one; ``part`` is a key, a heading, or the whole card.
    """

    file: str
    part: str
    outcome: Outcome
    old: str
    new: str
    own: str
    why: str = ""


@dataclass(frozen=True)
class PackageUpdate:
    """What bringing a package up to date does; ``files`` has the new text of each file, empty for one that goes.

    ``repeats`` counts by file what goes because it says what lies below; ``problems`` are what loading refuses
    afterwards; ``head_raised`` says whether `basis_versie` is raised: nothing is left to choose.
    """

    base: PackageVersion
    version: str
    changes: tuple[PartChange, ...]
    repeats: Mapping[str, int]
    files: Mapping[str, str]
    style_goes: bool
    problems: tuple[Problem, ...]
    head_raised: bool

    @property
    def choices(self) -> tuple[PartChange, ...]:
        """Return what she has to choose."""
        return tuple(change for change in self.changes if change.outcome == "botst")


def plan_update(
    own: Package,
    below: Sequence[Package],
    earlier: Earlier,
    typed: Callable[[str], str] | None = None,
    *,
    keep_own: bool = False,
) -> PackageUpdate:
    """Return what bringing ``own`` up to date with ``below`` (lowest first) does; nothing is written.

    ``typed`` gives the text of a file with the line ends that it has. With ``keep_own`` hers counts as the choice where
    both changed. Raises LibraryError when a file of hers cannot be read, or the version she began with is not there.
    """
    typed = typed or (lambda name: own.files[name].text)
    base = next((package for package in below if package.name == own.base), None)
    if base is None:
        message = "dit pakket staat op zichzelf: er ligt niets onder om mee bij te werken"
        raise LibraryError([Problem(own.files[HEAD].name, message, field="basis", code="LIA008")])
    if problems := problems_of(own):
        raise LibraryError(problems)
    history = _History(own, tuple(below), base, earlier)
    files = [_FileUpdate(name, file, history) for name, file in sorted(own.files.items()) if _is_laid(name)]
    if problems := tuple(problem for file in files for problem in file.problems):
        raise LibraryError(problems)
    changes = [change for file in files for change in file.changes()]
    style = _style_change(own, history)
    texts = {file.name: file.text(typed) for file in files if file.taken}
    updated = replace(own, files=_laid_anew(own, texts), style=own.style if style is None or style.own else None)
    refused = _refused([*below, updated])
    choices = [each for each in (*changes, style) if each is not None and each.outcome == "botst"]
    raised = base.version != history.version and not refused and (keep_own or not choices)
    if raised:
        texts[HEAD] = _with_version(texts.get(HEAD) or typed(HEAD), base.version)
    return PackageUpdate(
        PackageVersion(base.name, history.version),
        base.version,
        (*changes, *((style,) if style and style.part else ()), *_by_itself(history, changes, own)),
        {file.name: file.repeats for file in files if file.repeats},
        {name: text for name, text in texts.items() if text != typed(name)},
        style is not None and not style.own,
        refused,
        raised,
    )


def _is_laid(name: str) -> bool:
    """Say whether a file is laid on one of that name: not what each package has for itself, or liagen does not read."""
    path = PurePosixPath(name)
    return name in TABLES or (path.suffix == ".md" and len(path.parts) > 1 and not path.stem.isupper())


def _laid_anew(own: Package, texts: Mapping[str, str]) -> dict[str, TextFile]:
    """Return the files of a package with new texts, without those that go."""
    changed = {
        name: file._replace(text=re.sub("\r\n?", "\n", texts[name]))
        for name, file in own.files.items()
        if name in texts
    }
    return {name: file for name, file in {**own.files, **changed}.items() if file.text or name not in texts}


def _refused(packages: Sequence[Package]) -> tuple[Problem, ...]:
    try:
        compile_library(tuple(packages))
    except LibraryError as error:
        return error.problems
    return ()


def _with_version(text: str, version: str) -> str:
    """Return the text of `pakket.yaml` with another version of what it builds on."""
    lines = YamlLines.parse(text)
    tree = lines.tree()
    lines.replace(tree.place((BASE_VERSION,)), tree.ends[(BASE_VERSION,)], write_version(version))
    return lines.text()


# ------------------------------------------------------------ what lay below, and what lies there now


class _History:
    """What lies below a package now, and what lay there when she began or copied a file."""

    def __init__(self, own: Package, below: tuple[Package, ...], base: Package, earlier: Earlier) -> None:
        self._own = own
        # Whole again: a card of `praktijk` gives way to a whole one of hers, and may have changed all the same.
        self._below = tuple(_whole_again(package) for package in below)
        self._earlier = earlier
        self.version = version_below(own)
        self._versions = self._versions_at(base)
        self._stacks: dict[tuple[str, ...], _Below] = {}
        self.now = _Below(below)

    def when_begun(self) -> _Below:
        """Return what lay below when she began."""
        return self._at(self._versions)

    def when_copied(self, text: str) -> tuple[_Below, bool]:
        """Return what lay below a file, and whether the file says so itself: a copy may be younger than its package."""
        noted = _NOTED.search(text)
        found = dict(self._versions)
        for each in noted[1].split(" en ") if noted else ():
            name, _, version = each.rpartition(" ")
            if name in found and self._is_later(name, version):
                package = self._earlier.find(PackageVersion(name, version))
                found |= {name: package} if package else {}
        return self._at(found), found != self._versions

    def given_way(self, name: str, then: _Below) -> tuple[_Says, _Says] | None:
        """Return a card of `praktijk` that gives way to hers, as it was and as it is; None when there is none."""
        now = [_Below((package,)).says(name) for package in self._below if is_practice(package)]
        was = [_Below((package,)).says(name) for package in then.whole if package.name == PRACTICE]
        return (was[0], now[0]) if now and was and now[0] and was[0] else None

    def shipped_rows(self, name: str) -> set[str]:
        """Return the rows that a file is typed in now, also when it gives way to hers."""
        return _Below(self._below).rows(name)

    def _is_later(self, name: str, version: str) -> bool:
        known, begun = self._earlier.versions(name), self._versions[name].version
        return version in known and begun in known and known.index(version) > known.index(begun)

    def _versions_at(self, base: Package) -> dict[str, Package]:
        """Return the packages below as they were when she began; as they are now where nobody can tell."""
        found = {package.name: package for package in self._below}
        known = self._first(base)
        found[known.name] = known
        while known.base and known.base in found:
            version = version_below(known)
            under = self._earlier.find(PackageVersion(known.base, version)) if version else None
            known = under or self._earlier.beside(known, known.base) or found[known.base]
            found[known.name] = known
        if any(found.get(PRACTICE) is each for each in self._below):
            found[PRACTICE] = self._earlier.beside(known, PRACTICE) or found[PRACTICE]
        return found

    def _first(self, base: Package) -> Package:
        """Return what she builds on as it was. Raises LibraryError when it is not there."""
        head = self._own.files[HEAD]
        tree = parse_yaml(head.text, head.name)
        there = self._earlier.versions(base.name)
        if not self.version:
            message = (
                f"zet erbij op welke versie van {base.name} u begon, bijvoorbeeld {BASE_VERSION}: "
                f'"{there[0]}"; er zijn {", ".join(there)}'
            )
            raise LibraryError([Problem(head.name, message, place=tree.place(("basis",)), field=BASE_VERSION)])
        wanted = PackageVersion(base.name, self.version)
        if found := self._earlier.find(wanted):
            return found
        message = missing_version(wanted, there, base.version)
        message += f". Lukt dat niet? Zet hier de versie waar uw teksten het meest op lijken: {' of '.join(there)}"
        raise LibraryError([Problem(head.name, message, place=tree.place((BASE_VERSION,)), field=BASE_VERSION)])

    def _at(self, versions: Mapping[str, Package]) -> _Below:
        key = tuple(versions[package.name].version for package in self._below)
        if key not in self._stacks:
            # As came with liagen: which cards of `praktijk` give way depends on that.
            stack = [replace(versions[each.name], shipped=each.shipped) for each in self._below]
            self._stacks[key] = _Below(tuple(yielding(package, [*stack, self._own]) for package in stack), tuple(stack))
        return self._stacks[key]


def _whole_again(package: Package) -> Package:
    return read_package(shipped_packages()[PRACTICE]) if is_practice(package) else package


@dataclass
class _Says:
    """What one file says: its keys, the parts of its text, and the rows that it is typed in."""

    keys: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


class _Below:
    """A stack of packages, as the files below hers; ``whole`` is it with what gives way to hers."""

    def __init__(self, stack: tuple[Package, ...], whole: tuple[Package, ...] = ()) -> None:
        self.stack = stack
        self.whole = whole
        self._layers = Layers(stack)

    @cached_property
    def cards(self) -> dict[str, LibraryFile]:
        """Return the cards and texts by their name in a package."""
        layers = self._layers
        return {f"{folder}/{card.key}.md": card for folder in layers.folders for card in layers.cards(folder)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the name of everything that counts."""
        return (*self.cards, *(name for name in TABLES if self._layers.has(name)))

    def says(self, name: str) -> _Says | None:
        """Return what a file says as it counts; None when it is not there."""
        if name not in self.names:
            return None
        file = self.cards[name] if name in self.cards else self._layers.table(name)
        keys = {key: each for key, each in file.tree.mapping.items() if name != HEAD or key not in _OF_THE_HEAD}
        return _Says(keys, {part: _whole_text(each) for part, each in file.parts.items()})

    def rows(self, name: str) -> set[str]:
        """Return the rows that a file is typed in, in all packages, without the spaces around them."""
        texts = (package.files[name].text for package in (*self.stack, *self.whole) if name in package.files)
        return {row.strip() for text in texts for row in text.split("\n")}

    def elsewhere(self, name: str) -> str:
        """Return where the option with the key of this file stands, when that is in another theme."""
        path = PurePosixPath(name)
        same = (each for each in self.cards if PurePosixPath(each).name == path.name and each.startswith(OPTIONS))
        return next((each for each in same if each != name), "") if name.startswith(OPTIONS) else ""

    @property
    def style(self) -> bytes:
        """Return the Word style file that counts."""
        found = [package.style for package in self.stack if package.style]
        return found[-1].read_bytes() if found else b""


def _whole_text(part: Part) -> str:
    """Return a part with what it shows of the text below it."""
    text = part.text.strip()
    if part.lower and shows_below(text):
        below = _whole_text(replace(part.lower[0], lower=part.lower[1:]))
        text = _SHOWN_BELOW.sub(lambda _: below, text)
    return text


# ------------------------------------------------------------ one file, three ways


class _Absent:
    """What stands where nothing does."""


_ABSENT: Final = _Absent()


@dataclass(frozen=True)
class _Judged:
    """What becomes of a key or part of hers: ``goes`` out of her file, or stays; told when it changed below."""

    unit: YamlPath | str
    goes: bool
    outcome: Outcome | None
    values: tuple[Any, Any, Any]
    why: str = ""


class _FileUpdate:
    """One file of hers, beside what lay and lies below it."""

    def __init__(self, name: str, file: TextFile, history: _History) -> None:
        self.name = name
        self._text = file.text
        self._history = history
        self._then, self._is_noted = history.when_copied(file.text)
        self._is_card = name not in TABLES
        own = parse_card(file) if self._is_card else _table(file)
        # A list of rows that was copied becomes rows by their key: so each can go on its own.
        self._listed = _listed_rows(name, own)
        self._rows_then = _in_shape_of({self._listed: {}}, self._then.says(name), name) if self._listed else None
        own = _table(file._replace(text=self._by_key(file.text))) if self._rows_then else own
        self.problems = tuple(own.problems)
        self._removed = self._is_card and own.tree.value is None and () in own.tree.places
        value = own.tree.mapping
        keys = {key: each for key, each in value.items() if name != HEAD or key not in _OF_THE_HEAD}
        self._own = _Says(keys, {part: each.text.strip() for part, each in own.parts.items()})
        self._old, self._new = (_in_shape_of(keys, each.says(name), name) for each in (self._then, history.now))

    def _by_key(self, text: str) -> str:
        return rows_by_key(text, self._listed, self._rows_then.keys[self._listed]) if self._rows_then else text

    @cached_property
    def judged(self) -> tuple[_Judged, ...]:
        """Return what becomes of each key and part of hers."""
        if self.problems:
            return ()
        if self._removed:
            return (_Judged((), self._new is None, None, (None, None, None)),)
        if (
            self._is_card
            and not self._old
            and not self._new
            and (cards := self._history.given_way(self.name, self._then))
        ):
            return self._judge_whole(*cards)
        units = (*_judge_keys(self._own.keys, _keys(self._old), _keys(self._new), ()), *self._judge_parts())
        if self._is_card and self._old and not self._new and not all(each.goes for each in units):
            there = self._history.now.elsewhere(self.name)
            moved = f"; de kaart staat nu in {there}, verplaats uw bestand" if there else ""
            return self._one_choice(f"deze kaart is er in de nieuwe versie niet meer{moved}")
        if self._is_card and self._new and not self._old and not all(each.goes for each in units):
            return self._one_choice("u maakte deze kaart zelf, en de nieuwe versie heeft er ook een met deze naam")
        if self._is_card and not self._new and not self._old and (there := self._history.now.elsewhere(self.name)):
            return self._one_choice(f"de nieuwe versie heeft ook een optie met deze sleutel: {there}")
        return units

    def _judge_whole(self, old: _Says, new: _Says) -> tuple[_Judged, ...]:
        """Return what becomes of a card of hers that stands in the place of one of `praktijk`: it is one part."""
        values = _file_text(old), _file_text(new), _file_text(self._own)
        rows = {row.strip() for row in self._text.split("\n")} - self._notes
        if self._own in (old, new) and rows <= self._then.rows(self.name) | self._history.shipped_rows(self.name):
            return (_Judged((), True, None if self._own == new else "overgenomen", values),)
        if old == new or self._own == new:
            return ()
        why = f"uw kaart telt in haar geheel in plaats van die van {PRACTICE}, en die veranderde"
        return (_Judged((), False, "botst", values, why),)

    @cached_property
    def _notes(self) -> set[str]:
        return {row for row in self._text.split("\n") if row.startswith(COPY_NOTE)} | set(COPY_ADVICE)

    def _one_choice(self, why: str) -> tuple[_Judged, ...]:
        values = _file_text(self._old), _file_text(self._new), _file_text(self._own)
        return (_Judged((), False, "botst", values, why),)

    def _judge_parts(self) -> Iterator[_Judged]:
        for name, text in self._own.parts.items():
            old, new = (each.parts.get(name, _ABSENT) if each else _ABSENT for each in (self._old, self._new))
            if shows_below(text) and new is not _ABSENT:
                goes = _SHOWN_BELOW.fullmatch(text) is not None
                yield _Judged(name, goes, None if old == new else "bouwt_voort", (old, new, text))
            elif shows_below(text):
                yield _Judged(name, False, "botst", (old, new, text), "de tekst waar u op voortbouwt is er niet meer")
            else:
                yield _judge(name, None if text == _REMOVED else text, old, new)

    @property
    def taken(self) -> Removal:
        """Return what goes out of her file."""
        gone = [each.unit for each in self.judged if each.goes]
        parts = frozenset(unit for unit in gone if isinstance(unit, str))
        return Removal(frozenset(unit for unit in gone if not isinstance(unit, str)), parts)

    @property
    def repeats(self) -> int:
        """Return how many of her keys and parts say what lies below already."""
        return sum(each.goes and each.outcome is None for each in self.judged)

    def text(self, typed: Callable[[str], str]) -> str:
        """Return her file without what goes; empty when nothing of hers is left."""
        if any(each.goes and each.unit == () for each in self.judged):  # the whole file
            return ""
        notes = self._notes
        known = self._then.rows(self.name) | self._history.now.rows(self.name) | notes
        left = without(self._by_key(typed(self.name)), self.taken, card=self._is_card, known=known, notes=notes)
        choices = any(each.outcome == "botst" for each in self.judged)
        return _with_note(left, self._text, card=self._is_card) if left and choices and self._is_noted else left

    def changes(self) -> Iterator[PartChange]:
        """Give what changed below her, of what she has in this file."""
        if self._is_card and self._old and not self._new and self.judged and all(each.goes for each in self.judged):
            if not self._removed:
                yield PartChange(self.name, _WHOLE_CARD, "overgenomen", _file_text(self._old), "", "")
            return
        for each in self.judged:
            if each.outcome:
                part = _heading(each.unit) if isinstance(each.unit, str) else dotted(each.unit) or _WHOLE_CARD
                old, new, own = map(_shown, each.values)
                yield PartChange(self.name, part, each.outcome, old, new, own, each.why)


def _table(file: TextFile) -> LibraryFile:
    tree = parse_yaml(file.text, file.name)
    return LibraryFile(file.name, PurePosixPath(file.name).stem, tree, problems=tree.problems)


def _listed_rows(name: str, own: LibraryFile) -> str:
    """Return the key of the rows of a table when hers has them in a list, each with a key of its own."""
    rows = ROWS.get(name, "")
    listed = own.tree.mapping.get(rows)
    if own.problems or not isinstance(listed, list):
        return ""
    keys = [row.get("sleutel") if isinstance(row, dict) else None for row in listed]
    return rows if all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys) else ""


def _keys(says: _Says | None) -> dict[str, Any]:
    return says.keys if says else {}


def _in_shape_of(own: Mapping[str, Any], says: _Says | None, name: str) -> _Says | None:
    """Return what a file says with its rows by their key, when hers has them so."""
    rows = ROWS.get(name, "")
    if says is None or not isinstance(own.get(rows), dict):
        return says
    listed = says.keys.get(rows)
    by_key = {
        row["sleutel"]: {key: each for key, each in row.items() if key != "sleutel"}
        for row in (listed if isinstance(listed, list) else ())
        if isinstance(row, dict) and isinstance(row.get("sleutel"), str)
    }
    return _Says({**says.keys, rows: by_key}, says.parts)


def _judge_keys(own: Mapping[str, Any], old: Any, new: Any, path: YamlPath) -> Iterator[_Judged]:
    for key, value in own.items():
        here = (*path, key)
        before, after = old.get(key, _ABSENT), new.get(key, _ABSENT)
        groups = all(isinstance(each, dict | _Absent) for each in (before, after))
        if not (isinstance(value, dict) and value and groups) or before is after:
            yield _judge(here, value, before, after)
        elif after is _ABSENT and not all(isinstance(each, dict) for each in before.values()):
            # A goal or source that is gone below is one part: what she changed of it would not do on its own.
            yield _judge(here, before if _is_within(value, before) else value, before, after)
        else:
            low, high = ({} if each is _ABSENT else each for each in (before, after))
            yield from _judge_keys(value, low, high, here)


def _judge(unit: YamlPath | str, own: Any, old: Any, new: Any) -> _Judged:
    values, is_same = (old, new, own), old == new
    if own is None:
        # She took it away. That it is worded otherwise now changes nothing for her; only what is gone needs no `null`.
        told: Outcome | None = None if is_same or new is _ABSENT or old is _ABSENT else "weggehaald"
        return _Judged(unit, new is _ABSENT and old is not _ABSENT, told, values)
    if own == new:
        return _Judged(unit, True, None, values)
    if own == old:
        return _Judged(unit, True, "overgenomen", values)
    if is_same:
        return _Judged(unit, False, None, values)
    why = "u en de nieuwe versie hebben dit allebei veranderd"
    if new is _ABSENT:
        why = "u veranderde dit, en in de nieuwe versie is het weg"
    elif old is _ABSENT:
        why = "u voegde dit toe, en de nieuwe versie ook, maar anders"
    return _Judged(unit, False, "botst", values, why)


def _is_within(own: Any, low: Any) -> bool:
    """Say whether a group says nothing that the other does not; what she took out of it says nothing."""
    if isinstance(own, dict) and isinstance(low, dict):
        return all(each is None or (key in low and _is_within(each, low[key])) for key, each in own.items())
    return bool(own == low)


def _with_note(text: str, before: str, *, card: bool) -> str:
    """Return a file with the remark of which copy it is a part, for a next time."""
    noted = _NOTED.search(before)
    if noted is None or noted[0] in text:
        return text
    row = f"{_PART_OF_COPY}{noted[0].removeprefix(COPY_NOTE)}"
    lines = YamlLines.parse(text)
    if not card:
        lines.insert(0, [row])
    elif lines.rows[0].strip() == "---":
        lines.insert(1, [row])
    else:
        lines.insert(0, ["---", row, "---"])
    return lines.text()


# ------------------------------------------------------------ the style file, and what comes by itself


def _style_change(own: Package, history: _History) -> PartChange | None:
    """Return what becomes of her style file: told when she chooses; without ``own`` when it is no other than below."""
    if own.style is None:
        return None
    mine, old, new = own.style.read_bytes(), history.when_begun().style, history.now.style
    if mine == new:
        return PartChange(STYLE, "", "overgenomen", "", "", "")
    if mine == old:
        return PartChange(STYLE, _STYLE_PART, "overgenomen", "de oude opmaak", "de nieuwe opmaak", "")
    if old == new:
        return None
    why = "u en de nieuwe versie hebben dit allebei veranderd"
    return PartChange(STYLE, _STYLE_PART, "botst", "de oude opmaak", "de nieuwe opmaak", "uw opmaak", why)


def _by_itself(history: _History, told: Iterable[PartChange], own: Package) -> Iterator[PartChange]:
    """Give what changed below her in what she has nothing of: that counts for her by itself."""
    then, now = history.when_begun(), history.now
    hers = {name: _own_units(name, file) for name, file in own.files.items() if _is_laid(name)}
    whole = {change.file for change in told if change.part == _WHOLE_CARD}
    for name in dict.fromkeys([*then.names, *now.names]):
        old, new = then.says(name), now.says(name)
        if name in whole or old == new:
            continue
        units = hers.get(name, _Says())
        if name in hers and not units.keys and not units.parts:  # she took the card away
            continue
        if name not in hers and (old is None or new is None):
            yield PartChange(name, _WHOLE_CARD, "vanzelf", _file_text(old), _file_text(new), "")
            continue
        shaped = [_in_shape_of(units.keys, each, name) or _Says() for each in (old, new)]
        for path, before, after in _differences(shaped[0].keys, shaped[1].keys, units.keys, ()):
            yield PartChange(name, dotted(path), "vanzelf", _shown(before), _shown(after), "")
        for part in dict.fromkeys([*shaped[0].parts, *shaped[1].parts]):
            before, after = (each.parts.get(part, "") for each in shaped)
            if before != after and part not in units.parts:
                yield PartChange(name, _heading(part), "vanzelf", before, after, "")


def _own_units(name: str, file: TextFile) -> _Says:
    own = _table(file) if name in TABLES else parse_card(file)
    return _Says(dict(own.tree.mapping), {part: each.text for part, each in own.parts.items()})


def _differences(
    old: Mapping[str, Any], new: Mapping[str, Any], own: Any, path: YamlPath
) -> Iterator[tuple[YamlPath, Any, Any]]:
    """Give what differs between two groups, outside what she has of them."""
    for key in dict.fromkeys([*old, *new]):
        before, after, mine = old.get(key, _ABSENT), new.get(key, _ABSENT), own.get(key, _ABSENT)
        if before == after or not isinstance(mine, dict | _Absent):
            continue
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _differences(before, after, {} if mine is _ABSENT else mine, (*path, key))
        elif mine is _ABSENT:
            yield (*path, key), before, after


# ------------------------------------------------------------ how it is shown


def _heading(part: str) -> str:
    return "de tekst" if part == "tekst" else f"## {part.capitalize().replace('_', ' ')}"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, _Absent):
        return ""
    return write_tree(value).rstrip("\n")


def _file_text(says: _Says | None) -> str:
    if says is None:
        return ""
    front = write_tree(says.keys) if says.keys else ""
    return "\n".join([front, *(f"{_heading(part)}\n{text}" for part, text in says.parts.items())]).strip()
