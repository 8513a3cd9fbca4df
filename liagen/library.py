"""The text library in: every file of a package read, checked against the profile model and compiled, once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from liagen.cards import (
    CONTENT,
    Card,
    CardGoal,
    CardHead,
    CompareHead,
    Content,
    ContentHead,
    GoalHead,
    Library,
    LibraryText,
    Origin,
    OutlineHead,
    PackageHead,
    Practice,
    Risk,
    RiskHead,
    Role,
    RolesHead,
    Rule,
    RuleHead,
    Section,
    SectionHead,
    Source,
    SourceHead,
    Step,
    TextHead,
    Theme,
    ThemeHead,
    Verdict,
)
from liagen.checking import check_model
from liagen.conditions import Condition, ConditionError, Scope, Setting, parse_condition
from liagen.errors import LibraryError, Problem, suggest
from liagen.layers import File, Layers, Part
from liagen.packages import FOLDERS, HEAD, TABLES, Package, stack_packages
from liagen.profile import THEMA, Wie
from liagen.wording import Wording, WordingError, extends_name, parse_part, parse_wording
from liagen.yamltext import Path as YamlPath
from liagen.yamltext import dotted, find_word, parse_yaml

Model = TypeVar("Model", bound=BaseModel)

_KEY = re.compile(r"[a-z_]+\Z")
_WORD_NAME = re.compile(r"\{([a-z]+)\}")
_ALWAYS = "altijd"
MAX_PROBLEMS = 500
MAX_CHAIN = 10
"""How many texts may build on each other."""

_NEEDED = {"doelen_per_kwartaal": (1, 100), "kwartalen_vooruit": (1, 12), "dagen_eerste_kwartaal": (0, 92)}
"""The settings that planning needs, each with its lowest and highest value."""

_COMPARED = ("veld", "waarde", "nu")
WORDS: dict[str, set[str]] = {
    **{f"oordeel_{verdict}": set() for verdict in get_args(Verdict)},
    "oordeel_eigen_keuze": {"oordeel"},
    "optie_oordeel": {"oordeel", "redenen", "bronnen"},
    "optie_regel": {"optie", "oordeel", "reden"},
    "optie_overige": set(),
    "optie_praktijk": {"tekst", "bron"},
    "bron_rapport": {"paragrafen"},
    "bron_paragrafen": {"paragrafen"},
    "bron_overig": {"titel"},
    "bron_met_jaar": {"titel", "jaar"},
    "bron_buiten_rapport": {"bronnen"},
    "optie_regel_bron": {"bronnen"},
    "pakketten_inleiding": set(),
    "pakket": {"naam", "versie"},
    "bron_jaar": {"titel", "jaar"},
    "reden_onbekend": {"velden"},
    "reden_geen_aanleiding": set(),
    "reden_hoort_bij": {"optie"},
    "eigen_keuze_wel": {"reden"},
    "eigen_keuze_wel_zonder_reden": set(),
    "eigen_keuze_niet": {"reden"},
    "eigen_keuze_niet_zonder_reden": set(),
    "zou_veranderen": {"vergelijking"},
    "zou_veranderen_eigen_keuze": set(),
    "zou_veranderen_niets": set(),
    "en_als": set(),
    "of": set(),
    **{
        f"vergelijking_waarde_{sign}": set(_COMPARED)
        for sign in ("eq", "ne", "gt", "gteq", "lt", "lteq", "in", "notin")
    },
    **{f"vergelijking_{kind}": set(_COMPARED) for kind in ("lijst_in", "lijst_notin", "leeg_eq", "leeg_ne")},
    **{f"vergelijking_bekend_{sign}": {"veld"} for sign in ("eq", "ne", "in", "notin")},
    **{
        f"doel_geen_{name}": set()
        for name in ("wat", "actie", "eigenaar", "indicator", "podium", "ervaringsdeskundigen", "uren", "deadline")
    },
    "doel_uren_bestaand": set(),
    "doel_kop": {"nummer", "doel"},
    "doel_kop_kort": {"nummer", "onderwerp"},
    "doel_eigen": set(),
    **{
        f"doel_{name}": {"tekst"}
        for name in ("doel", "waarom", "actie", "ervaringsdeskundigen", "start", "uren", "meten", "podium")
    },
    "doel_waarom_optie": {"stap"},
    "doel_waarom_thema": {"thema"},
    "doel_waarom_eigen": set(),
    "doel_meetmoment": {"indicator", "deadline"},
    **{f"cox_{step}": set() for step in range(1, 7)},
    **{f"tabel_{name}": set() for name in CONTENT["tabel"]},
    **{
        f"kop_{name}": set()
        for name in (
            "nr",
            "doel",
            "eigenaar",
            "deadline",
            "indicator",
            "risico",
            "maatregel",
            "optie",
            "oordeel",
            "reden",
            "verandert",
            "aanname",
            "waarde",
            "rol",
            "wie",
            "taak",
        )
    },
    **{
        f"geen_{name}": set()
        for name in ("opties", "doelen", "lange_termijn", "risicos", "open_punten", "niet_gekozen", "podium")
    },
    "thema_uitgesloten": {"thema"},
    "lange_termijn_inleiding": set(),
    "lange_termijn": {"doel", "eigenaar"},
    "lange_termijn_deadline": {"doel", "eigenaar", "deadline"},
    "minimum_doel": {"doel", "deadline", "uren"},
    "podium_doel": {"nummer", "podium", "deadline"},
    "risico": {"titel", "tekst"},
    "open_veld": {"vraag", "plaatsen"},
    "open_keuze": {"vraag", "opties"},
    "open_beide": {"vraag", "plaatsen", "opties"},
    "open_los": {"titel", "plaatsen"},
    "open_thema": {"thema"},
    "open_verlopen": {"doel", "deadline"},
    **{f"open_groep_{who}": set() for who in (*get_args(Wie), "schrijver")},
    "open_plaats": {"onderdeel", "aantal"},
    "open_plek": {"nummer"},
    "kwartaal": {"nummer", "jaar"},
    "planning_klaar": set(),
    "planning_niets": set(),
    "document_titel": {"document", "gemeente"},
    "lopende_titel": {"titel", "gemeente"},
    **{
        f"vergelijk_{name}": set()
        for name in (
            "titel",
            "inleiding",
            "is",
            "voorstel_kop",
            "tabel_is",
            "tabel_voorstel",
            "stap",
            "gemeente",
            "onbekend",
            "geen_voorstel",
            "gemeenten",
            "veel",
            "soort",
            "tekst",
            *(f"filter_{name}" for name in ("kop", "gemeente", "tekst", "stap", "alle", "redenen", "wissen")),
        )
    },
    "vergelijk_filter_aantal": {"tabel", "getoond", "alle"},
    "vergelijk_lopend": {"gemeenten"},
    "vergelijk_optie": {"optie", "redenen"},
    "opmerking": {"optie", "oordeel", "reden", "feit", "bronnen"},
    **{f"opmerking_{name}": {"veld", "waarde"} for name in ("feit", "feit_onbekend", "feit_altijd")},
    "opmerking_alternatief": {"optie", "verandert"},
    "opmerking_geen_alternatief": set(),
    "inhoud": set(),
    "titelpagina_gemeente": {"gemeente"},
    "titelpagina_periode": {"van", "tot"},
    "titelpagina_concept": set(),
    "pagina": set(),
    "pagina_van": set(),
    **{f"pagina_{name}": set() for name in ("skip", "contents", "note", "box", "table")},
}
"""The short texts the program needs, each with the names it may hold between braces."""


@dataclass(frozen=True)
class _Places:
    """The files of a package by kind and key, to point at when a link in one of them leads nowhere."""

    package: File
    options: Mapping[str, File]
    risks: Mapping[str, File]
    texts: Mapping[str, File]


@dataclass
class _Reader:
    """Collects what was read and every problem met on the way."""

    layers: Layers
    problems: list[Problem] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    half: list[File] = field(default_factory=list)
    """Cards whose keys have mistakes; of those is told what else is wrong, so that all comes at once."""

    def problem(self, file: File, path: YamlPath, message: str, code: str, word: str = "") -> None:
        name = file.tree.source(path) or file.name
        self.problems.append(Problem(name, *file.tree.locate(path, word), dotted(path), message, code))
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()

    def missing(self, file: File, path: YamlPath, message: str, code: str) -> None:
        """Keep the problem that nothing stands at ``path``, with the place where a package took it away."""
        name = file.tree.source(path) or file.name
        self.problems.append(Problem(name, *file.tree.place(path), dotted(path[:-1]), message, code))

    def error(self) -> LibraryError:
        """Return everything found so far; a file of nothing but mistakes is not read to its end."""
        if len(self.problems) <= MAX_PROBLEMS:
            return LibraryError(self.problems)
        message = f"er zijn meer dan {MAX_PROBLEMS} fouten; dit zijn de eerste"
        place = self.layers.packages[-1].label
        return LibraryError([*self.problems[:MAX_PROBLEMS], Problem(place, 0, 0, "", message, "LIA004")])

    def table(self, name: str) -> File:
        """Read one of the YAML files."""
        file = self.layers.table(name)
        self.problems += file.problems
        return file

    def cards(self, folder: str) -> dict[str, File]:
        """Read the cards or texts in a folder: key → file, in order of name."""
        found = list(self.layers.cards(folder))
        for file in found:
            self.problems += file.problems
            if not _KEY.match(file.key):
                message = "de bestandsnaam is de sleutel: gebruik alleen kleine letters en _"
                self.problems.append(Problem(file.name, 0, 0, "", message, "LIA011"))
        cards = {file.key: file for file in found}
        for package in self.layers.packages:
            for name, text in package.files.items():
                if PurePosixPath(name).parent.as_posix() == folder and PurePosixPath(name).stem not in cards:
                    self.gone[PurePosixPath(name).stem] = text.name
        return cards

    def who_took(self, code: str, word: str) -> str:
        """Say which file took away what a dead link points to; empty when it was never there."""
        key = word.removeprefix("keuze.").split(".")[0]
        return f"; {self.gone[key]} haalt die weg" if code in _LINKS and key in self.gone else ""

    def check(self, model: type[Model], file: File) -> Model | None:
        """Check the YAML of a file against its model."""
        if file.tree.problems:
            return None
        if file.tree.value is None:
            file.tree.value = {}
        value, problems = check_model(model, file.tree, file.name)
        self.problems += [replace(each, code="LIA086") if _lacks_of_goal(each) else each for each in problems]
        return value

    def condition(self, text: str, scope: Scope, file: File, path: YamlPath) -> Condition:
        try:
            return parse_condition(text, scope)
        except ConditionError as error:
            message = f"{error}{self.who_took(error.code, error.word)}"
            self.problem(file, path, message, error.code, error.word)
            return parse_condition(_ALWAYS, scope)

    def wording(self, text: str, scope: Scope, file: File, path: YamlPath) -> Wording:
        try:
            return parse_wording(text, scope)
        except WordingError as error:
            for each in (error, *error.others):
                message = f"{each}{self.who_took(each.code, each.word)}"
                self.problem(file, path, message, each.code, each.word)
            return parse_wording("", scope)

    def parts(self, file: File, scope: Scope, siblings: Mapping[str, File]) -> dict[str, Wording]:
        """Compile the parts of a body, which may build on those of ``siblings``; a problem points at its own line."""
        found: dict[str, Wording] = {}
        for key, part in file.parts.items():
            chain: list[Part] = []
            try:
                chain.extend(_chain(file.key, key, part, siblings))
            except WordingError as error:
                found[key] = parse_wording("", scope)
                self._blame(chain[-1], error)
                continue
            try:
                text, *below = (each.text.strip("\n") for each in chain)
                found[key] = parse_part(text, scope, below)
            except WordingError as error:
                found[key] = parse_wording("", scope)
                for each in (error, *error.others):
                    self._blame(chain[each.level], each)
        return found

    def half_read(self, file: File, facts: Scope, full: Scope) -> None:
        """Check the conditions and texts of a card of which some keys are wrong."""
        self.half.append(file)
        for path, text in _texts_in(file.tree.value, ()):
            if path[-1] == "als":
                self.condition(text, facts if path[0] in _RULES else full, file, path)
            elif path[-1] in _WORDED:
                self.wording(text, full, file, path)

    def _blame(self, part: Part, error: WordingError) -> None:
        skipped = len(part.text) - len(part.text.lstrip("\n"))
        place = part.line + skipped + error.line - 1, _column(part.text, error)
        message = f"{error}{self.who_took(error.code, error.word)}"
        self.problems.append(Problem(part.file, *place, "", message, error.code))
        if len(self.problems) > MAX_PROBLEMS:
            raise self.error()


_RULES = ("bestaat_als", "kies_als", "niet_als")
_WORDED = {
    "titel",
    "reden",
    "tekst",
    "maatregel",
    "eigenaar",
    *set(GoalHead.model_fields) - {"als", "bij", "na", "intern"},
}


def _texts_in(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Give every text of a tree, with its path."""
    if isinstance(value, str) and path:
        yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield from _texts_in(each, (*path, key))


