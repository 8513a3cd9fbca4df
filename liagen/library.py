"""The text library in: every file of a package read, checked against the profile model and compiled, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import BaseModel

from liagen.cards import (
    CONTENT,
    Card,
    CardGoal,
    CardHead,
    Content,
    GoalHead,
    Library,
    LibraryText,
    OutlineHead,
    PackageHead,
    Practice,
    Risk,
    RiskHead,
    Rule,
    RuleHead,
    Section,
    Source,
    SourceHead,
    TextHead,
    Theme,
    ThemeHead,
    Verdict,
    split_parts,
)
from liagen.checking import check_model
from liagen.conditions import Condition, ConditionError, Scope, Setting, parse_condition
from liagen.errors import LibraryError, Problem, suggest
from liagen.profile import THEMA
from liagen.reading import read_text, shipped
from liagen.wording import Wording, WordingError, parse_wording
from liagen.yamltext import Path as YamlPath
from liagen.yamltext import Tree, parse_yaml

Model = TypeVar("Model", bound=BaseModel)

_KEY = re.compile(r"[a-z_]+\Z")
_WORD_NAME = re.compile(r"\{([a-z]+)\}")
_ALWAYS = "altijd"

_COMPARED = ("veld", "waarde", "nu")
WORDS: dict[str, set[str]] = {
    **{f"oordeel_{verdict}": set() for verdict in get_args(Verdict)},
    "oordeel_eigen_keuze": {"oordeel"},
    "optie_oordeel": {"oordeel", "redenen", "bronnen"},
    "optie_praktijk": {"tekst", "bron"},
    "bron_rapport": {"paragrafen"},
    "bron_paragrafen": {"paragrafen"},
    "bron_overig": {"titel"},
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
    "en_als": set(),
    "of": set(),
    **{
        f"vergelijking_waarde_{sign}": set(_COMPARED)
        for sign in ("eq", "ne", "gt", "gteq", "lt", "lteq", "in", "notin")
    },
    **{f"vergelijking_{kind}": set(_COMPARED) for kind in ("lijst_in", "lijst_notin", "leeg_eq", "leeg_ne")},
    **{
        f"doel_geen_{name}": set()
        for name in ("wat", "actie", "eigenaar", "indicator", "podium", "ervaringsdeskundigen", "uren", "deadline")
    },
    "doel_uren_bestaand": set(),
    "doel_kop": {"nummer", "doel"},
    **{
        f"doel_{name}": {"tekst"}
        for name in ("waarom", "actie", "ervaringsdeskundigen", "start", "uren", "meten", "podium")
    },
    "doel_waarom_optie": {"optie", "stap"},
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
            "kwartaal",
            "doelen",
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
    "podium_doel": {"nummer", "podium", "deadline"},
    "risico": {"titel", "tekst"},
    "open_veld": {"vraag", "plaatsen"},
    "open_keuze": {"vraag", "opties"},
    "open_beide": {"vraag", "plaatsen", "opties"},
    "open_los": {"titel", "plaatsen"},
    "open_thema": {"thema"},
    "open_verlopen": {"doel", "deadline"},
    "open_plaats": {"onderdeel", "aantal"},
    "kwartaal": {"nummer", "jaar"},
    "document_titel": {"document", "gemeente"},
    "lopende_titel": {"titel", "gemeente"},
    "pagina": set(),
    "pagina_van": set(),
}
"""The short texts the program needs, each with the names it may hold between braces."""


@dataclass
class _File:
    """One library file: its YAML tree, its body and where the body starts."""

    name: str
    key: str
    tree: Tree
    body: str = ""
    body_line: int = 1


@dataclass
class _Reader:
    """Collects what was read and every problem met on the way."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def problem(self, file: _File, path: YamlPath, message: str, word: str = "") -> None:
        self.problems.append(Problem(file.name, *file.tree.locate(path, word), ".".join(map(str, path)), message))

    def yaml_file(self, relative: str) -> _File:
        """Read a file that is YAML from first line to last."""
        path = self.root / relative
        text, problems = read_text(path)
        tree = parse_yaml(text, str(path)) if not problems else Tree()
        self.problems += [*problems, *tree.problems]
        return _File(str(path), path.stem, tree)

    def card_files(self, pattern: str) -> Iterator[_File]:
        """Read every Markdown file that fits the pattern, in order of name."""
        for path in sorted(self.root.glob(pattern)):
            text, problems = read_text(path)
            self.problems += problems
            if problems:
                continue
            front, body, body_line = _split_front_matter(text)
            tree = parse_yaml(front, str(path), first_line=2)
            self.problems += tree.problems
            if not _KEY.match(path.stem):
                message = "de bestandsnaam is de sleutel: gebruik alleen kleine letters en _"
                self.problems.append(Problem(str(path), 0, 0, "", message))
            yield _File(str(path), path.stem, tree, body, body_line)

    def check(self, model: type[Model], file: _File) -> Model | None:
        """Check the YAML of a file against its model."""
        if file.tree.problems:
            return None
        if file.tree.value is None:
            file.tree.value = {}
        value, problems = check_model(model, file.tree, file.name)
        self.problems += problems
        return value

    def condition(self, text: str, scope: Scope, file: _File, path: YamlPath) -> Condition:
        try:
            return parse_condition(text, scope)
        except ConditionError as error:
            self.problem(file, path, str(error), error.word)
            return parse_condition(_ALWAYS, scope)

    def wording(self, text: str, scope: Scope, file: _File, path: YamlPath) -> Wording:
        try:
            return parse_wording(text, scope)
        except WordingError as error:
            self.problem(file, path, str(error), error.word)
            return parse_wording("", scope)

    def parts(self, file: _File, scope: Scope) -> dict[str, Wording]:
        """Compile the parts of a body; a problem points at its line in the file."""
        texts, unknown = split_parts(file.body)
        for heading, line in unknown:
            message = f"onbekend of dubbel kopje «{heading}»; mogelijk zijn Kort, Meer, Bestaat, Voorstel, Te overwegen"
            self.problems.append(Problem(file.name, file.body_line + line - 1, 1, "", message))
        found: dict[str, Wording] = {}
        for key, (text, start) in texts.items():
            try:
                found[key] = parse_wording(text.strip("\n"), scope)
            except WordingError as error:
                skipped = len(text) - len(text.lstrip("\n"))
                line = file.body_line + start - 1 + skipped + error.line - 1
                self.problems.append(Problem(file.name, line, _column(text, error), "", str(error)))
        return found


