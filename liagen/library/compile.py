"""The text library in: every file of a package read, checked against the profile model and compiled, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final, get_args

from liagen.errors import Problem, suggest
from liagen.files.check import check_model
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.library.cards import Card, CardBody, LibraryText, Risk
from liagen.library.condition_parser import Scope
from liagen.library.cycles import in_cycles
from liagen.library.field_types import Known, dead_link
from liagen.library.fill_ins import fill_in_mistakes
from liagen.library.layers import Layers, LibraryFile, read_tree
from liagen.library.model import Library, UsedPackage
from liagen.library.option_lists import CardWords
from liagen.library.own_questions import read_own_questions
from liagen.library.package import (
    FAULTS,
    FOLDERS,
    HEAD,
    OPTIONAL_OUTLINES,
    OPTIONS,
    OWN_QUESTIONS,
    PAPERS,
    PRACTICE,
    PROGRESS,
    QUESTION_LIST,
    QUESTION_MAIL,
    TABLES,
    Package,
    meant_name,
)
from liagen.library.phrases import section_phrases, shared_phrases, text_order
from liagen.library.reader import Reader
from liagen.library.tables import (
    ASKING_CONTENT,
    PAPER_CONTENT,
    PROGRESS_CONTENT,
    SHEET_CONTENT,
    ContentRow,
    Outline,
    PackageFile,
    PackageName,
    PaperOutline,
    Roles,
    Source,
    Steps,
)
from liagen.library.tone import REPLACED, Tone, tone_mistakes
from liagen.library.wording import Phrases
from liagen.library.words import WORDS, names_in, needed_words
from liagen.profile.choices import THEMA, Paper
from liagen.profile.own_fields import fields_in_use

_REQUIRED_SETTINGS = {"doelen_per_kwartaal": (1, 100), "kwartalen_vooruit": (1, 12), "dagen_eerste_kwartaal": (0, 92)}
"""The settings that planning needs, each with its lowest and highest value."""

_OPTIONAL = {
    "doelen_hoogstens": (1, 100), "risicos_hoogstens": (1, 100), "punten_hoogstens": (1, 100),
    "nu_niet_hoogstens": (1, 100), "opmerkingen_hoogstens": (0, 100), "werkweken_per_jaar": (1, 52),
}  # fmt: skip
"""The settings that a package may leave out: then liagen knows what to do."""


def compile_library(packages: Sequence[Package]) -> Library:
    """Check and compile packages that were read, lowest first. Raises LibraryError with every problem of every file."""
    reader = _reader(packages)
    own, problems = read_own_questions(packages)
    reader.problems += problems
    with fields_in_use(own):
        library = _compile(reader)
    if reader.problems or library is None:
        raise reader.error()
    return replace(library, own_fields=own)


def _reader(packages: Sequence[Package]) -> Reader:
    reader = Reader(Layers(packages))
    reader.problems += [problem for package in packages for problem in package.problems]
    return reader


@dataclass
class _Files:
    """Every file of the library as merged; ``options`` by theme and key, ``risks`` and ``texts`` by key.

    ``optional`` are the outlines that a package may lack and has, by file.
    """

    package: LibraryFile
    outline: LibraryFile
    sheet: LibraryFile
    papers: dict[Paper, LibraryFile]
    optional: dict[str, LibraryFile]
    roles: LibraryFile
    steps: LibraryFile
    sources: LibraryFile
    options: dict[str, dict[str, LibraryFile]]
    risks: dict[str, LibraryFile]
    texts: dict[str, LibraryFile]

    @property
    def cards(self) -> dict[str, LibraryFile]:
        """Return the cards of all themes."""
        return {key: file for group in self.options.values() for key, file in group.items()}


def _read_files(reader: Reader) -> _Files:
    tables = (HEAD, "opbouw.yaml", "werkblad.yaml", "rollen.yaml", "vergelijking.yaml", "bronnen.yaml")
    package, outline, sheet, roles, steps, sources = map(reader.table, tables)
    options = {theme: reader.cards(f"{OPTIONS}{theme}") for theme in _themes(package)}
    risks, texts = reader.cards("risicos"), reader.cards("teksten")
    papers: dict[Paper, LibraryFile] = {
        name: reader.table(file) for name, file in PAPERS.items() if reader.layers.has(file)
    }
    optional = {name: reader.table(name) for name in OPTIONAL_OUTLINES if reader.layers.has(name)}
    return _Files(package, outline, sheet, papers, optional, roles, steps, sources, options, risks, texts)


def _themes(package: LibraryFile) -> tuple[str, ...]:
    """Return the themes that options may have: those of liagen, then those that packages add, as they stand there."""
    own = (str(key) for key in _mapping(package.tree.value, "themas"))
    return tuple(dict.fromkeys((*get_args(THEMA), *own)))


def _compile(reader: Reader) -> Library | None:
    # Each file is checked whatever is wrong with the others: a writer wants all problems in one go.
    files = _read_files(reader)
    words, tone = _words(reader)
    _check_places(reader, files)
    _check_names(reader)
    known = _known_keys(reader, files)
    known = replace(known, phrases=Phrases(pictures=frozenset(reader.layers.pictures()), tone=tone))
    order = text_order(files.texts)
    known = replace(known, phrases=shared_phrases(reader, files.texts, order, known, _dated(files.sources)))
    package = reader.check(PackageFile, files.package, known)
    outline, sheet = (reader.check(Outline, file, known) for file in (files.outline, files.sheet))
    papers = {name: reader.check(PaperOutline, file, known) for name, file in files.papers.items()}
    optional = {name: reader.check(Outline, file, known) for name, file in files.optional.items()}
    roles, steps = reader.check(Roles, files.roles, known), reader.check(Steps, files.steps, known)
    sources = _sources(reader, files.sources, known)
    if package is not None:
        _check_package(reader, files.package, package)
        for theme, head in package.themas.items():
            files.options[theme] = _ordered_cards(reader, files.package, theme, head.volgorde, files.options[theme])
    cards = _cards(reader, files.options, known)
    risks = {key: risk for key, file in files.risks.items() if (risk := _risk(reader, file, known))}
    words_of = {
        key: CardWords(card.parts, card.titel, card.kort_punt, card.theme, card.cox) for key, card in cards.items()
    }
    phrases = section_phrases(reader, files.texts, order, known.scope, known.phrases, words_of)
    texts = {key: text for key, file in files.texts.items() if (text := _text(reader, file, known, phrases))}
    _check_cycles(reader, files.cards, cards)
    for file, found in (
        (files.outline, outline),
        (files.sheet, sheet),
        *((files.papers[name], paper) for name, paper in papers.items()),
        *((files.optional[name], found) for name, found in optional.items()),
    ):
        if found is not None:
            _check_outline(reader, file, found)
    if roles is not None:
        rows = [(("rollen", number), "de rol", row.sleutel) for number, row in enumerate(roles.rollen)]
        _check_unique(reader, files.roles, rows)
    if package is None or outline is None or sheet is None or roles is None or steps is None:
        return None
    return Library(
        packages=tuple(map(_used, reader.layers.packages)), settings=package.instellingen,
        cards=cards, risks=risks, texts=texts,
        themes={str(key): theme for key, theme in package.themas.items()},
        title=outline.titel, outline=outline.onderdelen, preamble=outline.vooraf, sheet=sheet,
        papers={name: paper for name, paper in papers.items() if paper}, progress=optional.get(PROGRESS),
        question_list=optional.get(QUESTION_LIST), question_mail=optional.get(QUESTION_MAIL),
        steps=steps.stappen, roles=roles.rollen, words=words, sources=sources, style_file=reader.layers.style_file(),
        style_name=reader.layers.style_name(),
        practice=_practice(reader, files), tone=tone, pictures=reader.layers.pictures(),
    )  # fmt: skip


def _practice(reader: Reader, files: _Files) -> frozenset[str]:
    """Return the options that came with `praktijk`, also when a package above changes them."""
    named = {
        file.name for package in reader.layers.packages if package.name == PRACTICE for file in package.files.values()
    }
    return frozenset(key for key, file in files.cards.items() if file.files and file.files[0] in named)


def _used(package: Package) -> UsedPackage:
    return UsedPackage(package.name, package.version, package.label, package.shipped, package.digest())


def _known_keys(reader: Reader, files: _Files) -> Known:
    """Return what files may refer to, from files that may have mistakes: those hide no others."""
    cards, sources = files.cards, files.sources.tree.value
    goals = {f"{key}.{goal}" for key, file in cards.items() for goal in _mapping(file.tree.value, "doelen")}
    sections = _mapping(_mapping(sources, "rapport"), "paragrafen")
    return Known(
        Scope(_settings(files.package), frozenset(cards), reader.removed, frozenset(goals)),
        frozenset({*_mapping(sources), *sections}),
        frozenset(files.texts),
        themes=tuple(files.options),
    )


def _dated(sources: LibraryFile) -> frozenset[str]:
    """Return the sources with a dated fact, as they stand there: a wrong fact still exists."""
    return frozenset(key for key, row in _mapping(sources.tree.value).items() if "feiten" in _mapping(row))


def _settings(package: LibraryFile) -> dict[str, int] | None:
    found = _mapping(package.tree.value, "instellingen")
    rows = {str(key): _mapping(row).get("waarde") for key, row in found.items()}
    # A setting with a wrong value still exists: conditions that name it are not wrong for it. None: there are no
    # settings to read at all.
    return {key: value if isinstance(value, int) else 0 for key, value in rows.items()} or None


def _mapping(value: object, key: str | None = None) -> dict[str, Any]:
    """Return the group of fields that a value is, or that stands at ``key`` in it; empty when there is none."""
    found = value.get(key) if key and isinstance(value, dict) else None if key else value
    return found if isinstance(found, dict) else {}


def _check_places(reader: Reader, files: _Files) -> None:
    """Refuse a card or table in a place, or with an ending, where nobody looks for it."""
    folders = {*FOLDERS, *(f"{OPTIONS}{theme}" for theme in files.options)}
    for package in reader.layers.packages:
        for name in package.unused:
            if meant := meant_name(name):
                message = f"zo leest liagen dit bestand niet; geef het de naam {meant}"
                reader.problems.append(Problem(f"{package.label}/{name}", message, code="LIA014"))
        for name, file in package.files.items():
            path = PurePosixPath(name)
            folder = path.parent.as_posix()
            if path.suffix == ".md" and folder not in folders and not path.stem.isupper():  # LEESMIJ.md is welcome
                hint = suggest(folder, folders) or f"; kies uit: {', '.join(sorted(folders))}"
                reader.problems.append(Problem(file.name, f"in deze map hoort geen kaart{hint}", code="LIA010"))
            elif path.suffix != ".md" and name not in (*TABLES, OWN_QUESTIONS, FAULTS):
                known = (*TABLES, OWN_QUESTIONS)
                hint = suggest(name, known) or f"; kies uit: {', '.join(known)}"
                reader.problems.append(Problem(file.name, f"dit bestand hoort niet in een pakket{hint}", code="LIA010"))


def _check_names(reader: Reader) -> None:
    """Check what each package says about itself: laid on each other, one would go by the name of another."""
    for package in reader.layers.packages:
        head = package.files[HEAD]
        tree = read_tree(head.text, head.name)
        if not head.problems and not tree.problems and isinstance(tree.value, dict):
            _, problems = check_model(PackageName, tree, head.name)
            reader.problems += [each for each in problems if each.field in _NAME_FIELDS]


_NAME_FIELDS = ("naam", "versie", "formaat", "basis", "basis_versie")


def _check_package(reader: Reader, file: LibraryFile, head: PackageFile) -> None:
    for key, (lowest, highest) in _REQUIRED_SETTINGS.items():
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
            hint = suggest(theme, set(head.themas).difference(get_args(THEMA)))
            reader.missing(file, ("themas", theme), f"het thema `{theme}` ontbreekt{hint}", "LIA091")


def _ordered_cards(
    reader: Reader, package: LibraryFile, theme: str, order: tuple[str, ...], files: dict[str, LibraryFile]
) -> dict[str, LibraryFile]:
    for key in order:
        if key not in files:
            reader.refuse(
                package, ("themas", theme, "volgorde"), dead_link("onbekende optie", key, files, reader.removed)
            )
    places = {key: number for number, key in enumerate(dict.fromkeys(order))}
    keys = sorted(files, key=lambda key: (places.get(key, len(order)), key))
    return {key: files[key] for key in keys}


def _cards(reader: Reader, groups: Mapping[str, Mapping[str, LibraryFile]], known: Known) -> dict[str, Card]:
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


def _card(reader: Reader, file: LibraryFile, theme: str, known: Known) -> Card | None:
    body = CardBody(file.key, file.name, reader.parts(file, known.scope, known.phrases), theme)
    card = reader.check(Card, file, known)
    if card is None:
        return None
    if not body.parts:
        reader.problems.append(_missing_text(file, "de kaart"))
    return card.with_body(body)


def _risk(reader: Reader, file: LibraryFile, known: Known) -> Risk | None:
    known = replace(known, scope=known.scope.before_planning)
    body = CardBody(file.key, file.name, reader.parts(file, known.scope, known.phrases))
    risk = reader.check(Risk, file, known)
    if risk is None:
        return None
    if "tekst" not in body.parts:
        reader.problems.append(_missing_text(file, "het risico"))
    return risk.with_body(body)


def _missing_text(file: LibraryFile, what: str) -> Problem:
    return Problem(file.name, f"{what} heeft nog geen tekst", place=(file.body_line, 1), code="LIA081")


def _text(reader: Reader, file: LibraryFile, known: Known, phrases: Phrases) -> LibraryText | None:
    # The part before the first heading is there already, since other texts may take it in; not that of a circle.
    main = {"tekst": phrases.texts[file.key]} if "tekst" in file.parts else {}
    others = replace(file, parts={name: part for name, part in file.parts.items() if name not in main})
    parts = {**main, **reader.parts(others, known.scope, phrases)}
    text = reader.check(LibraryText, file, known)
    return text.with_body(CardBody(file.key, file.name, parts)) if text else None


def _words(reader: Reader) -> tuple[Mapping[str, str], Tone]:
    file, needed = reader.table(WORDS), needed_words()
    value = file.tree.value
    if file.problems or not isinstance(value, dict):
        if not file.problems:
            reader.problem(file, (), "hier horen woorden te staan, elk als `sleutel: tekst`", "LIA034")
        return {}, Tone()
    tone = _tone(reader, file)
    value = {key: text for key, text in value.items() if key != REPLACED}
    for key, text in value.items():
        if not isinstance(text, str):
            reader.problem(file, (key,), "hier hoort tekst; zet een getal tussen aanhalingstekens", "LIA034")
        # Fewer names than in the shipped text is a choice of the writer; another name would never be filled in.
        elif key in needed and not names_in(text) <= needed[key]:
            names = ", ".join(f"{{{name}}}" for name in sorted(needed[key])) or "geen enkele naam"
            reader.problem(file, (key,), f"tussen accolades kan hier alleen: {names}", "LIA093")
        for wrong in fill_in_mistakes(text) if isinstance(text, str) else ():
            reader.problem(file, (key,), wrong.message, wrong.code, wrong.word)
    for key in sorted(set(needed) - set(value)):
        reader.missing(file, (key,), f"het woord `{key}` ontbreekt", "LIA092")
    for key in sorted(set(value) - set(needed)):
        reader.problem(file, (key, ""), f"onbekend woord `{key}`{suggest(str(key), needed)}", "LIA092")
    return {key: tone.applied(str(text)) for key, text in value.items()}, tone


def _tone(reader: Reader, file: LibraryFile) -> Tone:
    """Return the words that are written otherwise in all texts; none when something is wrong with them."""
    found = file.tree.value.get(REPLACED, {})
    mistakes = list(tone_mistakes(found))
    for key, message in mistakes:
        reader.problem(file, (REPLACED, key) if key else (REPLACED,), message, "LIA100")
    return Tone() if mistakes else Tone(found)


def _sources(reader: Reader, file: LibraryFile, known: Known) -> dict[str, Source]:
    found: dict[str, Source] = {}
    if file.problems:
        return {}
    value = _mapping(file.tree.value)
    if not value:
        reader.problem(file, (), "hier horen bronnen te staan, elk met een sleutel en een titel", "LIA034")
    for key in value:
        source, problems = check_model(Source, file.tree.subtree(key), file.name, context=known)
        reader.problems += [replace(problem, field=dotted((key, problem.field))) for problem in problems]
        if source:
            found[key] = source.with_key(key)
    return found


def _check_cycles(reader: Reader, files: Mapping[str, LibraryFile], cards: Mapping[str, Card]) -> None:
    """Refuse goals that wait for themselves."""
    goals = {f"{card.key}.{goal.key}": goal.na for card in cards.values() for goal in card.doelen.values()}
    for key in sorted(in_cycles(goals)):
        option, _, goal = key.partition(".")
        message = f"het doel `{key}` wacht via `na` op zichzelf"
        reader.problem(files[option], ("doelen", goal, "na"), message, "LIA084")


def _check_outline(reader: Reader, file: LibraryFile, outline: Outline) -> None:
    """Refuse what stands twice in one document, or can only stand in another."""
    keys = [(("onderdelen", place), "het onderdeel", each.sleutel) for place, each in enumerate(outline.onderdelen)]
    _check_unique(reader, file, keys)
    # A text, table or list that is in a document twice would have its ids twice.
    seen: set[tuple[str, str]] = set()
    for path, row in _rows(outline):
        # The options of a theme as running text or with headings: either way they would stand there twice.
        kind = "opties" if row.kind == "lopend" else row.kind
        if (kind, row.name) in seen:
            message = f"{row.kind} `{row.name}` staat al eerder in de opbouw"
            reader.problem(file, (*path, row.kind), message, "LIA096", row.name)
        seen.add((kind, row.name))
        if only := _only_elsewhere(row, file.key):
            message = f"{row.kind} `{row.name}` kan alleen in {only} staan"
            reader.problem(file, (*path, row.kind), message, "LIA095", row.name)


_ASKING: Final = (QUESTION_LIST, QUESTION_MAIL)


def _only_elsewhere(row: ContentRow, document: str) -> str:
    """Return in which other document a row has its only place; empty for a row that can stand in this one."""
    if document != "werkblad" and row.name in SHEET_CONTENT.get(row.kind, ()):
        return "werkblad.yaml"
    if f"{document}.yaml" != PROGRESS and row.name in PROGRESS_CONTENT.get(row.kind, ()):
        return PROGRESS
    if f"{document}.yaml" not in _ASKING and row.name in ASKING_CONTENT.get(row.kind, ()):
        return " of ".join(_ASKING)
    if document not in PAPERS and row.name in PAPER_CONTENT.get(row.kind, ()):
        return f"{', '.join(list(PAPERS.values())[:-1])} of {list(PAPERS.values())[-1]}"
    return ""


def _rows(outline: Outline) -> Iterator[tuple[YamlPath, ContentRow]]:
    """Yield every row of an outline with its place."""
    for number, row in enumerate(outline.vooraf):
        yield ("vooraf", number), row
    for place, section in enumerate(outline.onderdelen):
        for number, row in enumerate(section.inhoud):
            yield ("onderdelen", place, "inhoud", number), row


def _check_unique(reader: Reader, file: LibraryFile, rows: Iterable[tuple[YamlPath, str, str]]) -> None:
    seen: set[str] = set()
    for path, what, key in rows:
        if key in seen:
            reader.problem(file, (*path, "sleutel"), f"{what} `{key}` staat er twee keer", "LIA096")
        seen.add(key)