def _lacks_of_goal(problem: Problem) -> bool:
    return problem.code in ("LIA033", "LIA038") and _GOAL_NEEDS.search(problem.field) is not None


_GOAL_NEEDS = re.compile(r"(^doelen\.[^.]+|\.terugval)\.(eigenaar|termijn|indicator)\Z")


def _chain(key: str, name: str, part: Part, siblings: Mapping[str, File]) -> Iterator[Part]:
    """Yield a part and what it builds on with `extends`, nearest first.

    Raises WordingError when the part that was given last builds on nothing, on itself or too deep.
    """
    seen = {key}
    for _ in range(MAX_CHAIN):
        yield part
        wanted = extends_name(part.text.strip("\n"))
        if wanted is None:
            return
        if wanted == key:
            if not part.below:
                message = f"er is geen `{key}` in een pakket hieronder om op voort te bouwen"
                raise WordingError(message, 1, "LIA071", wanted)
            part = part.below[0]
            continue
        if wanted in seen:
            raise WordingError(f"`{wanted}` bouwt via extends op zichzelf voort", 1, "LIA071", wanted)
        if wanted not in siblings:
            raise WordingError(f"onbekende tekst `{wanted}`{suggest(wanted, siblings)}", 1, "LIA071", wanted)
        other = siblings[wanted].parts.get(name)
        if other is None:
            message = f"`{wanted}` heeft dit deel niet; bouw voort op een tekst die het wel heeft"
            raise WordingError(message, 1, "LIA071", wanted)
        seen.add(wanted)
        key, part = wanted, other
    raise WordingError(f"hier bouwen meer dan {MAX_CHAIN} teksten op elkaar voort; maak het eenvoudiger", 1, "LIA071")


