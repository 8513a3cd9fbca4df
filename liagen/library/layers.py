"""Packages laid on each other: for every file the values and texts that win, each with the place it came from.

A package above states only what changes: groups of fields merge, anything else replaces, and `null` takes away. The
rows of an outline (`opbouw.yaml`, and that of any other document) and of `rollen.yaml` have a key, so that one row, or
only the order, can change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

from liagen.errors import Place, Problem, suggest
from liagen.files.pictures import PictureFile
from liagen.files.yaml_in import Path, Tree, dotted, parse_yaml
from liagen.library.cards import PARTS
from liagen.library.package import FOLDERS, OPTIONAL_OUTLINES, OPTIONS, PAPERS, Package, TextFile

ROWS = {
    "opbouw.yaml": "onderdelen", "werkblad.yaml": "onderdelen", **dict.fromkeys(PAPERS.values(), "onderdelen"),
    **dict.fromkeys(OPTIONAL_OUTLINES, "onderdelen"), "rollen.yaml": "rollen",
}  # fmt: skip
"""Tables whose rows have a `sleutel`: below this field."""

_ORDER = "volgorde"
_KEY = "sleutel"
_REMOVED = "null"

MAX_UNKNOWN = 100
"""How many unknown keys of one list are told; to look for what was meant takes time."""


@dataclass(frozen=True)
class Part:
    """One part of a card's body; ``line`` is that of its first row in ``file``, ``lower`` is it in lower packages."""

    text: str
    file: str
    line: int
    lower: tuple[Part, ...] = ()


@dataclass
class LibraryFile:
    """One library file as it counts: its YAML and its parts; ``files`` are the files it is made of, lowest first."""

    name: str
    key: str
    tree: Tree
    parts: dict[str, Part] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    body_line: int = 1
    files: tuple[str, ...] = ()


@dataclass
class Owner:
    """Which layer says what stands here, and where in that layer; None: the one above it says. ``children`` by key."""

    source: tuple[int, Path] | None = None
    children: dict[str | int, Owner] = field(default_factory=dict)

    def find(self, path: Path) -> tuple[int, Path]:
        """Return layer and place in it of what stands at ``path``."""
        node, source, depth = self, self.source or (0, ()), 0
        # The nearest one above that says something: what lies deeper was taken over from that layer with all that is in
        # it.
        for number, key in enumerate(path, 1):
            if key not in node.children:
                break
            node = node.children[key]
            source, depth = (node.source, number) if node.source else (source, depth)
        index, real = source
        return index, (*real, *path[depth:])

    def assign(self, path: Path, source: tuple[int, Path]) -> Owner:
        """Say who owns ``path`` and all below it."""
        node = self
        for key in path[:-1]:
            node = node.children.setdefault(key, Owner())
        node.children[path[-1]] = found = Owner(source)
        return found


@dataclass
class MergedTree(Tree):
    """Values from more than one file; ``owner`` tells which of the ``layers`` says what."""

    layers: tuple[Tree, ...] = ()
    owner: Owner = field(default_factory=Owner)

    def place(self, path: Path) -> Place:
        """Return line and column in the file that ``source`` names."""
        layer, real = self._owner(path)
        return layer.place(real)

    def locate(self, path: Path, word: str) -> Place:
        """Return the place of ``word`` in the file that ``source`` names."""
        layer, real = self._owner(path)
        return layer.locate(real, word)

    def source(self, path: Path) -> str:
        """Return the file that says what stands at ``path``."""
        return self._owner(path)[0].file

    def is_added(self, path: Path) -> bool:
        """Say whether the group at ``path`` is in no layer but the one that says it; not so in a list of its own."""
        node, value, added = self.owner, self.value, False
        for key in path:
            node, value = node.children.get(key, Owner()), value[key]
            if node.source:
                added = node.source[0] > 0
            if added and isinstance(value, list):
                return False
        return added

    def _owner(self, path: Path) -> tuple[Tree, Path]:
        index, real = self.owner.find(path)
        return self.layers[index], real


