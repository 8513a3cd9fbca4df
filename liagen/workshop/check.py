"""A package looked through: every mistake that loading finds, and what reads or shows badly, all at once.

Only the files of the package itself are read for their wording; of the packages below it no more than what breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from liagen.chapter.markdown import lost_markup
from liagen.errors import LibraryError, Place, Problem
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.library.compile import compile_library
from liagen.library.layers import Layers, LibraryFile, Part
from liagen.library.package import HEAD, OPTIONAL_OUTLINES, OWN_QUESTIONS, PAPERS, Package
from liagen.library.packages import stack_packages
from liagen.workshop.claims import Claim, claims_of, rules_ask, word_pattern
from liagen.workshop.near_lists import near_lists
from liagen.workshop.own_files import PROSE, file_problems, text_values
from liagen.workshop.plain_text import TEMPLATE_MARKS, variants
from liagen.workshop.repeats import repeat_problems
from liagen.workshop.trial import trial_problems

MAX_SENTENCE_WORDS = 25
"""The most words in a sentence; the aims are those for texts at level B1."""

TARGET_MEAN = 15
LONG_WORD = 16
MAX_LONG_SHARE = 0.08
MAX_PARAGRAPH_WORDS = 100
MAX_REMARK_WORDS = 60

_MIN_SENTENCES = 5  # sentences below which a mean says nothing

_OPTIONS = "opties/"
_RULES_OF_PARTS = {"bestaat": "bestaat_als", "voorstel": "kies_als"}
"""What decides whether a part of an option is said."""

_OUTLINES = ("opbouw.yaml", "werkblad.yaml", *PAPERS.values(), *OPTIONAL_OUTLINES)
_TABLES = (*_OUTLINES, "rollen.yaml", "vergelijking.yaml", HEAD)
_LINE_FORM = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s|^\s*\||\n\s*\n\S", re.MULTILINE)
_BLOCK_START = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|>|$)")
# Behind the sign may come quotation marks and brackets; «2.1» and «bijv.x» are no end, as no space follows.
_SENTENCE_END = re.compile(r"[.!?…][»\")\]]*(?=\s)")
_WORD = re.compile(r"\w[\w'’-]*")
_NO_ANSWER = re.compile(r"[-–?.\s]*|n\.?v\.?t\.?|geen|onbekend|volgt|(?:nog|nader) te bepalen", re.IGNORECASE)
_GOAL = re.compile(r"(^doelen\.[^.]+|\.terugval)\.(eigenaar|indicator)\Z")


def check_package(path: Path, below: Iterable[Path] = ()) -> tuple[Problem, ...]:
    """Return every problem of a package that lies on what it is based on, in order of place.

    ``below`` are packages that it may be based on besides those of liagen. What loading refuses, what reads badly and
    what a trial of making shows come together; ``mistakes`` tells which are warnings.
    """
    try:
        packages = stack_packages([*below, path])
    except LibraryError as error:
        return error.problems
    own = packages[-1]
    try:
        refused: Iterable[Problem] = trial_problems(compile_library(packages))
    except LibraryError as error:
        refused = error.problems
    return LibraryError([*refused, *wording_problems(packages, own), *repeat_problems(packages, own)]).problems


def wording_problems(packages: tuple[Package, ...], own: Package) -> list[Problem]:
    """Return what reads or shows badly in the files of ``own``, which lies on top of the others."""
    layers = Layers(packages)
    cards = {folder: list(layers.cards(folder)) for folder in layers.folders}
    own_files = {file.name for file in own.files.values()}
    avoid = _avoided_patterns(layers.table(HEAD))
    problems = file_problems(own)
    # The texts of a card come from the merged card, as only that says which are shown; then only those of the own
    # package are judged.
    texts = [text for text in _texts(layers, cards, own_files) if text.file in own_files]
    if OWN_QUESTIONS in own.files:  # of each package alone: they are not laid on each other
        texts += _fields(Layers((own,)).table(OWN_QUESTIONS), {"vraag", "uitleg"})
    for text in texts:
        problems += [*_lost_markup(text), *_near_lists(text), *_readable(text), *_avoided_words(text, avoid)]
        problems += _long_remark(text)
    options = (card for folder, group in cards.items() if folder.startswith(_OPTIONS) for card in group)
    claims = claims_of(layers.table(HEAD), options)
    own_cards = {
        folder: [file for file in group if own_files.intersection(file.files)] for folder, group in cards.items()
    }
    for text, asked in _running_texts(own_cards):
        problems += _unconditional(text, claims.unconditional(text.text, asked)) if text.file in own_files else ()
    return [*problems, *(problem for problem in _cards(layers, cards) if problem.file in own_files)]


@dataclass(frozen=True)
class _Text:
    """One text with its field (empty for a body); ``place`` gives line and column of a word at an offset in it."""

    file: str
    field: str
    text: str
    place: Callable[[int, str], Place]

    def problem(self, offset: int, word: str, message: str, code: str) -> Problem:
        return Problem(self.file, message, place=self.place(offset, word), field=self.field, code=code)


def _texts(layers: Layers, cards: Mapping[str, list[LibraryFile]], own_files: set[str]) -> Iterator[_Text]:
    for group in cards.values():
        for file in (each for each in group if own_files.intersection(each.files)):
            yield from (_body(part) for part in file.parts.values())
            yield from _fields(file, PROSE)
    # `tekst` in an outline is the name of a file, not a text.
    for name in (*_TABLES, "woorden.yaml"):
        file = layers.table(name)
        if own_files.intersection(file.files):
            names = None if name == "woorden.yaml" else PROSE - {"tekst"} if name in _OUTLINES else PROSE
            yield from _fields(file, names)


def _body(part: Part) -> _Text:
    def place(offset: int, _word: str) -> Place:
        before = part.text[:offset]
        return part.line + before.count("\n"), offset - before.rfind("\n")

    return _Text(part.file, "", part.text, place)


def _fields(file: LibraryFile, names: set[str] | None) -> Iterator[_Text]:
    """Give the texts of a YAML file; with ``names`` only those below keys of these names."""
    tree = file.tree
    for path, value in text_values(tree.value, ()):
        if names is None or path[-1] in names:

            def place(_offset: int, word: str, path: YamlPath = path) -> Place:
                return tree.locate(path, word)

            yield _Text(tree.source(path) or file.name, dotted(path), value, place)


def _lost_markup(text: _Text) -> Iterator[Problem]:
    seen: set[tuple[str, int]] = set()
    for plain in variants(text.text):
        starts = _line_starts(plain.text)
        for lost in lost_markup(plain.text):
            row = plain.text[starts[lost.line - 1] :].split("\n")[0]
            offset = plain.offset(starts[lost.line - 1] + max(row.find(lost.sign), 0))
            if (lost.what, offset) in seen:
                continue
            seen.add((lost.what, offset))
            if lost.shown:
                yield text.problem(offset, lost.sign, f"{lost.what} kan niet in de tekst; haal de tekens weg", "LIA101")
            else:
                yield text.problem(offset, lost.sign, f"{lost.what} kan niet in Word komen; schrijf het plat", "LIA102")
    if text.field and _LINE_FORM.search(text.text.strip()):
        yield text.problem(0, "", "hier komt alles op één regel: lijsten en witregels verdwijnen", "LIA102")


def _near_lists(text: _Text) -> Iterator[Problem]:
    seen: set[int] = set()
    for plain in variants(text.text):
        for place, sign in near_lists(plain.text):
            offset = plain.offset(place)
            if offset not in seen:
                seen.add(offset)
                message = "dit wordt geen lijst maar één alinea; begin elke regel met een streepje en een spatie"
                yield text.problem(offset, sign, message, "LIA103")


def _readable(text: _Text) -> Iterator[Problem]:
    sentences: dict[int, list[str]] = {}
    paragraphs: dict[int, list[str]] = {}
    for plain in variants(text.text):
        for start, block in _blocks(plain.text):
            found = list(_sentences(block))
            # One sentence is seen in more variants of a text: the longest that a reader can get is judged, once.
            for begin, words in found:
                offset = plain.offset(start + begin)
                sentences[offset] = max(sentences.get(offset, []), words, key=len)
            whole = [word for _, words in found for word in words]
            paragraphs[plain.offset(start)] = max(paragraphs.get(plain.offset(start), []), whole, key=len)
    for offset, words in paragraphs.items():
        if len(words) > MAX_PARAGRAPH_WORDS:
            message = (
                f"deze alinea heeft {len(words)} woorden; zet na hoogstens {MAX_PARAGRAPH_WORDS} woorden een lege regel"
            )
            yield text.problem(offset, words[0], message, "LIA113")
    for offset, words in sentences.items():
        if len(words) > MAX_SENTENCE_WORDS:
            message = (
                f"deze zin heeft {len(words)} woorden; maak er zinnen van hoogstens {MAX_SENTENCE_WORDS} woorden van"
            )
            yield text.problem(offset, words[0], message, "LIA110")
    yield from _text_averages(text, list(sentences.values()))


def _text_averages(text: _Text, sentences: list[list[str]]) -> Iterator[Problem]:
    words = [word for sentence in sentences for word in sentence]
    if len(sentences) >= _MIN_SENTENCES and len(words) / len(sentences) > TARGET_MEAN:
        mean = round(len(words) / len(sentences), 1)
        message = f"de zinnen hebben hier gemiddeld {str(mean).replace('.', ',')} woorden; streef naar {TARGET_MEAN}"
        yield text.problem(0, "", message, "LIA111")
    long = sorted({word.lower() for word in words if len(word) >= LONG_WORD})
    if len(long) > 2 and sum(len(word) >= LONG_WORD for word in words) / len(words) > MAX_LONG_SHARE:
        yield text.problem(0, "", f"hier staan veel lange woorden: {', '.join(long)}; zoek gewone woorden", "LIA112")


def _long_remark(text: _Text) -> Iterator[Problem]:
    if text.field == "opmerking":
        most = max(len(_WORD.findall(plain.text)) for plain in variants(text.text))
        if most > MAX_REMARK_WORDS:
            message = f"deze opmerking heeft {most} woorden; maak er hoogstens {MAX_REMARK_WORDS} van"
            yield text.problem(0, "", message, "LIA114")


def _avoided_patterns(head: LibraryFile) -> dict[str, re.Pattern[str]]:
    """Return the words to avoid: what to say about each, and how to find it."""
    found = head.tree.mapping.get("niet_schrijven")
    rows = found.items() if isinstance(found, dict) else ()
    return {
        f"schrijf niet «{word}»: {advice}": word_pattern(word)
        for word, advice in rows
        if word.strip("* ") and isinstance(advice, str)
    }


def _avoided_words(text: _Text, avoid: Mapping[str, re.Pattern[str]]) -> Iterator[Problem]:
    # As many spaces as it had signs, so that places in the text stay what they are.
    plain = TEMPLATE_MARKS.sub(_blanked, text.text)
    for message, pattern in avoid.items():
        for match in pattern.finditer(plain):
            yield text.problem(match.start(), match[0], message, "LIA120")


def _blanked(mark: re.Match[str]) -> str:
    """Return spaces for a mark, as long as it is; the words of a proposal stay where they are."""
    words = mark["proposal"] or ""
    before = " " * (mark.start("proposal") - mark.start()) if words else ""
    return f"{before}{words}".ljust(len(mark[0]))


def _unconditional(text: _Text, claims: Iterable[Claim]) -> Iterator[Problem]:
    for claim in claims:
        fields = " of ".join(f"`{path}`" for path in claim.fields)
        message = f"«{claim.word}» staat buiten een voorwaarde op {fields}; zet er een `if` omheen"
        yield text.problem(claim.offset, claim.typed, message, "LIA115")


def _running_texts(cards: Mapping[str, list[LibraryFile]]) -> Iterator[tuple[_Text, frozenset[str]]]:
    """Give what is said in running text, with the fields that are asked before it is said."""
    for folder, group in cards.items():
        for file in group:
            if folder == "teksten":
                yield from ((_body(part), frozenset()) for part in file.parts.values())
            elif folder.startswith(_OPTIONS):
                parts = ((file.parts.get(name), key) for name, key in _RULES_OF_PARTS.items())
                yield from ((_body(part), rules_ask(file, [key])) for part, key in parts if part)
                yield from ((text, frozenset()) for text in _fields(file, {"kort_punt", "nu_niet"}))


def _cards(layers: Layers, cards: Mapping[str, list[LibraryFile]]) -> Iterator[Problem]:
    """Give what is wrong with cards as a whole: no source, goals that nobody owns, goals that say the same."""
    goals: dict[str, str] = {}
    for folder, group in cards.items():
        for file in group:
            if folder != "teksten" and file.tree.mapping.get("bronnen") == []:
                message = "noem een bron; staat dit in geen bron, zeg dan in de tekst dat het een aanname is"
                yield _problem_at(file, ("bronnen",), message, "LIA121")
            yield from _goals(file, goals)
    yield from _goals(layers.table(HEAD), goals)


def _goals(file: LibraryFile, goals: dict[str, str]) -> Iterator[Problem]:
    for path, text in text_values(file.tree.value, ()):
        field = dotted(path)
        if (found := _GOAL.search(field)) and _NO_ANSWER.fullmatch(text):
            message = f"het doel heeft geen {found[2]}; noem haar, of maak een invulplek: [invullen: {found[2]}]"
            yield _problem_at(file, path, message, "LIA086")
        if path[-1] == "wat" and text in goals:
            yield _problem_at(
                file, path, f"deze zin is ook het doel van `{goals[text]}`; geef elk doel een eigen zin", "LIA123"
            )
        elif path[-1] == "wat":
            goals[text] = ".".join([file.key, *map(str, path[-2:-1])])


def _problem_at(file: LibraryFile, path: YamlPath, message: str, code: str) -> Problem:
    return Problem(
        file.tree.source(path) or file.name, message, place=file.tree.place(path), field=dotted(path), code=code
    )


# ------------------------------------------------------------ sentences


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Give every paragraph and list item with its offset."""
    start = at = 0
    for row in text.split("\n"):
        if _BLOCK_START.match(row) and text[start:at].strip():
            yield start, text[start:at]
            start = at
        at += len(row) + 1
    if text[start:].strip():
        yield start, text[start:]


def _sentences(block: str) -> Iterator[tuple[int, list[str]]]:
    """Give every sentence of a block: the offset of its first word, and its words."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(block)), len(block)]:
        words = list(_WORD.finditer(block, start, end))
        if words:
            yield words[0].start(), [word[0] for word in words]
        start = end