def _column(text: str, error: WordingError) -> int:
    rows = text.strip("\n").split("\n")
    row = rows[error.line - 1] if error.line <= len(rows) else ""
    return max(find_word(row, error.word, 0), 0) + 1 if error.word else 1


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


def _reader(packages: Sequence[Package]) -> _Reader:
    reader = _Reader(Layers(packages))
    reader.problems += [problem for package in packages for problem in package.problems]
    return reader


def _read(reader: _Reader) -> Library | None:
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
    risks = {key: risk for key, file in risk_files.items() if (risk := _risk(reader, file, full, risk_files))}
    texts = {key: text for key, file in text_files.items() if (text := _text(reader, file, full, text_files))}
    if package is None or outline is None:
        return None
    themes = {str(key): _theme(reader, package_file, key, head, full) for key, head in package.themas.items()}
    rows = _Outline(reader, outline_file, frozenset(text_files), full)
    preamble, sections = rows.contents(outline.vooraf, ("vooraf",)), rows.sections(outline.onderdelen)
    steps, roles = _steps(reader, full), _roles(reader, full)
    title = reader.wording(outline.titel, full, outline_file, ("titel",))
    packages = tuple(Origin(each.name, each.version, each.label, each.shipped) for each in reader.layers.packages)
    found = Library(
        packages, settings, themes, cards, risks, texts, title, sections, preamble, steps, roles, words, sources,
        reader.layers.style_file(),
    )  # fmt: skip
    places = _Places(package_file, card_files, risk_files, text_files)
    _check_links(reader, found, places)
    _check_sources(reader, found, places)
    return found