def _column(text: str, error: WordingError) -> int:
    rows = text.strip("\n").split("\n")
    row = rows[error.line - 1] if error.line <= len(rows) else ""
    return max(row.find(error.word), 0) + 1 if error.word else 1


def _split_front_matter(text: str) -> tuple[str, str, int]:
    """Return front matter, body and the line on which the body starts; without front matter all is body."""
    rows = text.split("\n")
    if rows[0].strip() != "---":
        return "", text, 1
    for number, row in enumerate(rows[1:], 1):
        if row.strip() == "---":
            return "\n".join(rows[1:number]), "\n".join(rows[number + 1 :]), number + 2
    return "\n".join(rows[1:]), "", len(rows)


@lru_cache(maxsize=8)
def load_library(root: Path | None = None) -> Library:
    """Read the package in ``root`` (default: the shipped `standaard`), once per process.

    Raises LibraryError with every problem of every file.
    """
    reader = _Reader(root or shipped("templates") / "standaard")
    library = _read(reader)
    if reader.problems or library is None:
        raise LibraryError(reader.problems)
    return library


def _read(reader: _Reader) -> Library | None:
    package_file, outline_file = reader.yaml_file("pakket.yaml"), reader.yaml_file("opbouw.yaml")
    package, outline = reader.check(PackageHead, package_file), reader.check(OutlineHead, outline_file)
    words, sources = _words(reader), _sources(reader)
    files = {theme: list(reader.card_files(f"opties/{theme}/*.md")) for theme in get_args(THEMA)}
    for theme, head in package.themas.items() if package else ():
        _put_in_order(reader, package_file, theme, head.volgorde, files[theme])
    risk_files, text_files = list(reader.card_files("risicos/*.md")), list(reader.card_files("teksten/*.md"))
    if package is None or outline is None:
        return None
    settings = {
        key: Setting(key, head.waarde, head.label, head.aanname == "ja") for key, head in package.instellingen.items()
    }
    keys = frozenset(file.key for group in files.values() for file in group)
    facts, full = Scope(settings), Scope(settings, keys)
    cards = _unique(reader, (_card(reader, file, theme, facts, full) for theme in files for file in files[theme]))
    risks = {file.key: risk for file in risk_files if (risk := _risk(reader, file, full))}
    texts = {file.key: text for file in text_files if (text := _text(reader, file, full))}
    themes = {str(key): _theme(reader, package_file, key, head, full) for key, head in package.themas.items()}
    sections = _sections(reader, outline_file, outline, texts, full)
    title = reader.wording(outline.titel, full, outline_file, ("titel",))
    found = Library(
        package.naam, package.versie, settings, themes, cards, risks, texts, title, sections, words, sources,
        str(reader.root / "stijl.docx"),
    )  # fmt: skip
    _check_links(
        reader, found, {file.key: file for group in (*files.values(), risk_files, text_files) for file in group}
    )
    return found