class Layers:
    """A stack of packages, lowest first, read as if it were one."""

    def __init__(self, packages: Sequence[Package]) -> None:
        """Keep the packages."""
        self.packages = tuple(packages)

    def names(self) -> list[str]:
        """Return the name of every file, once, in order."""
        return sorted({name for package in self.packages for name in package.files})

    def has(self, name: str) -> bool:
        """Return whether any package has this file."""
        return bool(self._versions(name))

    def table(self, name: str) -> LibraryFile:
        """Return one of the YAML files; missing everywhere, it has one problem."""
        found = self._versions(name)
        if not found:
            missing = f"{self.packages[0].label}/{name}"
            problem = Problem(missing, "dit bestand bestaat niet; kijk naar de naam en de map", code="LIA001")
            return LibraryFile(
                missing, PurePosixPath(name).stem, Tree(problems=[problem], file=missing), problems=[problem]
            )
        trees = [read_tree(file.text, file.name) for file in found]
        problems = [problem for file in found for problem in file.problems]
        # Text that could not be read gives a YAML mistake on top of that, which means nothing.
        problems += [] if problems else [problem for tree in trees for problem in tree.problems]
        problems += [_table_removed(tree) for tree in trees[1:] if _is_null(tree)]
        tree = Tree(problems=problems) if problems else _merge_trees(trees, ROWS.get(name, ""), problems)
        files = tuple(file.name for file in found)
        return LibraryFile(files[-1], PurePosixPath(name).stem, tree, problems=problems, files=files)

    def cards(self, folder: str) -> Iterator[LibraryFile]:
        """Return the cards or texts in a folder, in order of name."""
        for name in self._card_names.get(folder, ()):
            file = _merge_versions([parse_card(found) for found in self._versions(name)])
            if file:
                yield file

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """Return where cards and texts may stand: those of liagen, and those of other themes that there are."""
        own = (folder for folder in self._card_names if folder.startswith(OPTIONS) and folder.count("/") == 1)
        return tuple(dict.fromkeys((*FOLDERS, *sorted(own))))

    @cached_property
    def _card_names(self) -> dict[str, list[str]]:
        """Return the names of the cards and texts, in order, by the folder they stand in."""
        found: dict[str, list[str]] = {}
        for name in self.names():
            if (folder := _folder_of_card(name)) is not None:
                found.setdefault(folder, []).append(name)
        return found

    def style_file(self) -> str:
        """Return the path of the Word style file that wins; a missing one is looked for in the lowest package."""
        styles = [package.style for package in self.packages if package.style]
        return str(styles[-1]) if styles else self.packages[0].style_name

    def pictures(self) -> dict[str, PictureFile]:
        """Return the pictures by name; of two with one name that of the highest package."""
        return {name: picture for package in self.packages for name, picture in package.pictures.items()}

    def style_name(self) -> str:
        """Return what messages call that style file: one of a zip file is kept in a folder that nobody knows."""
        return next((each.style_name for each in reversed(self.packages) if each.style), self.packages[0].style_name)

    def _versions(self, name: str) -> list[TextFile]:
        return [package.files[name] for package in self.packages if name in package.files]


_MOST_KEPT: Final = 30_000  # letters of a text that is kept: all that came with liagen are shorter


def read_tree(text: str, file: str, first_line: int = 1) -> Tree:
    """Read the YAML of a file; what was read before is not read again, and its values are not to be changed."""
    if len(text) > _MOST_KEPT:
        return parse_yaml(text, file, first_line)
    found = _tree_once(text, file, first_line)
    return replace(found, problems=list(found.problems))


@lru_cache(maxsize=512)  # looking a package through reads every file a few times, and so does following its changes
def _tree_once(text: str, file: str, first_line: int) -> Tree:
    return parse_yaml(text, file, first_line)


@lru_cache(maxsize=4096)  # the names of the shipped packages, some times over
def _folder_of_card(name: str) -> str | None:
    """Return the folder of a card or text; None for what is neither, such as a table or LEESMIJ.md."""
    path = PurePosixPath(name)
    return path.parent.as_posix() if path.suffix == ".md" and not path.stem.isupper() else None


@lru_cache(maxsize=4096)
def _key_of_card(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).stem


def parse_card(file: TextFile) -> LibraryFile:
    """Return a card of one package with its front matter read; without front matter all is body."""
    key = _key_of_card(file.name)
    if file.problems:
        tree = Tree(problems=list(file.problems), file=file.name)
        return LibraryFile(file.name, key, tree, problems=list(file.problems), files=(file.name,))
    rows = file.text.split("\n")
    tree, first = Tree(file=file.name), 0
    if rows[0].strip() == "---":
        end = next((number for number, row in enumerate(rows[1:], 1) if row.strip() == "---"), 0)
        if not end:
            message = "de gegevens bovenaan zijn niet afgesloten; zet er een regel --- onder"
            tree.problems = [Problem(file.name, message, place=(1, 1), code="LIA031")]
            return LibraryFile(file.name, key, tree, problems=list(tree.problems), files=(file.name,))
        # With the line end of the last row: a text behind `|` says the same wherever its key stands.
        tree, first = read_tree("".join(f"{row}\n" for row in rows[1:end]), file.name, first_line=2), end + 1
    texts, unknown = split_parts("\n".join(rows[first:]))
    problems = list(tree.problems)
    for heading, line in unknown:
        message = f"onbekend of dubbel kopje «{heading}»; {_HEADINGS}"
        problems.append(Problem(file.name, message, place=(first + line, 1), code="LIA080"))
    parts = {name: Part(text, file.name, first + line) for name, (text, line) in texts.items()}
    return LibraryFile(file.name, key, tree, parts, problems, first + 1, (file.name,))