def _check_places(reader: _Reader) -> None:
    """Refuse a card or table in a place where nobody looks for it."""
    for package in reader.layers.packages:
        for name, file in package.files.items():
            path = PurePosixPath(name)
            folder = path.parent.as_posix()
            if path.suffix == ".md" and folder not in FOLDERS and not path.stem.isupper():  # LEESMIJ.md is welcome
                hint = suggest(folder, FOLDERS) or f"; kies uit: {', '.join(sorted(FOLDERS))}"
                reader.problems.append(Problem(file.name, 0, 0, "", f"in deze map hoort geen kaart{hint}", "LIA010"))
            elif path.suffix != ".md" and name not in TABLES:
                hint = suggest(name, TABLES) or f"; kies uit: {', '.join(TABLES)}"
                reader.problems.append(
                    Problem(file.name, 0, 0, "", f"dit bestand hoort niet in een pakket{hint}", "LIA010")
                )


def _check_names(reader: _Reader) -> None:
    """Check what each package says about itself: laid on each other, one would go by the name of another."""
    for package in reader.layers.packages:
        head = package.files[HEAD]
        tree = parse_yaml(head.text, head.name)
        if not head.problems and not tree.problems and isinstance(tree.value, dict):
            _, problems = check_model(PackageHead, tree, head.name)
            reader.problems += [each for each in problems if each.field in _OWN]