def _put_in_order(reader: _Reader, package: _File, theme: str, order: tuple[str, ...], files: list[_File]) -> None:
    known = {file.key for file in files}
    _known(reader, package, ("themas", theme, "volgorde"), order, known, "onbekende optie")
    files.sort(key=lambda file: (order.index(file.key) if file.key in order else len(order), file.key))


def _unique(reader: _Reader, cards: Iterable[Card | None]) -> dict[str, Card]:
    found: dict[str, Card] = {}
    for card in cards:
        if card is None:
            continue
        if card.key in found:
            message = f"de optie `{card.key}` bestaat al in {found[card.key].file}"
            reader.problems.append(Problem(card.file, 0, 0, "", message))
        found[card.key] = card
    return found


def _words(reader: _Reader) -> Mapping[str, str]:
    file = reader.yaml_file("woorden.yaml")
    value = file.tree.value
    if not isinstance(value, dict):
        reader.problem(file, (), "hier horen woorden te staan, elk als `sleutel: tekst`")
        return {}
    for key, text in value.items():
        if not isinstance(text, str):
            reader.problem(file, (key,), "hier hoort tekst; zet een getal tussen aanhalingstekens")
        elif key in WORDS and not set(_WORD_NAME.findall(text)) <= WORDS[key]:
            names = ", ".join(f"{{{name}}}" for name in sorted(WORDS[key])) or "geen enkele naam"
            reader.problem(file, (key,), f"tussen accolades kan hier alleen: {names}")
    for key in sorted(set(WORDS) - set(value)):
        reader.problem(file, (), f"het woord `{key}` ontbreekt")
    for key in sorted(set(value) - set(WORDS)):
        reader.problem(file, (key, ""), f"onbekend woord `{key}`{suggest(str(key), WORDS)}")
    return {key: str(text) for key, text in value.items()}


def _sources(reader: _Reader) -> dict[str, Source]:
    file = reader.yaml_file("bronnen.yaml")
    found: dict[str, Source] = {}
    value = file.tree.value if isinstance(file.tree.value, dict) else {}
    for key in value:
        places = {path[1:]: place for path, place in file.tree.places.items() if path[:1] == (key,)}
        tree = Tree(value[key], {**places, (): file.tree.place((key,))}, [], file.tree.rows, file.tree.first_line)
        head, problems = check_model(SourceHead, tree, file.name)
        reader.problems += problems
        if head:
            found[key] = Source(key, head.titel, head.jaar, head.url, head.paragrafen)
    return found


def _theme(reader: _Reader, file: _File, key: str, head: ThemeHead, scope: Scope) -> Theme:
    path: YamlPath = ("themas", key, "terugval")
    fallback = _goal(reader, file, path, "terugval", head.terugval, scope) if head.terugval else None
    return Theme(key, head.titel, head.kern == "ja", fallback)


def _rules(reader: _Reader, file: _File, name: str, heads: tuple[RuleHead, ...], scope: Scope) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            reader.condition(head.als, scope, file, (name, number, "als")),
            reader.wording(head.reden, scope, file, (name, number, "reden")),
        )
        for number, head in enumerate(heads)
    )


def _goal(reader: _Reader, file: _File, path: YamlPath, key: str, head: GoalHead, scope: Scope) -> CardGoal:
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