def split_parts(body: str) -> tuple[dict[str, tuple[str, int]], list[tuple[str, int]]]:
    """Split a card body at its ``## `` headings.

    Returns the parts as key → (text, line within the body, from 1), and the headings that are no part, with line.
    """
    parts: dict[str, list[str]] = {"tekst": []}
    starts = {"tekst": 1}
    unknown: list[tuple[str, int]] = []
    current = "tekst"
    for number, row in enumerate(body.split("\n"), 1):
        if row.lstrip().startswith("#"):
            heading = row[3:].strip() if row.startswith("## ") else row.strip()
            current = heading.lower().replace(" ", "_")
            if current not in PARTS[1:] or current in parts:
                unknown.append((heading, number))
            parts.setdefault(current, [])
            starts[current] = number + 1
        else:
            parts[current].append(row)
    return {key: ("\n".join(rows), starts[key]) for key, rows in parts.items() if any(map(str.strip, rows))}, unknown


_HEADINGS = "mogelijk zijn ## Kort, ## Meer, ## Bestaat, ## Voorstel, ## Te overwegen en ## Werkblad"


def _merge_versions(files: list[LibraryFile]) -> LibraryFile | None:
    """Return the versions of one card as one; None when the highest takes it away."""
    stack: list[LibraryFile] = []
    for file in files:
        # A card of only `null` takes away all versions below it; a higher package may bring the card back.
        if not _is_null(file.tree):
            stack.append(file)
        elif stack:
            stack = []
        else:
            file.tree.problems.append(_nothing_to_remove(file.tree, (), file.key))
            file.problems += file.tree.problems
            return file
    if not stack:
        return None
    problems = [problem for file in stack for problem in file.problems]
    trees = [file.tree for file in stack]
    # A broken version is given as it is: merging it would only add problems that nobody made.
    tree = next((each for each in trees if each.problems), None) or _merge_trees(trees, "", problems)
    parts = _merge_parts(stack, problems)
    top, names = stack[-1], tuple(name for file in stack for name in file.files)
    return LibraryFile(top.name, top.key, tree, parts, problems, top.body_line, names)


def _is_null(tree: Tree) -> bool:
    return tree.value is None and () in tree.places