_OWN = ("naam", "versie", "formaat", "basis", "basis_versie")


def _check_heads(reader: _Reader, files: Mapping[type[BaseModel], Mapping[str, Mapping[str, File]]]) -> None:
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


def _check_package(reader: _Reader, file: File, head: PackageHead) -> None:
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
    reader: _Reader, package: File, theme: str, order: tuple[str, ...], files: dict[str, File]
) -> dict[str, File]:
    _known(reader, package, ("themas", theme, "volgorde"), order, files, "onbekende optie")
    places = {key: number for number, key in enumerate(dict.fromkeys(order))}
    keys = sorted(files, key=lambda key: (places.get(key, len(order)), key))
    return {key: files[key] for key in keys}


def _cards(reader: _Reader, files: Mapping[THEMA, Mapping[str, File]], facts: Scope, full: Scope) -> dict[str, Card]:
    found: dict[str, Card] = {}
    every = {key: file for group in files.values() for key, file in group.items()}
    for theme, group in files.items():
        for file in group.values():
            card = _card(reader, file, theme, facts, full, every)
            if card and card.key in found:
                message = f"de optie `{card.key}` bestaat al in {found[card.key].file}"
                reader.problems.append(Problem(card.file, 0, 0, "", message, "LIA012"))
            if card:
                found[card.key] = card
    return found


def _words(reader: _Reader) -> Mapping[str, str]:
    file = reader.table("woorden.yaml")
    value = file.tree.value
    if file.problems or not isinstance(value, dict):
        if not file.problems:
            reader.problem(file, (), "hier horen woorden te staan, elk als `sleutel: tekst`", "LIA034")
        return {}
    for key, text in value.items():
        if not isinstance(text, str):
            reader.problem(file, (key,), "hier hoort tekst; zet een getal tussen aanhalingstekens", "LIA034")
        elif key in WORDS and not set(_WORD_NAME.findall(text)) <= WORDS[key]:
            names = ", ".join(f"{{{name}}}" for name in sorted(WORDS[key])) or "geen enkele naam"
            reader.problem(file, (key,), f"tussen accolades kan hier alleen: {names}", "LIA093")
    for key in sorted(set(WORDS) - set(value)):
        reader.missing(file, (key,), f"het woord `{key}` ontbreekt", "LIA092")
    for key in sorted(set(value) - set(WORDS)):
        reader.problem(file, (key, ""), f"onbekend woord `{key}`{suggest(str(key), WORDS)}", "LIA092")
    return {key: str(text) for key, text in value.items()}


def _sources(reader: _Reader) -> dict[str, Source]:
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


def _theme(reader: _Reader, file: File, key: str, head: ThemeHead, scope: Scope) -> Theme:
    path: YamlPath = ("themas", key, "terugval")
    fallback = _goal(reader, file, path, "terugval", head.terugval, scope) if head.terugval else None
    return Theme(key, head.titel, head.kern == "ja", fallback)


def _rules(reader: _Reader, file: File, name: str, heads: tuple[RuleHead, ...], scope: Scope) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            reader.condition(head.als, scope, file, (name, number, "als")),
            reader.wording(head.reden, scope, file, (name, number, "reden")),
        )
        for number, head in enumerate(heads)
    )


def _goal(reader: _Reader, file: File, path: YamlPath, key: str, head: GoalHead, scope: Scope) -> CardGoal:
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