def _card(reader: _Reader, file: _File, theme: THEMA, facts: Scope, full: Scope) -> Card | None:
    """Compile one option card; `kies_als` and its like see the profile only, texts and goals also the choices."""
    parts = reader.parts(file, full)
    head = reader.check(CardHead, file)
    if head is None:
        return None
    if "tekst" not in parts:
        reader.problems.append(Problem(file.name, file.body_line, 1, "", "de kaart heeft nog geen tekst"))
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


def _risk(reader: _Reader, file: _File, scope: Scope) -> Risk | None:
    parts = reader.parts(file, scope)
    head = reader.check(RiskHead, file)
    if head is None:
        return None
    if "tekst" not in parts:
        reader.problems.append(Problem(file.name, file.body_line, 1, "", "het risico heeft nog geen tekst"))
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


def _text(reader: _Reader, file: _File, scope: Scope) -> LibraryText | None:
    parts = reader.parts(file, scope)
    head = reader.check(TextHead, file)
    return LibraryText(file.key, parts, head.bronnen, head.rapport) if head else None


def _sections(
    reader: _Reader, file: _File, outline: OutlineHead, texts: Mapping[str, LibraryText], scope: Scope
) -> tuple[Section, ...]:
    seen: set[tuple[str, str]] = set()
    sections = []
    for number, head in enumerate(outline.onderdelen):
        content = []
        for index, row in enumerate(head.inhoud):
            path: YamlPath = ("onderdelen", number, "inhoud", index)
            given = [(kind, name) for kind in ("tekst", "opties", "tabel", "lijst") if (name := getattr(row, kind))]
            if len(given) != 1:
                reader.problem(file, path, "noem hier precies één van tekst, opties, tabel of lijst")
                continue
            kind, name = given[0]
            known = texts if kind == "tekst" else CONTENT.get(kind, (name,))
            if name not in known:
                reader.problem(file, (*path, kind), f"onbekende {kind} `{name}`{suggest(name, known)}", name)
            if (kind, name) in seen:
                reader.problem(file, (*path, kind), f"{kind} `{name}` staat al eerder in de opbouw", name)
            seen.add((kind, name))
            content.append(Content(kind, name, row.vanaf))
        title = reader.wording(head.titel, scope, file, ("onderdelen", number, "titel"))
        sections.append(Section(head.sleutel, title, head.vanaf, tuple(content)))
    doubled = {section.key for section in sections if sum(other.key == section.key for other in sections) > 1}
    for key in sorted(doubled):
        reader.problem(file, ("onderdelen",), f"het onderdeel `{key}` staat er twee keer", key)
    return tuple(sections)


def _check_links(reader: _Reader, library: Library, files: Mapping[str, _File]) -> None:
    """Refuse links to options, goals and sources that do not exist, and goals that wait for each other."""
    goals = {f"{card.key}.{goal.key}": goal for card in library.cards.values() for goal in card.goals}
    for card in library.cards.values():
        file = files[card.key]
        for name, keys in (("hoort_bij", card.belongs), ("sluit_uit", card.excludes)):
            _known(reader, file, (name,), keys, library.cards, "onbekende optie")
        for goal in card.goals:
            _known(reader, file, ("doelen", goal.key, "na"), goal.after, goals, "onbekend doel")
        _known_sources(reader, file, [*card.sources, *(example.source for example in card.practice)], library)
    for risk in library.risks.values():
        _known(reader, files[risk.key], ("bij",), risk.options, library.cards, "onbekende optie")
        _known_sources(reader, files[risk.key], risk.sources, library)
    for text in library.texts.values():
        _known_sources(reader, files[text.key], text.sources, library)
    for key in goals:
        if _waits_for_itself(key, goals):
            file = files[key.split(".")[0]]
            reader.problem(file, ("doelen", key.split(".")[1], "na"), f"het doel `{key}` wacht via `na` op zichzelf")


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


def _known(reader: _Reader, file: _File, path: YamlPath, keys: Iterable[str], known: Iterable[str], what: str) -> None:
    names = set(known)
    for key in keys:
        if key not in names:
            reader.problem(file, path, f"{what} `{key}`{suggest(key, names)}", key)


def _known_sources(reader: _Reader, file: _File, keys: Iterable[str], library: Library) -> None:
    report = library.sources.get("rapport")
    known = {*library.sources, *(report.sections if report else ())}
    _known(reader, file, ("bronnen",), keys, known, "onbekende bron")