def _merge_parts(stack: list[LibraryFile], problems: list[Problem]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for file in stack:
        for name, part in file.parts.items():
            lower = parts.get(name)
            if part.text.strip() != _REMOVED:
                parts[name] = replace(part, lower=(lower, *lower.lower) if lower else ())
            elif lower:
                del parts[name]
            else:
                line = part.line + len(part.text) - len(part.text.lstrip("\n"))
                problems.append(Problem(part.file, _nothing_message(name), place=(line, 1), code="LIA041"))
    return parts


def _nothing_message(name: str) -> str:
    return f"hier is niets om weg te halen: `{name}` staat niet in een pakket hieronder"


def _nothing_to_remove(tree: Tree, path: Path, name: str) -> Problem:
    return Problem(tree.source(path), _nothing_message(name), place=tree.place(path), field=dotted(path), code="LIA041")


def _table_removed(tree: Tree) -> Problem:
    message = "dit hele bestand kan niet weg; haal weg wat er niet in hoort, met `sleutel: null`"
    return Problem(tree.file, message, place=tree.place(()), code="LIA041")


def _merge_trees(trees: list[Tree], rows: str, problems: list[Problem]) -> Tree:
    """Lay trees on each other, lowest first. With ``rows`` the list below that field is merged by key."""
    filled = [tree for tree in trees if tree.value is not None]
    if len(filled) < 2:
        return filled[0] if filled else trees[0]
    if wrong := [tree for tree in filled if not isinstance(tree.value, dict)]:
        return wrong[0]
    merge = _TreeMerger(filled[0], rows, problems)
    for tree in filled[1:]:
        merge.add(tree)
    return merge.result()


class _TreeMerger:
    """Values laid on each other, with for every path that a higher layer changed: which layer, and where in it."""

    def __init__(self, lowest: Tree, rows: str, problems: list[Problem]) -> None:
        self.layers = [lowest]
        self.rows = rows
        self.problems = problems
        # Rows with a key are merged as a mapping, and are a list again in `result`: a list has no names to merge by.
        self.owner = Owner((0, ()))
        self.value: dict[Any, Any] = dict(lowest.value)
        if rows and isinstance(self.value.get(rows), list):
            self._replace_rows(self.value, 0)

    def add(self, tree: Tree) -> None:
        """Lay one tree on top."""
        self.layers.append(tree)
        index, value = len(self.layers) - 1, dict(tree.value)
        # `volgorde` says how the rows stand and is no field of the file.
        order = value.pop(_ORDER, None) if self.rows else None
        if self.rows and isinstance(value.get(self.rows), list):
            self._replace_rows(value, index)
            del value[self.rows]
        self.value = self._merge_mappings(self.value, value, index, (), ())
        if order is not None:
            self._reorder(order, tree)

    def result(self) -> Tree:
        """Return the whole, with rows as a list again."""
        found = self.value.get(self.rows) if self.rows else None
        if isinstance(found, dict):
            rows = [{_KEY: key, **row} if isinstance(row, dict) else row for key, row in found.items()]
            self.value = {**self.value, self.rows: rows}
            node = self.owner.children.get(self.rows, Owner())
            # From here on rows go by number again, as paths of problems do.
            node.children = {number: node.children[key] for number, key in enumerate(found) if key in node.children}
        return MergedTree(self.value, layers=tuple(self.layers), owner=self.owner)

    def _replace_rows(self, value: dict[Any, Any], index: int) -> None:
        """Put a whole list of rows in the place of what was there."""
        listed = value[self.rows]
        keys = [row.get(_KEY) if isinstance(row, dict) else None for row in listed]
        if not all(isinstance(key, str) for key in keys) or len(set(keys)) < len(keys):
            tree = self.layers[index]
            message = "geef elke rij een eigen `sleutel`"
            self.problems.append(
                Problem(tree.file, message, place=tree.place((self.rows,)), field=self.rows, code="LIA042")
            )
        self.value[self.rows] = {
            str(row[_KEY]): {name: each for name, each in row.items() if name != _KEY}
            for row in listed
            if isinstance(row, dict) and _KEY in row
        }
        owner = self.owner.assign((self.rows,), (index, (self.rows,)))
        for number, key in enumerate(keys):
            owner.assign((str(key),), (index, (self.rows, number)))

    def _merge_mappings(
        self, low: Mapping[Any, Any], high: Mapping[Any, Any], index: int, path: Path, layer_path: Path
    ) -> dict[Any, Any]:
        found = dict(low)
        for key, value in high.items():
            here, real = (*path, key), (*layer_path, key)
            if value is None:
                if key not in found:
                    self.problems.append(_nothing_to_remove(self.layers[index], real, str(key)))
                found.pop(key, None)
                self.owner.assign(here, (index, real))  # who took it away, for what turns out to miss
            # Groups merge, anything else replaces: of two lists nobody can tell which items belong together.
            elif isinstance(value, dict) and isinstance(found.get(key), dict):
                found[key] = self._merge_mappings(found[key], value, index, here, real)
            else:
                found[key] = value
                self.owner.assign(here, (index, real))
        return found

    def _reorder(self, order: object, tree: Tree) -> None:
        rows = self.value.get(self.rows)
        if not isinstance(order, list) or not isinstance(rows, dict):
            message = "hier hoort een lijst met sleutels"
            self.problems.append(Problem(tree.file, message, place=tree.place((_ORDER,)), field=_ORDER, code="LIA034"))
            return
        unknown = [number for number, key in enumerate(order) if not isinstance(key, str) or key not in rows]
        for number in unknown[:MAX_UNKNOWN]:
            message = f"onbekende sleutel `{order[number]}`{suggest(str(order[number]), rows)}"
            self.problems.append(
                Problem(tree.file, message, place=tree.place((_ORDER, number)), field=_ORDER, code="LIA043")
            )
        # What `volgorde` does not name follows in the order it had.
        known = [key for key in order if isinstance(key, str) and key in rows]
        self.value = {**self.value, self.rows: {key: rows[key] for key in dict.fromkeys([*known, *rows])}}
