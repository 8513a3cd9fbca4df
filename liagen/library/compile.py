"""The text library in: every file of a package read, checked against the profile model and compiled, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import get_args

from pydantic import BaseModel

from liagen.errors import LibraryError, Problem, suggest
from liagen.files.check import check_model
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted, parse_yaml
from liagen.library.cards import (
    Card,
    CardGoal,
    CardHead,
    GoalHead,
    LibraryText,
    Practice,
    Risk,
    RiskHead,
    Rule,
    RuleHead,
    TextHead,
)
from liagen.library.conditions import Condition, Scope, Setting
from liagen.library.layers import File, Layers
from liagen.library.links import LibraryFiles, check_links, check_sources
from liagen.library.model import Library, PackageHead, Source, SourceHead, Theme, ThemeHead, UsedPackage
from liagen.library.outline import (
    CONTENT,
    CompareHead,
    Content,
    ContentHead,
    OutlineHead,
    Role,
    RolesHead,
    Section,
    SectionHead,
    Step,
)
from liagen.library.package import FOLDERS, HEAD, TABLES, Package
from liagen.library.packages import stack_packages
from liagen.library.reader import Reader, check_known
from liagen.library.wording import Wording
from liagen.library.words import WORD_NAME, WORDS
from liagen.profile.model import THEMA

_NEEDED = {"doelen_per_kwartaal": (1, 100), "kwartalen_vooruit": (1, 12), "dagen_eerste_kwartaal": (0, 92)}
"""The settings that planning needs, each with its lowest and highest value."""


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
    package, outline = reader.check(PackageHead, package_file), reader.check(OutlineHead, outline_file)
    words, sources = _words(reader), _sources(reader)
    _check_places(reader)
    _check_names(reader)
    files = {theme: reader.cards(f"opties/{theme}") for theme in get_args(THEMA)}
    for theme, head in package.themas.items() if package else ():
        files[theme] = _in_order(reader, package_file, theme, head.volgorde, files[theme])
    risk_files, text_files = reader.cards("risicos"), reader.cards("teksten")
    if package is not None:
        _check_package(reader, package_file, package)
    settings = _settings(package, package_file)
    if not settings:
        _check_heads(reader, {CardHead: files, RiskHead: {"": risk_files}, TextHead: {"": text_files}})
        return None
    card_files = {key: file for group in files.values() for key, file in group.items()}
    facts, full = Scope(settings), Scope(settings, frozenset(card_files))
    cards = _cards(reader, files, facts, full)
    risks = {key: risk for key, file in risk_files.items() if (risk := _risk(reader, file, full))}
    texts = {key: text for key, file in text_files.items() if (text := _text(reader, file, full))}
    if package is None or outline is None:
        return None
    themes = {str(key): _theme(reader, package_file, key, head, full) for key, head in package.themas.items()}
    rows = _Outline(reader, outline_file, frozenset(text_files), full)
    preamble, sections = rows.contents(outline.vooraf, ("vooraf",)), rows.sections(outline.onderdelen)
    steps, roles = _steps(reader, full), _roles(reader, full)
    title = reader.wording(outline.titel, full, outline_file, ("titel",))
    packages = tuple(UsedPackage(each.name, each.version, each.label, each.shipped) for each in reader.layers.packages)
    found = Library(
        packages, settings, themes, cards, risks, texts, title, sections, preamble, steps, roles, words, sources,
        reader.layers.style_file(),
    )  # fmt: skip
    places = LibraryFiles(package_file, card_files, risk_files, text_files)
    check_links(reader, found, places)
    check_sources(reader, found, places)
    return found


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
            _, problems = check_model(PackageHead, tree, head.name)
            reader.problems += [each for each in problems if each.field in _OWN]


_OWN = ("naam", "versie", "formaat", "basis", "basis_versie")


def _check_heads(reader: Reader, files: Mapping[type[BaseModel], Mapping[str, Mapping[str, File]]]) -> None:
    """Check what stands above the texts: all that can be done without the settings."""
    for model, groups in files.items():
        for group in groups.values():
            for file in group.values():
                reader.check(model, file)


def _settings(package: PackageHead | None, file: File) -> dict[str, Setting]:
    """Return the settings; of a `pakket.yaml` with mistakes what can be read, so that those hide no others."""
    if package is not None:
        heads = package.instellingen
        return {key: Setting(key, head.waarde, head.label, head.aanname == "ja") for key, head in heads.items()}
    value = file.tree.value if isinstance(file.tree.value, dict) else {}
    found = value.get("instellingen")
    return {str(key): Setting(str(key), 0, "") for key in found} if isinstance(found, dict) else {}


def _check_package(reader: Reader, file: File, head: PackageHead) -> None:
    for key, (lowest, highest) in _NEEDED.items():
        found = head.instellingen.get(key)
        if found is None:
            reader.missing(file, ("instellingen", key), f"de instelling `{key}` ontbreekt", "LIA090")
        elif not lowest <= found.waarde <= highest:
            message = f"kies een getal van {lowest} tot en met {highest}"
            reader.problem(file, ("instellingen", key, "waarde"), message, "LIA090")
    for theme in get_args(THEMA):
        if theme not in head.themas:
            reader.missing(file, ("themas", theme), f"het thema `{theme}` ontbreekt", "LIA091")


def _in_order(
    reader: Reader, package: File, theme: str, order: tuple[str, ...], files: dict[str, File]
) -> dict[str, File]:
    check_known(reader, package, ("themas", theme, "volgorde"), order, files, "onbekende optie")
    places = {key: number for number, key in enumerate(dict.fromkeys(order))}
    keys = sorted(files, key=lambda key: (places.get(key, len(order)), key))
    return {key: files[key] for key in keys}


def _cards(reader: Reader, files: Mapping[THEMA, Mapping[str, File]], facts: Scope, full: Scope) -> dict[str, Card]:
    found: dict[str, Card] = {}
    for theme, group in files.items():
        for file in group.values():
            card = _card(reader, file, theme, facts, full)
            if card and card.key in found:
                message = f"de optie `{card.key}` bestaat al in {found[card.key].file}"
                reader.problems.append(Problem(card.file, message, code="LIA012"))
            if card:
                found[card.key] = card
    return found


def _words(reader: Reader) -> Mapping[str, str]:
    file = reader.table("woorden.yaml")
    value = file.tree.value
    if file.problems or not isinstance(value, dict):
        if not file.problems:
            reader.problem(file, (), "hier horen woorden te staan, elk als `sleutel: tekst`", "LIA034")
        return {}
    for key, text in value.items():
        if not isinstance(text, str):
            reader.problem(file, (key,), "hier hoort tekst; zet een getal tussen aanhalingstekens", "LIA034")
        elif key in WORDS and not set(WORD_NAME.findall(text)) <= WORDS[key]:
            names = ", ".join(f"{{{name}}}" for name in sorted(WORDS[key])) or "geen enkele naam"
            reader.problem(file, (key,), f"tussen accolades kan hier alleen: {names}", "LIA093")
    for key in sorted(set(WORDS) - set(value)):
        reader.missing(file, (key,), f"het woord `{key}` ontbreekt", "LIA092")
    for key in sorted(set(value) - set(WORDS)):
        reader.problem(file, (key, ""), f"onbekend woord `{key}`{suggest(str(key), WORDS)}", "LIA092")
    return {key: str(text) for key, text in value.items()}


def _sources(reader: Reader) -> dict[str, Source]:
    file = reader.table("bronnen.yaml")
    found: dict[str, Source] = {}
    if file.problems:
        return {}
    value = file.tree.value if isinstance(file.tree.value, dict) else {}
    if not value:
        reader.problem(file, (), "hier horen bronnen te staan, elk met een sleutel en een titel", "LIA034")
    for key in value:
        head, problems = check_model(SourceHead, file.tree.part(key), file.name)
        reader.problems += [replace(problem, field=dotted((key, problem.field))) for problem in problems]
        found[key] = (
            Source(key, head.titel, head.jaar, head.url, head.paragrafen) if head else _half_a_source(key, value[key])
        )
    return found


def _half_a_source(key: str, value: object) -> Source:
    """Return what can be read of a source with mistakes, so that nothing that refers to it is told to be wrong."""
    sections = value.get("paragrafen") if isinstance(value, dict) else None
    return Source(key, key, None, None, dict.fromkeys(sections, "") if isinstance(sections, dict) else {})


def _theme(reader: Reader, file: File, key: str, head: ThemeHead, scope: Scope) -> Theme:
    path: YamlPath = ("themas", key, "terugval")
    fallback = _goal(reader, file, path, "terugval", head.terugval, scope) if head.terugval else None
    return Theme(key, head.titel, head.kern == "ja", fallback)


def _rules(reader: Reader, file: File, name: str, heads: tuple[RuleHead, ...], scope: Scope) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            reader.condition(head.als, scope, file, (name, number, "als")),
            reader.wording(head.reden, scope, file, (name, number, "reden")),
        )
        for number, head in enumerate(heads)
    )


def _goal(reader: Reader, file: File, path: YamlPath, key: str, head: GoalHead, scope: Scope) -> CardGoal:
    def text(name: str) -> Wording:
        return reader.wording(getattr(head, name), scope, file, (*path, name))

    return CardGoal(
        key=key,
        what=text("wat"),
        action=text("actie"),
        owner=text("eigenaar"),
        term=head.termijn,
        indicator=text("indicator"),
        podium=text("podium"),
        experts=text("ervaringsdeskundigen") if head.ervaringsdeskundigen else None,
        hours=text("uren") if head.uren else None,
        on=head.bij,
        condition=reader.condition(head.als, scope, file, (*path, "als")) if head.als else None,
        after=head.na,
        internal=head.intern == "ja",
    )


def _card(reader: Reader, file: File, theme: THEMA, facts: Scope, full: Scope) -> Card | None:
    """Compile one option card; `kies_als` and its like see the profile only, texts and goals also the choices."""
    parts = reader.parts(file, full)
    head = reader.check(CardHead, file)
    if head is None:
        reader.half_read(file, facts, full)
        return None
    if "tekst" not in parts:
        reader.problems.append(
            Problem(file.name, "de kaart heeft nog geen tekst", place=(file.body_line, 1), code="LIA081")
        )
    practice = tuple(
        Practice(
            example.gemeente, reader.wording(example.tekst, full, file, ("praktijk", number, "tekst")), example.bron
        )
        for number, example in enumerate(head.praktijk)
    )
    return Card(
        key=file.key,
        theme=theme,
        title=reader.wording(head.titel, full, file, ("titel",)),
        cox=head.cox,
        report_ids=head.rapport,
        sources=head.bronnen,
        exists=_rules(reader, file, "bestaat_als", head.bestaat_als, facts),
        choose=_rules(reader, file, "kies_als", head.kies_als, facts),
        reject=_rules(reader, file, "niet_als", head.niet_als, facts),
        goals=tuple(_goal(reader, file, ("doelen", key), key, goal, full) for key, goal in head.doelen.items()),
        belongs=head.hoort_bij,
        excludes=head.sluit_uit,
        practice=practice,
        parts=parts,
        file=file.name,
    )


def _risk(reader: Reader, file: File, scope: Scope) -> Risk | None:
    parts = reader.parts(file, scope)
    head = reader.check(RiskHead, file)
    if head is None:
        reader.half_read(file, scope, scope)
        return None
    if "tekst" not in parts:
        reader.problems.append(
            Problem(file.name, "het risico heeft nog geen tekst", place=(file.body_line, 1), code="LIA081")
        )
        return None
    return Risk(
        key=file.key,
        title=reader.wording(head.titel, scope, file, ("titel",)),
        condition=reader.condition(head.als, scope, file, ("als",)),
        options=head.bij,
        measure=reader.wording(head.maatregel, scope, file, ("maatregel",)),
        owner=reader.wording(head.eigenaar, scope, file, ("eigenaar",)),
        description=parts["tekst"],
        report_ids=head.rapport,
        sources=head.bronnen,
    )


def _text(reader: Reader, file: File, scope: Scope) -> LibraryText | None:
    parts = reader.parts(file, scope)
    head = reader.check(TextHead, file)
    return LibraryText(file.key, parts, head.bronnen, head.rapport, head.bronnen_meer) if head else None


def _roles(reader: Reader, scope: Scope) -> tuple[Role, ...]:
    file = reader.table("rollen.yaml")
    head = reader.check(RolesHead, file)
    found: list[Role] = []
    seen: set[str] = set()
    for number, row in enumerate(head.rollen if head else ()):
        path: YamlPath = ("rollen", number)
        name, who, task = (
            reader.wording(getattr(row, key), scope, file, (*path, key)) for key in ("rol", "wie", "taak")
        )
        condition = reader.condition(row.als, scope, file, (*path, "als")) if row.als else None
        if row.sleutel in seen:
            reader.problem(file, (*path, "sleutel"), f"de rol `{row.sleutel}` staat er twee keer", "LIA096")
        seen.add(row.sleutel)
        found.append(Role(row.sleutel, name, who, task, condition))
    return tuple(found)


def _steps(reader: Reader, scope: Scope) -> tuple[Step, ...]:
    file = reader.table("vergelijking.yaml")
    head = reader.check(CompareHead, file)
    return tuple(
        Step(step.naam, reader.wording(step.is_, scope, file, ("stappen", number, "is")))
        for number, step in enumerate(head.stappen if head else ())
    )


@dataclass
class _Outline:
    """Compiles the rows of `opbouw.yaml` and refuses what stands there twice."""

    reader: Reader
    file: File
    texts: frozenset[str]
    scope: Scope
    seen: set[tuple[str, str]] = field(default_factory=set)

    def sections(self, heads: tuple[SectionHead, ...]) -> tuple[Section, ...]:
        found = [self._section(head, ("onderdelen", number)) for number, head in enumerate(heads)]
        seen: set[str] = set()
        for number, key in enumerate(section.key for section in found):
            if key in seen:
                path = ("onderdelen", number, "sleutel")
                self.reader.problem(self.file, path, f"het onderdeel `{key}` staat er twee keer", "LIA096")
            seen.add(key)
        return tuple(found)

    def _section(self, head: SectionHead, path: YamlPath) -> Section:
        title = self.reader.wording(head.titel, self.scope, self.file, (*path, "titel"))
        content = self.contents(head.inhoud, (*path, "inhoud"))
        condition = self._condition(head.als, path)
        return Section(head.sleutel, title, head.vanaf, content, condition, head.concept == "ja")

    def contents(self, rows: tuple[ContentHead, ...], path: YamlPath) -> tuple[Content, ...]:
        found = [self._content(row, (*path, index)) for index, row in enumerate(rows)]
        return tuple(content for content in found if content)

    def _content(self, row: ContentHead, path: YamlPath) -> Content | None:
        given = [(kind, name) for kind in ("tekst", "opties", "tabel", "lijst") if (name := getattr(row, kind))]
        if len(given) != 1:
            message = "noem hier precies één van tekst, opties, tabel of lijst"
            self.reader.problem(self.file, path, message, "LIA094")
            return None
        kind, name = given[0]
        known = self.texts if kind == "tekst" else CONTENT.get(kind, (name,))
        if name not in known:
            message = f"onbekende {kind} `{name}`{suggest(name, known)}"
            self.reader.problem(self.file, (*path, kind), message, "LIA095", name)
        if (kind, name) in self.seen:
            message = f"{kind} `{name}` staat al eerder in de opbouw"
            self.reader.problem(self.file, (*path, kind), message, "LIA096", name)
        self.seen.add((kind, name))
        return Content(kind, name, row.vanaf, self._condition(row.als, path))

    def _condition(self, text: str | None, path: YamlPath) -> Condition | None:
        return self.reader.condition(text, self.scope, self.file, (*path, "als")) if text else None
