"""The text library in: every file of a package read, checked against the profile model and compiled, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from liagen.errors import LibraryError, Problem, suggest
from liagen.files.check import check_model
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted, parse_yaml
from liagen.library.cards import Card, CardBody, LibraryText, Risk
from liagen.library.circles import in_circles
from liagen.library.conditions import Scope
from liagen.library.fill_ins import fill_in_mistakes
from liagen.library.layers import File, Layers
from liagen.library.model import Library, UsedPackage
from liagen.library.package import FOLDERS, HEAD, TABLES, Package
from liagen.library.packages import stack_packages
from liagen.library.reader import Reader
from liagen.library.tables import ContentRow, Outline, PackageFile, PackageName, Roles, Source, Steps
from liagen.library.typed import Known, dead_link
from liagen.library.words import WORDS, names_in, needed_words
from liagen.profile.model import THEMA

_NEEDED = {"doelen_per_kwartaal": (1, 100), "kwartalen_vooruit": (1, 12), "dagen_eerste_kwartaal": (0, 92)}
"""The settings that planning needs, each with its lowest and highest value."""

_OPTIONAL = {"risicos_hoogstens": (1, 100)}
"""The settings that a package may leave out, and then means no limit."""


def load_library(*paths: Path) -> Library:
    """Read packages laid on the shipped `standaard`, lowest first; the same packages once per process.

    A package without `basis` stands alone. Raises LibraryError with every problem of every file.
    """
    return _loaded(tuple((path, path.resolve()) for path in paths))


@lru_cache(maxsize=8)
def _loaded(paths: tuple[tuple[Path, Path], ...]) -> Library:
    return read_library([path for path, _ in paths])


def read_library(paths: Iterable[Path]) -> Library:
    """Read packages afresh, as `load_library` does. Raises LibraryError."""
    return compile_library(stack_packages(paths))


def compile_library(packages: Sequence[Package]) -> Library:
    """Check and compile packages that were read, lowest first. Raises LibraryError with every problem of every file."""
    reader = _reader(packages)
    library = _read(reader)
    if reader.problems or library is None:
        raise reader.error()
    return library


def check_packages(packages: Sequence[Package]) -> tuple[Problem, ...]:
    """Return every problem of a stack of packages, lowest first; nothing is raised."""
    reader = _reader(packages)
    try:
        _read(reader)
    except LibraryError as error:
        return error.problems
    return reader.error().problems


def _reader(packages: Sequence[Package]) -> Reader:
    reader = Reader(Layers(packages))
    reader.problems += [problem for package in packages for problem in package.problems]
    return reader


def _read(reader: Reader) -> Library | None:
    package_file, outline_file = reader.table(HEAD), reader.table("opbouw.yaml")
    role_file, step_file, source_file = (
        reader.table(name) for name in ("rollen.yaml", "vergelijking.yaml", "bronnen.yaml")
    )
    words = _words(reader)
    _check_places(reader)
    _check_names(reader)
    groups = {theme: reader.cards(f"opties/{theme}") for theme in get_args(THEMA)}
    risk_files, text_files = reader.cards("risicos"), reader.cards("teksten")
    card_files = {key: file for group in groups.values() for key, file in group.items()}
    known = _known(reader, package_file, source_file, card_files, text_files)
    package = reader.check(PackageFile, package_file, known)
    outline = reader.check(Outline, outline_file, known)
    roles, steps = reader.check(Roles, role_file, known), reader.check(Steps, step_file, known)
    sources = _sources(reader, source_file, known)
    for theme, head in package.themas.items() if package else ():
        groups[theme] = _in_order(reader, package_file, theme, head.volgorde, groups[theme])
    cards = _cards(reader, groups, known)
    risks = {key: risk for key, file in risk_files.items() if (risk := _risk(reader, file, known))}
    texts = {key: text for key, file in text_files.items() if (text := _text(reader, file, known))}
    if package is not None:
        _check_package(reader, package_file, package)
    _check_circles(reader, card_files, cards)
    if outline is not None:
        _check_outline(reader, outline_file, outline)
    if roles is not None:
        _check_twice(
            reader, role_file, [(("rollen", number), "de rol", row.sleutel) for number, row in enumerate(roles.rollen)]
        )
    if package is None or outline is None or roles is None or steps is None:
        return None
    return Library(
        packages=tuple(map(_used, reader.layers.packages)),
        settings=package.instellingen,
        themes={str(key): theme for key, theme in package.themas.items()},
        cards=cards,
        risks=risks,
        texts=texts,
        title=outline.titel,
        outline=outline.onderdelen,
        preamble=outline.vooraf,
        steps=steps.stappen,
        roles=roles.rollen,
        words=words,
        sources=sources,
        style_file=reader.layers.style_file(),
    )


def _used(package: Package) -> UsedPackage:
    return UsedPackage(package.name, package.version, package.label, package.shipped, package.digest())


def _known(reader: Reader, package: File, sources: File, cards: Mapping[str, File], texts: Mapping[str, File]) -> Known:
    """Return what files may refer to, from files that may have mistakes: those hide no others."""
    goals = {f"{key}.{goal}" for key, file in cards.items() for goal in _group(file.tree.value, "doelen")}
    sections = _group(_group(sources.tree.value, "rapport"), "paragrafen")
    return Known(
        Scope(_settings(package), frozenset(cards), reader.gone),
        frozenset(goals),
        frozenset({*_group(sources.tree.value), *sections}),
        frozenset(texts),
    )


def _settings(package: File) -> dict[str, int] | None:
    found = _group(package.tree.value, "instellingen")
    rows = {str(key): _group(row).get("waarde") for key, row in found.items()}
    return {key: value if isinstance(value, int) else 0 for key, value in rows.items()} or None


def _group(value: object, key: str | None = None) -> dict[str, Any]:
    """Return the group of fields that a value is, or that stands at ``key`` in it; empty when there is none."""
    found = value.get(key) if key and isinstance(value, dict) else None if key else value
    return found if isinstance(found, dict) else {}


def _check_places(reader: Reader) -> None:
    """Refuse a card or table in a place where nobody looks for it."""
    for package in reader.layers.packages:
        for name, file in package.files.items():
            path = PurePosixPath(name)
            folder = path.parent.as_posix()
            if path.suffix == ".md" and folder not in FOLDERS and not path.stem.isupper():  # LEESMIJ.md is welcome
                hint = suggest(folder, FOLDERS) or f"; kies uit: {', '.join(sorted(FOLDERS))}"
                reader.problems.append(Problem(file.name, f"in deze map hoort geen kaart{hint}", code="LIA010"))
            elif path.suffix != ".md" and name not in TABLES:
                hint = suggest(name, TABLES) or f"; kies uit: {', '.join(TABLES)}"
                reader.problems.append(Problem(file.name, f"dit bestand hoort niet in een pakket{hint}", code="LIA010"))


def _check_names(reader: Reader) -> None:
    """Check what each package says about itself: laid on each other, one would go by the name of another."""
    for package in reader.layers.packages:
        head = package.files[HEAD]
        tree = parse_yaml(head.text, head.name)
        if not head.problems and not tree.problems and isinstance(tree.value, dict):
            _, problems = check_model(PackageName, tree, head.name)
            reader.problems += [each for each in problems if each.field in _OWN]


_OWN = ("naam", "versie", "formaat", "basis", "basis_versie")


def _check_package(reader: Reader, file: File, head: PackageFile) -> None:
    for key, (lowest, highest) in _NEEDED.items():
        found = head.instellingen.get(key)
        if found is None:
            reader.missing(file, ("instellingen", key), f"de instelling `{key}` ontbreekt", "LIA090")
        elif not lowest <= found.waarde <= highest:
            message = f"kies een getal van {lowest} tot en met {highest}"
            reader.problem(file, ("instellingen", key, "waarde"), message, "LIA090")
    for key, (lowest, highest) in _OPTIONAL.items():
        if key in head.instellingen and not lowest <= head.instellingen[key].waarde <= highest:
            message = f"kies een getal van {lowest} tot en met {highest}"
            reader.problem(file, ("instellingen", key, "waarde"), message, "LIA090")
    for theme in get_args(THEMA):
        if theme not in head.themas:
            reader.missing(file, ("themas", theme), f"het thema `{theme}` ontbreekt", "LIA091")


def _in_order(
    reader: Reader, package: File, theme: str, order: tuple[str, ...], files: dict[str, File]
) -> dict[str, File]:
    for key in order:
        if key not in files:
            reader.refuse(package, ("themas", theme, "volgorde"), dead_link("onbekende optie", key, files, reader.gone))
    places = {key: number for number, key in enumerate(dict.fromkeys(order))}
    keys = sorted(files, key=lambda key: (places.get(key, len(order)), key))
    return {key: files[key] for key in keys}


def _cards(reader: Reader, groups: Mapping[THEMA, Mapping[str, File]], known: Known) -> dict[str, Card]:
    found: dict[str, Card] = {}
    for theme, group in groups.items():
        for file in group.values():
            card = _card(reader, file, theme, known)
            if card and card.key in found:
                message = f"de optie `{card.key}` bestaat al in {found[card.key].file}"
                reader.problems.append(Problem(card.file, message, code="LIA012"))
            if card:
                found[card.key] = card
    return found


def _card(reader: Reader, file: File, theme: THEMA, known: Known) -> Card | None:
    body = CardBody(file.key, file.name, reader.parts(file, known.scope), theme)
    card = reader.check(Card, file, known)
    if card is None:
        return None
    if "tekst" not in body.parts:
        reader.problems.append(_no_text(file, "de kaart"))
    return card.with_body(body)


def _risk(reader: Reader, file: File, known: Known) -> Risk | None:
    body = CardBody(file.key, file.name, reader.parts(file, known.scope))
    risk = reader.check(Risk, file, known)
    if risk is None:
        return None
    if "tekst" not in body.parts:
        reader.problems.append(_no_text(file, "het risico"))
    return risk.with_body(body)


def _no_text(file: File, what: str) -> Problem:
    return Problem(file.name, f"{what} heeft nog geen tekst", place=(file.body_line, 1), code="LIA081")


def _text(reader: Reader, file: File, known: Known) -> LibraryText | None:
    body = CardBody(file.key, file.name, reader.parts(file, known.scope))
    text = reader.check(LibraryText, file, known)
    return text.with_body(body) if text else None


def _words(reader: Reader) -> Mapping[str, str]:
    file, needed = reader.table(WORDS), needed_words()
    value = file.tree.value
    if file.problems or not isinstance(value, dict):
        if not file.problems:
            reader.problem(file, (), "hier horen woorden te staan, elk als `sleutel: tekst`", "LIA034")
        return {}
    for key, text in value.items():
        if not isinstance(text, str):
            reader.problem(file, (key,), "hier hoort tekst; zet een getal tussen aanhalingstekens", "LIA034")
        elif key in needed and not names_in(text) <= needed[key]:
            names = ", ".join(f"{{{name}}}" for name in sorted(needed[key])) or "geen enkele naam"
            reader.problem(file, (key,), f"tussen accolades kan hier alleen: {names}", "LIA093")
        for wrong in fill_in_mistakes(text) if isinstance(text, str) else ():
            reader.problem(file, (key,), wrong.message, wrong.code, wrong.word)
    for key in sorted(set(needed) - set(value)):
        reader.missing(file, (key,), f"het woord `{key}` ontbreekt", "LIA092")
    for key in sorted(set(value) - set(needed)):
        reader.problem(file, (key, ""), f"onbekend woord `{key}`{suggest(str(key), needed)}", "LIA092")
    return {key: str(text) for key, text in value.items()}


def _sources(reader: Reader, file: File, known: Known) -> dict[str, Source]:
    found: dict[str, Source] = {}
    if file.problems:
        return {}
    value = _group(file.tree.value)
    if not value:
        reader.problem(file, (), "hier horen bronnen te staan, elk met een sleutel en een titel", "LIA034")
    for key in value:
        source, problems = check_model(Source, file.tree.part(key), file.name, context=known)
        reader.problems += [replace(problem, field=dotted((key, problem.field))) for problem in problems]
        if source:
            found[key] = source.called(key)
    return found


def _check_circles(reader: Reader, files: Mapping[str, File], cards: Mapping[str, Card]) -> None:
    """Refuse goals that wait for themselves."""
    goals = {f"{card.key}.{goal.key}": goal.na for card in cards.values() for goal in card.doelen.values()}
    for key in sorted(in_circles(goals)):
        option, _, goal = key.partition(".")
        message = f"het doel `{key}` wacht via `na` op zichzelf"
        reader.problem(files[option], ("doelen", goal, "na"), message, "LIA084")


def _check_outline(reader: Reader, file: File, outline: Outline) -> None:
    """Refuse what stands twice in `opbouw.yaml`."""
    sections = list(enumerate(outline.onderdelen))
    _check_twice(reader, file, [(("onderdelen", number), "het onderdeel", each.sleutel) for number, each in sections])
    rows: list[tuple[YamlPath, ContentRow]] = [(("vooraf", number), row) for number, row in enumerate(outline.vooraf)]
    for place, section in sections:
        rows += [(("onderdelen", place, "inhoud", number), row) for number, row in enumerate(section.inhoud)]
    seen: set[tuple[str, str]] = set()
    for path, row in rows:
        if (row.kind, row.name) in seen:
            message = f"{row.kind} `{row.name}` staat al eerder in de opbouw"
            reader.problem(file, (*path, row.kind), message, "LIA096", row.name)
        seen.add((row.kind, row.name))


def _check_twice(reader: Reader, file: File, rows: Iterable[tuple[YamlPath, str, str]]) -> None:
    seen: set[str] = set()
    for path, what, key in rows:
        if key in seen:
            reader.problem(file, (*path, "sleutel"), f"{what} `{key}` staat er twee keer", "LIA096")
        seen.add(key)