def _card(
    reader: _Reader, file: File, theme: THEMA, facts: Scope, full: Scope, siblings: Mapping[str, File]
) -> Card | None:
    """Compile one option card; `kies_als` and its like see the profile only, texts and goals also the choices."""
    parts = reader.parts(file, full, siblings)
    head = reader.check(CardHead, file)
    if head is None:
        reader.half_read(file, facts, full)
        return None
    if "tekst" not in parts:
        reader.problems.append(Problem(file.name, file.body_line, 1, "", "de kaart heeft nog geen tekst", "LIA081"))
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


def _risk(reader: _Reader, file: File, scope: Scope, siblings: Mapping[str, File]) -> Risk | None:
    parts = reader.parts(file, scope, siblings)
    head = reader.check(RiskHead, file)
    if head is None:
        reader.half_read(file, scope, scope)
        return None
    if "tekst" not in parts:
        reader.problems.append(Problem(file.name, file.body_line, 1, "", "het risico heeft nog geen tekst", "LIA081"))
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


def _text(reader: _Reader, file: File, scope: Scope, siblings: Mapping[str, File]) -> LibraryText | None:
    parts = reader.parts(file, scope, siblings)
    head = reader.check(TextHead, file)
    return LibraryText(file.key, parts, head.bronnen, head.rapport, head.bronnen_meer) if head else None


def _roles(reader: _Reader, scope: Scope) -> tuple[Role, ...]:
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


def _steps(reader: _Reader, scope: Scope) -> tuple[Step, ...]:
    file = reader.table("vergelijking.yaml")
    head = reader.check(CompareHead, file)
    return tuple(
        Step(step.naam, reader.wording(step.is_, scope, file, ("stappen", number, "is")))
        for number, step in enumerate(head.stappen if head else ())
    )


@dataclass
class _Outline:
    """Compiles the rows of `opbouw.yaml` and refuses what stands there twice."""

    reader: _Reader
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


def _check_links(reader: _Reader, library: Library, files: _Places) -> None:
    """Refuse links to options and goals that do not exist, and goals that wait for each other."""
    goals = {f"{card.key}.{goal.key}": goal for card in library.cards.values() for goal in card.goals}
    circling = _circling(goals)
    for card in library.cards.values():
        file = files.options[card.key]
        for name, keys in (("hoort_bij", card.belongs), ("sluit_uit", card.excludes)):
            _known(reader, file, (name,), keys, files.options, "onbekende optie")
        for goal in card.goals:
            path: YamlPath = ("doelen", goal.key, "na")
            _known(reader, file, path, _judged(goal.after, library, files), goals, "onbekend doel")
            if f"{card.key}.{goal.key}" in circling and _waits_for_itself(f"{card.key}.{goal.key}", goals):
                reader.problem(file, path, f"het doel `{card.key}.{goal.key}` wacht via `na` op zichzelf", "LIA084")
    for theme in library.themes.values():
        after = _judged(theme.fallback.after if theme.fallback else (), library, files)
        _known(reader, files.package, ("themas", theme.key, "terugval", "na"), after, goals, "onbekend doel")
    for risk in library.risks.values():
        _known(reader, files.risks[risk.key], ("bij",), risk.options, files.options, "onbekende optie")
    for file in reader.half:
        for name in ("hoort_bij", "sluit_uit", "bij"):
            _known(reader, file, (name,), _listed(file, name), files.options, "onbekende optie")


def _listed(file: File, name: str) -> tuple[str, ...]:
    """Return the texts in a list of a file that was not checked."""
    value = file.tree.value.get(name) if isinstance(file.tree.value, dict) else ()
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _judged(goals: Iterable[str], library: Library, files: _Places) -> list[str]:
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


def _known(reader: _Reader, file: File, path: YamlPath, keys: Iterable[str], known: Collection[str], what: str) -> None:
    for key in keys:
        if key not in known:
            code = _DEAD_LINKS[what]
            hint = reader.who_took(code, key) or suggest(key, known)
            reader.problem(file, path, f"{what} `{key}`{hint}", code, key)


_LINKS = ("LIA052", "LIA082", "LIA083")
_DEAD_LINKS = {"onbekende optie": "LIA082", "onbekend doel": "LIA083", "onbekende bron": "LIA085"}


def _check_sources(reader: _Reader, library: Library, files: _Places) -> None:
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
        _known(reader, file, path, keys, known, "onbekende bron")
