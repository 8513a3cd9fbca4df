"""To begin with: a copy of what is there, or the skeleton of a new card, in a package of one's own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from liagen.errors import LibraryError, OutputError, Problem, suggest
from liagen.files.load import real_path
from liagen.files.paths import exists, is_folder
from liagen.files.save import check_writable, write_files
from liagen.files.yaml_out import write_scalar, write_tree
from liagen.library.cards import MEANINGS, TEXT_MEANINGS, Card, LibraryText, Risk
from liagen.library.layers import LibraryFile
from liagen.library.package import FORMAT, HEAD, OWN_QUESTIONS, STYLE, Package
from liagen.library.packages import is_practice, stack_packages
from liagen.library.wording import CARD_PARTS
from liagen.library.wording_parser import shows_below
from liagen.workshop.own_files import UNFINISHED
from liagen.workshop.reference import MODELS, Key, keys_of
from liagen.workshop.repeats import COPY_ADVICE, COPY_NOTE
from liagen.workshop.show import StackedFile, list_files, matching, merged_file, short_name

KINDS = ("optie", "risico", "tekst")
_FOLDERS = {"risico": "risicos", "tekst": "teksten"}
_OF_ITS_OWN = (HEAD, OWN_QUESTIONS)  # what each package has for itself
_WIDTH = 100
_NAME = "mijn_pakket"


@dataclass(frozen=True)
class Skeleton:
    """What a new card is: its key, its kind (one of ``KINDS``) and, for an option, its theme."""

    key: str
    kind: str
    theme: str = ""

    @property
    def name(self) -> str:
        """Return where the card stands in a package."""
        folder = f"opties/{self.theme}" if self.kind == "optie" else _FOLDERS[self.kind]
        return f"{folder}/{self.key}.md"


def packages_below(folder: Path, named: Iterable[Path]) -> tuple[Package, ...]:
    """Return what a package in ``folder`` lies on, also when it is not there yet: then all that is named.

    Raises LibraryError when one of the packages cannot be read.
    """
    return below_the_last(stack_packages([*named, folder])) if exists(folder / HEAD) else stack_packages(named)


def below_the_last(stack: tuple[Package, ...]) -> tuple[Package, ...]:
    """Return what the last package of a stack lies on: what it builds on, and the options from practice."""
    own = stack[-1]
    # Packages that lie between its base and itself only happen to be named; a copy is made of what it builds on, or of
    # the options from practice, which are always there.
    names = [package.name for package in stack[:-1]]
    if own.base not in names:
        return stack[:-1]
    place = names.index(own.base)
    return (*stack[: place + 1], *filter(is_practice, stack[place + 1 : -1]))


def copies(folder: Path, packages: Sequence[Package], keys: Iterable[str]) -> dict[Path, bytes]:
    """Return the files of a package in ``folder`` with copies of these cards, texts and tables.

    The key `stijl` means the style file. Raises LibraryError for a key that is not there, or that means more than one
    thing.
    """
    files = [stacked for stacked in list_files(packages) if not stacked.removed and stacked.name not in _OF_ITS_OWN]
    problems: list[Problem] = []
    found: dict[Path, bytes] = {}
    used: set[str] = set()
    for key in keys:
        meant = matching(files, key)
        used.update(version.package for stacked in meant for version in stacked.versions)
        if key in ("stijl", STYLE) and not meant:
            found[folder / STYLE] = _style(packages)
        elif len(meant) == 1:
            found[folder / meant[0].name] = _copy(packages, meant[0]).encode()
        else:
            problems.append(Problem(key, _ambiguity_message(key, meant, files)))
    if problems:
        raise LibraryError(problems)
    return {**head_if_missing(folder, packages, used), **found}


def copies_of_all(folder: Path, packages: Sequence[Package]) -> dict[Path, bytes]:
    """Return the files of a package in ``folder`` with a copy of every card, text and table."""
    files = (stacked for stacked in list_files(packages) if not stacked.removed)
    names = [stacked.name for stacked in files if stacked.name not in _OF_ITS_OWN]
    return copies(folder, packages, names)


def new_card(folder: Path, packages: Sequence[Package], wanted: Skeleton) -> dict[Path, bytes]:
    """Return the files of a package in ``folder`` with the skeleton of a card. Raises LibraryError when it is there."""
    taken = [
        stacked for stacked in list_files(packages) if short_name(stacked) == _short(wanted) and not stacked.removed
    ]
    if taken:
        message = f"staat al in pakket {taken[0].top.package}; maak een kopie met `liagen sjabloon kopieer`"
        raise LibraryError([Problem(short_name(taken[0]), message)])
    return {**head_if_missing(folder, packages, ()), folder / wanted.name: skeleton(wanted).encode()}


def write_package(files: Mapping[Path, bytes], overwrite: bool) -> None:
    """Write the files of a package, with the folders they need. Raises OutputError, with no file changed."""
    check_writable([path for path in files if is_folder(path.parent)], overwrite)
    for folder in {path.parent for path in files}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            message = "deze map is niet te maken; kijk naar de naam en of u hier mag schrijven"
            raise OutputError([Problem(str(folder), message)]) from None
    write_files(files, overwrite)


def head_if_missing(folder: Path, packages: Sequence[Package], used: Collection[str]) -> dict[Path, bytes]:
    """Return the head of a new package; on the options from practice only when something of them is in it."""
    if exists(folder / HEAD):
        return {}
    base = next(each for each in reversed(packages) if each.name in used or not is_practice(each))
    text = (
        "# Dit pakket noemt alleen wat anders is. De rest komt uit het pakket bij `basis`.\n"
        f"naam: {package_name(folder, (package.name for package in packages))}\n"
        'versie: "0.1"\n'
        f"formaat: {FORMAT}\n"
        f"basis: {base.name}\n"
        f"basis_versie: {write_version(base.version)}\n"
    )
    return {folder / HEAD: text.encode()}


def package_name(folder: Path, taken: Iterable[str]) -> str:
    """Return a name for a package: that of its folder in plain letters, and not that of another package."""
    name = re.sub(r"[^a-z]+", "_", real_path(folder).name.lower()).strip("_") or _NAME
    return f"{name}_eigen" if name in set(taken) else name


# ------------------------------------------------------------ copies


def _short(wanted: Skeleton) -> str:
    return f"{wanted.name.split('/')[0]}/{wanted.key}"


def write_version(version: str) -> str:
    """Return a version as it is typed behind a key: between quotes, as `1.0` would be a number."""
    return write_scalar(version) if write_scalar(version).startswith(("'", '"')) else f'"{version}"'


def _style(packages: Sequence[Package]) -> bytes:
    styles = [package.style for package in packages if package.style]
    if not styles:
        raise LibraryError([Problem(STYLE, "geen van de pakketten heeft dit bestand")])
    return styles[-1].read_bytes()


def _ambiguity_message(key: str, meant: tuple[StackedFile, ...], files: Sequence[StackedFile]) -> str:
    if meant:
        return f"dit kan meer zijn; kies {' of '.join(short_name(stacked) for stacked in meant)}"
    if key in ("pakket", HEAD):
        return "dit bestand kopieert u niet: liagen maakt er een voor uw eigen pakket"
    if key in (OWN_QUESTIONS.removesuffix(".yaml"), OWN_QUESTIONS):
        return "eigen vragen kopieert u niet: elk pakket heeft de zijne, en een pakket erop mag ze gebruiken"
    known = {name for stacked in files for name in (stacked.key, short_name(stacked))}
    return f"onbekende sleutel{suggest(key, known) or '; zie `liagen sjabloon toon`'}"


def _copy(packages: Sequence[Package], stacked: StackedFile) -> str:
    file = merged_file(packages, stacked)
    note = [
        f"{COPY_NOTE}{stacked.name} uit {' en '.join(f'{each.package} {each.version}' for each in stacked.versions)}.",
        *COPY_ADVICE,
    ]
    if len(stacked.versions) == 1:
        text = next(package.files[stacked.name].text for package in packages if stacked.name in package.files)
        return _with_note(text, note, stacked.kind == "tabel")
    if stacked.kind == "tabel":
        return "\n".join([*note, write_tree(file.tree.value)])
    return _merged_card(file, note)


def _with_note(text: str, note: list[str], table: bool) -> str:
    if table:
        return "\n".join([*note, text])
    rows = text.split("\n")
    if rows[0].strip() == "---":
        return "\n".join([rows[0], *note, *rows[1:]])
    return "\n".join(["---", *note, "---", text])


def _merged_card(file: LibraryFile, note: list[str]) -> str:
    """Return a card of more than one package as one; what builds on a lower text stays where it is."""
    kept = {name: part for name, part in file.parts.items() if not shows_below(part.text)}
    if left := [_heading(name) or "de tekst zonder kopje" for name in file.parts if name not in kept]:
        note = [*note, f"# Niet gekopieerd, want het bouwt voort op een pakket eronder: {', '.join(left)}."]
    front = write_tree(file.tree.value) if file.tree.value else ""
    body = "\n".join(f"{_heading(name)}\n{part.text.strip()}".strip("\n") + "\n" for name, part in kept.items())
    return "\n".join(["---", *note, f"{front}---", body])


def _heading(part: str) -> str:
    return "" if part == "tekst" else f"## {part.capitalize().replace('_', ' ')}\n"


# ------------------------------------------------------------ skeletons

_OPTION_MEANINGS = {part: MEANINGS[part] for part in (*CARD_PARTS, "werkblad")}
_RISK_MEANINGS = {"tekst": "Beschrijf het risico in één of twee zinnen."}


def skeleton(wanted: Skeleton) -> str:
    """Return the text of a new card: every key explained, the needed ones there, the others ready to be used."""
    heads: dict[str, type[BaseModel]] = {"optie": Card, "risico": Risk, "tekst": LibraryText}
    parts = {"optie": _OPTION_MEANINGS, "risico": _RISK_MEANINGS, "tekst": TEXT_MEANINGS}[wanted.kind]
    rows = ["---", *_opening(wanted), *_keys(heads[wanted.kind]), "---"]
    for part, meaning in parts.items():
        rows += [_heading(part)] if part != "tekst" else []
        rows += [f"{UNFINISHED}. {meaning.replace('`', '')}", ""]
    return "\n".join(rows)


def _opening(wanted: Skeleton) -> list[str]:
    rows = [
        f"{wanted.kind.capitalize()} `{wanted.key}`. Vul de gemerkte plekken in. "
        "`liagen sjabloon controleer` wijst ze aan."
    ]
    rows += ["Een regel met # zonder spatie erachter is een voorbeeld: haal het eerste # weg om hem te gebruiken."]
    if wanted.kind == "optie":
        rows += [
            f"Een regel lopend: {wanted.theme} in opbouw.yaml neemt de kaart mee. Of zet haar zelf in een tekst: "
            f"{{{{ kaart('{wanted.key}') }}}}"
        ]
    if wanted.kind == "tekst":
        rows += [
            "Noem de tekst in de opbouw van een document, zoals opbouw.yaml, werkblad.yaml of voortgang.yaml; dan "
            f"staat hij in dat document: - tekst: {wanted.key}"
        ]
    return [row for text in rows for row in _comment(text)]


def _comment(text: str) -> list[str]:
    return [f"# {row}" for row in textwrap.wrap(text, _WIDTH - 2)]


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for key in keys_of(model):
        yield ""
        yield from _comment(f"{key.meaning} {'Verplicht.' if key.needed else ''}".strip())
        yield from (_needed(key) if key.needed else (f"#{row}" for row in _example(key)))


def _needed(key: Key) -> Iterator[str]:
    """Give the row of a key that must be there, with a value that loads and a mark that `controleer` finds."""
    if key.kind == "tekst" and not key.example.startswith('"'):
        yield f'{key.name}: "{UNFINISHED}, zoals: {key.example}"'
    else:
        safe = {"bronnen": "[]", "als": "altijd"}.get(key.name, key.example)
        yield f"{key.name}: {safe}  # {UNFINISHED}, zoals: {key.example}"


def _example(key: Key) -> Iterator[str]:
    if not key.inside:
        yield f"{key.name}: {key.example}"
        return
    yield f"{key.name}:"
    if key.form == "benoemd":
        yield "  eerste_doel:"
        yield from (f"    {row}" for row in _inner(key.inside))
        return
    mark = "  - "
    for row in _inner(key.inside):
        comment = row.startswith("#")
        yield f"    {row}" if comment else f"{mark}{row}"
        mark = mark if comment else "    "


def _inner(name: str) -> Iterator[str]:
    for key in keys_of(MODELS[name][0]):
        yield from _comment(key.meaning)
        yield f"{'' if key.needed else '#'}{key.name}: {key.example}"
