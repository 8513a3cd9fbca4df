"""Texts of the library read. Jinja only reads the text; what it says is worked out by ``wording``.

Small on purpose: output of profile fields, ``{% if %}`` with the condition language, ``{% for %}`` over profile lists,
and a handful of ``filters``. All of it is checked at load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from liagen.errors import suggest
from liagen.library.condition_parser import ConditionError, Scope, check_spelling, condition_node, dotted_name
from liagen.library.conditions import Condition, write_condition
from liagen.library.derived import AFTER_PLANNING, GOALS_IN_TABLE, NOT_PRINTED, derived_specs
from liagen.library.fill_ins import fill_in_mistakes, is_proposal
from liagen.library.filters import ACCEPTED_KINDS, FILTER_ARGUMENTS, FILTERS, FILTERS_ON_PHRASES
from liagen.library.goal_list import LOOPED_GOALS, PRINTED_OF_GOAL, goal_specs
from liagen.library.markup import markup_mistakes, with_marked_addresses
from liagen.library.option_lists import OPTION_LISTS, PRINTED, ListedOption, option_specs
from liagen.library.wording import (
    AMOUNT,
    CARD,
    CARD_PARTS,
    EXPLANATION,
    EXTRA_NAMES,
    TITLE,
    YEAR,
    Branch,
    Branches,
    DatedFactTold,
    Explanation,
    Expression,
    FieldValue,
    Filtered,
    Fixed,
    GoalNumber,
    GoalWords,
    Joined,
    OptionWords,
    Phrases,
    PlacedCard,
    Printed,
    Repeated,
    RepeatedGoal,
    RepeatedOption,
    RowValue,
    TakenIn,
    TextPiece,
    Wording,
)
from liagen.profile.fields import FieldSpec, field_specs, row_fields
from liagen.profile.group import FieldKind
from liagen.profile.own_fields import OWN_FIELDS, profile_model

_TAGS = re.compile(r"\{%.*?%\}")

MAX_SIZE = 100_000
"""How long a text may be, together with what it shows of the texts below it."""

MAX_DEPTH = 100
"""How deep statements may stand in each other, together with those of the text below."""

_BELOW = "hieronder"
_TEXT, _FACT, _NUMBER = "tekst", "feit", "doelnummer"
OPTION_LOOP: Final = "opties"
"""What a loop along options counts as among what a text takes in."""

CALLS: Final = (_TEXT, CARD, EXPLANATION, _FACT, _NUMBER)
"""What takes something into a text that stands elsewhere, with its key between brackets."""

_SHOWS_BELOW = re.compile(rf"\{{\{{[-+]?\s*{_BELOW}\b")
_IF = re.compile(r"\{%[-+]?\s*(?:if|elif)\b(.*?)[-+]?%\}", re.DOTALL)
_OLD_TAG = re.compile(r"\{%[-+]?\s*(extends|block|endblock)\b")

_RESERVED = (
    *OPTION_LISTS,
    *LOOPED_GOALS,
    "loop",
    "self",
    "keuze",
    "instelling",
    "plan",
    AMOUNT,
    _BELOW,
    *CALLS,
    *EXTRA_NAMES,
)
_TAKEN = {*_RESERVED, OWN_FIELDS, *(path.split(".")[0] for path in field_specs())}


class WordingError(ValueError):
    """A text that cannot be rendered; ``line`` counts from 1 within the text, ``word`` is the part to point at."""

    def __init__(self, message: str, line: int, code: str, word: str = "") -> None:
        """Keep the message (Dutch), the line, the code of this kind of mistake and the offending part."""
        super().__init__(message)
        self.line = line
        self.code = code
        self.word = word
        self.others: tuple[WordingError, ...] = ()  # what else is wrong with the text


MAX_ERRORS = 20
"""How much is told of one text; to look for what was meant takes time."""

_GRAMMAR = Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True)
_NOTHING_TO_TAKE_IN: Final = Phrases()


def parse_wording(
    text: str, scope: Scope, below: Wording | None = None, phrases: Phrases = _NOTHING_TO_TAKE_IN
) -> Wording:
    """Check and compile one text. Raises WordingError (Dutch, with line) for anything outside the small subset.

    ``below`` is what ``{{ hieronder }}`` shows: the same text in the packages below. ``phrases`` is what it may take
    in with ``tekst()`` and ``kaart()``.
    """
    wrong = [WordingError(each.message, each.line, each.code, each.word) for each in fill_in_mistakes(text)]
    wrong += [
        WordingError(each.message, each.line, "LIA098", each.word) for each in markup_mistakes(text, phrases.pictures)
    ]
    try:
        found = _kept_or_parsed(with_marked_addresses(phrases.tone.applied(text)), scope, below, phrases)
    except WordingError as error:
        error.others = (*error.others, *wrong)[: MAX_ERRORS - 1]
        raise
    if wrong:
        wrong[0].others = tuple(wrong[1:MAX_ERRORS])
        raise wrong[0]
    return found


_KEPT: Final[dict[tuple[object, ...], tuple[Wording, Sequence[Wording]]]] = {}
"""What texts came to, by all that decides it, with what they take in, so that this stays the same object."""


def _kept_or_parsed(text: str, scope: Scope, below: Wording | None, phrases: Phrases) -> Wording:
    """Return what a text came to before, when nothing that decides it is different now.

    A package is read again after each change of one file, and another package lies on the same one.
    """
    named = _named_once(text) if len(text) <= _MOST_KEPT and below is None and not scope.rows else None
    taken = [phrases.texts.get(key) for key in named.texts] if named else [None]
    if named is None or None in taken:
        return _parse(text, scope, below, phrases)
    texts = [each for each in taken if each]
    asked = {name.removeprefix("keuze.") for each in texts for name in each.asked}
    key = (
        text, profile_model(), scope.planned, scope.of_goal,
        scope.settings is None or frozenset(scope.settings.items()),
        scope.options & (named.words | asked), scope.goals & named.words, not scope.goals, *map(id, texts),
    )  # fmt: skip
    kept = _KEPT.get(key)
    if kept is None:
        kept = _parse(text, scope, below, phrases), texts
        if len(_KEPT) >= _MOST_TEXTS_KEPT:
            _KEPT.clear()
        _KEPT[key] = kept
    return kept[0]


_MOST_TEXTS_KEPT: Final = 4096  # some times as many as came with liagen
_WORDS: Final = re.compile(r"\w+(?:\.\w+)*")


@dataclass(frozen=True)
class _Named:
    """What a text names: its ``words``, dotted ones also in parts, and the keys of the ``texts`` it takes in."""

    words: frozenset[str]
    texts: tuple[str, ...]


@lru_cache(maxsize=4096)
def _named_once(text: str) -> _Named | None:
    """Return what a text names; None when more decides what it says, or it cannot be read."""
    try:
        tree = _parsed(text) if "{" in text else nodes.Template([])
    except (TemplateSyntaxError, WordingError, RecursionError):
        return None
    calls = list(tree.find_all(nodes.Call))
    looped = [each.iter for each in tree.find_all(nodes.For)]
    of_all_cards = any(_name_of(call) in (CARD, _FACT) for call in calls) or any(
        isinstance(each, nodes.Name) and each.name in OPTION_LISTS for each in looped
    )
    # Behind a backslash a name may be spelled so that it is none of the words here.
    if of_all_cards or "\\" in text:
        return None
    found = _WORDS.findall(text)
    texts = [
        arg.value for call in calls if _name_of(call) == _TEXT for arg in call.args if isinstance(arg, nodes.Const)
    ]
    return _Named(frozenset(found).union(*(each.split(".") for each in found)), tuple(map(str, texts)))


def _parse(text: str, scope: Scope, below: Wording | None, phrases: Phrases) -> Wording:
    if "{" not in text:
        return Wording(text, None, (), len(text))
    try:
        return _Compiler(text, scope, below, phrases).wording()
    except TemplateSyntaxError as error:
        if old := _OLD_TAG.search(text):
            raise _old_form(old[1], text.count("\n", 0, old.start()) + 1) from error
        if misspelled := list(_misspelled_conditions(text)):
            misspelled[0].others = tuple(misspelled[1:MAX_ERRORS])
            raise misspelled[0] from error
        message = "dit sjabloon klopt niet; kijk naar de accolades, {% if %} en {% endif %}"
        raise WordingError(message, error.lineno, "LIA060") from error
    except RecursionError as error:
        raise WordingError(_TOO_DEEP, 1, "LIA068") from error


def _misspelled_conditions(text: str) -> Iterator[WordingError]:
    """Give the conditions in a text that cannot be read and that can be spelled rightly."""
    for tag in _IF.finditer(text):
        try:
            check_spelling(tag[1])
        except ConditionError as error:
            if error.code == "LIA059":
                line = text.count("\n", 0, text.index(error.word, tag.start(1))) + 1
                yield WordingError(str(error), line, error.code, error.word)


_TOO_DEEP = "dit sjabloon zit te diep in elkaar; maak het eenvoudiger"


def shows_below(text: str) -> bool:
    """Say whether ``{{ hieronder }}`` stands in a text."""
    return _SHOWS_BELOW.search(text) is not None


def taken_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return what a text takes in, as ``tekst`` or ``kaart`` and a key, or ``OPTION_LOOP`` and a list of options.

    Nothing of a text that is no template.
    """
    return _taken_in_once(text) if len(text) <= _MOST_KEPT else tuple(_taken_in(text))


def _taken_in(text: str) -> Iterator[tuple[str, str]]:
    loops = any(name in text for name in OPTION_LISTS)
    if not loops and not any(f"{call}(" in text.replace(" ", "") for call in CALLS):
        return
    try:
        tree = _parsed(text)
        calls = list(tree.find_all(nodes.Call))
    except (TemplateSyntaxError, WordingError, RecursionError):
        return
    for call in calls:
        if (name := _name_of(call)) in CALLS:
            yield from ((name, str(arg.value)) for arg in call.args[:1] if isinstance(arg, nodes.Const))
    for each in tree.find_all(nodes.For):
        if isinstance(each.iter, nodes.Name) and each.iter.name in OPTION_LISTS:
            yield OPTION_LOOP, each.iter.name


def _old_form(word: str, line: int) -> WordingError:
    message = "schrijf {{ hieronder }} waar de tekst uit het pakket eronder komt, zonder extends, block en super()"
    return WordingError(message, line, "LIA074", word)


def _keep_line_ends(text: str) -> str:
    """Keep the line end after words that end in a tag: only a line of nothing but tags disappears from a text."""
    return "\n".join(
        f"{row} " if row.endswith("%}") and _TAGS.sub("", row).strip() else row for row in text.split("\n")
    )


def _parsed(text: str) -> nodes.Template:
    """Return what Jinja makes of a text; who asks may only look at it, as the next one gets the same."""
    kept = _keep_line_ends(text)
    try:
        return _parsed_once(kept) if len(kept) <= _MOST_KEPT else _GRAMMAR.parse(kept)
    except ValueError as error:  # a number of thousands of digits
        raise WordingError("zet vaste tekst buiten de accolades", 1, "LIA063") from error


_MOST_KEPT: Final = 10_000  # letters of a text that is kept: all that came with liagen are shorter


@lru_cache(maxsize=1024)  # of a package that is looked through or changed, nearly all texts come again as they were
def _parsed_once(text: str) -> nodes.Template:
    return _GRAMMAR.parse(text)


@lru_cache(maxsize=1024)  # the same
def _taken_in_once(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_taken_in(text))


class _Compiler:
    """Checks one text and makes what renders it; keeps the conditions, the size and the depth met on the way."""

    def __init__(self, text: str, scope: Scope, below: Wording | None, phrases: Phrases) -> None:
        self.source = text
        self.scope = scope
        self.below = below
        self.phrases = phrases
        self.conditions: list[Condition] = []
        self.row_conditions: list[Condition] = []
        self.taken: list[Wording] = []
        self.cards: set[str] = set()
        self.facts: set[str] = set()
        self._placed = {
            CARD: self._card,
            EXPLANATION: self._explanation,
            _FACT: self._fact,
            _NUMBER: self._goal_number,
        }
        self.printed: set[str] = set()
        self.loops = False
        self.size = len(text)
        self.depth = self.deepest = 0

    def wording(self) -> Wording:
        tree = _parsed(self.source)
        if _OLD_TAG.search(self.source):
            self._refuse_old_form(tree)
        self._check_size(1)
        piece = self._text(tree.body, {})
        conditions = (*self.conditions, *self.row_conditions)
        named = [name for condition in conditions for name in condition.names]
        return Wording(
            self.source,
            piece,
            tuple(self.conditions),
            self.size,
            self.deepest,
            self.loops or any(each.loops for each in self.taken),
            frozenset(named).union(self.printed, *(each.asked for each in self.taken)),
            frozenset(self.cards).union(*(each.cards for each in self.taken)),
            frozenset(self.facts).union(*(each.facts for each in self.taken)),
        )

    def _refuse_old_form(self, tree: nodes.Template) -> None:
        for old in tree.find_all((nodes.Extends, nodes.Block)):
            raise _old_form(type(old).__name__.lower(), old.lineno)

    def _text(self, found: Sequence[nodes.Node], rows: Mapping[str, str]) -> TextPiece:
        """Check these nodes and return the text they make; ``rows`` gives the list behind each name of a row."""
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        parts = [part for node in found for part in (node.nodes if isinstance(node, nodes.Output) else (node,))]
        try:
            pieces = _every(partial(self._piece, part, rows) for part in parts)
        finally:
            self.depth -= 1
        return pieces[0] if len(pieces) == 1 else Joined(tuple(pieces))

    def _piece(self, node: nodes.Node, rows: Mapping[str, str]) -> TextPiece:
        if isinstance(node, nodes.Name) and node.name == _BELOW:
            return self._text_below(node.lineno, rows)
        if isinstance(node, nodes.Call) and (placed := self._placed.get(_name_of(node))):
            return placed(node, rows)
        if isinstance(node, nodes.Expr):
            return self._shown(node, rows)
        if isinstance(node, nodes.If):
            return self._choice(node, rows)
        if isinstance(node, nodes.For):
            return self._repeated(node, rows)
        line = next(part.lineno for part in (node, *node.find_all(nodes.Node)) if part.lineno)
        message = "dit kan niet in een tekst; gebruik {{ veld }}, {% if %}, {% for %} en filters"
        raise WordingError(message, line, "LIA062")

    def _text_below(self, line: int, rows: Mapping[str, str]) -> TextPiece:
        if self.below is None:
            message = "hier ligt niets onder: dit deel staat niet in een pakket hieronder; haal {{ hieronder }} weg"
            raise WordingError(message, line, "LIA071", _BELOW)
        if rows:
            raise WordingError("zet {{ hieronder }} buiten {% for %}", line, "LIA066", _BELOW)
        self._take_in(self.below, line, _BELOW)
        self.conditions += self.below.conditions
        return TakenIn(self.below)

    def _take_in(self, found: Wording, line: int, word: str) -> None:
        """Count what is shown of another text as part of this one."""
        self.taken.append(found)
        self.size += found.size
        self._check_size(line, word)
        self.deepest = max(self.deepest, self.depth + found.depth)
        if self.deepest > MAX_DEPTH:
            raise WordingError(_TOO_DEEP, line, "LIA068", word)

    def _check_size(self, line: int, word: str = "") -> None:
        if self.size > MAX_SIZE:
            message = "deze tekst wordt te groot met wat hij van andere laat zien; maak hem korter"
            raise WordingError(message, line, "LIA068", word)

    def _placed_key(self, node: nodes.Call, rows: Mapping[str, str], name: str) -> str:
        """Return the key of what only the text of a section can place, and that once."""
        key = _key_between_brackets(node)
        if self.phrases.cards is None:
            message = f"`{name}()` kan alleen in een tekst uit de map teksten"
            raise WordingError(message, node.lineno, "LIA076", name)
        self._refuse_in_loop(node, rows, name)
        return key

    def _refuse_in_loop(self, node: nodes.Call, rows: Mapping[str, str], name: str) -> None:
        if rows:
            raise WordingError(f"zet {{{{ {name}() }}}} buiten {{% for %}}", node.lineno, "LIA066", name)

    def _card(self, node: nodes.Call, rows: Mapping[str, str]) -> TextPiece:
        """Return what a card says under its verdict; nothing when it is not shown or has no words for that."""
        key = self._placed_key(node, rows, CARD)
        if key not in self.scope.options:
            removed = self.scope.removed.get(key)
            hint = f"; {removed} haalt die weg" if removed else suggest(key, self.scope.options)
            raise WordingError(f"onbekende optie `{key}`{hint}", node.lineno, "LIA082", key)
        card = (self.phrases.cards or {}).get(key)
        parts = {name: part for name, part in card.parts.items() if name in CARD_PARTS} if card else {}
        for part in parts.values():
            self._take_in(part, node.lineno, key)
        self.cards.add(key)

        return PlacedCard(key, parts)

    def _fact(self, node: nodes.Call, rows: Mapping[str, str]) -> TextPiece:
        """Return what a source says on the day of the draft; nothing when it says nothing that day."""
        key = self._placed_key(node, rows, _FACT)
        if key not in self.phrases.facts:
            message = f"geen bron met feiten `{key}`{suggest(key, self.phrases.facts)}"
            raise WordingError(message, node.lineno, "LIA085", key)
        self.facts.add(key)

        return DatedFactTold(key)

    def _explanation(self, node: nodes.Call, rows: Mapping[str, str]) -> TextPiece:
        """Return the officer's own words beside a field, as a sentence; nothing when there are none."""
        path = _key_between_brackets(node)
        self._refuse_in_loop(node, rows, EXPLANATION)
        if path not in field_specs():
            message = f"onbekend veld `{path}`{suggest(path, field_specs())}"
            raise WordingError(message, node.lineno, "LIA061", path)

        return Explanation(path)

    def _goal_number(self, node: nodes.Call, _rows: Mapping[str, str]) -> TextPiece:
        """Return the number of a goal in the table of this chapter; nothing when it does not stand there."""
        key = _key_between_brackets(node)
        if key not in self.scope.goals:
            removed = self.scope.removed.get(key.partition(".")[0])
            hint = f"; {removed} haalt die weg" if removed else suggest(key, self.scope.goals)
            raise WordingError(f"onbekend doel `{key}`{hint}", node.lineno, "LIA083", key)
        if not self.scope.planned:
            message = f"`{_NUMBER}()` is hier nog niet bekend: de doelen worden pas hierna gekozen"
            raise WordingError(message, node.lineno, "LIA067", _NUMBER)
        self.printed.add(GOALS_IN_TABLE)

        return GoalNumber(key)

    def _phrase(self, node: nodes.Call, rows: Mapping[str, str]) -> Expression:
        """Return the text that goes by a key, as it stands before its first heading."""
        if (name := _name_of(node)) not in CALLS:
            _path(node)  # says what may stand here
        key = _key_between_brackets(node)
        if name != _TEXT:
            raise WordingError(f"schrijf {{{{ {name}() }}}} zonder filter", node.lineno, "LIA065", name)
        found = self.phrases.texts.get(key)
        if found is None and key in self.phrases.names:
            message = f"de tekst `{key}` plaatst kaarten of feiten; dat kan alleen in een tekst uit de map teksten"
            raise WordingError(message, node.lineno, "LIA076", key)
        if found is None:
            message = f"onbekende tekst `{key}`{suggest(key, self.phrases.names)}"
            raise WordingError(message, node.lineno, "LIA077", key)
        if rows and found.loops:
            raise WordingError("zet een tekst met een lijst erin buiten {% for %}", node.lineno, "LIA066", key)
        if early := next((name for name in sorted(found.asked) if self._is_too_early(name)), ""):
            message = f"de tekst `{key}` kijkt naar `{early}`; dat is hier nog niet bekend"
            raise WordingError(message, node.lineno, "LIA076", key)
        self._take_in(found, node.lineno, key)
        return TakenIn(found)

    def _choice(self, node: nodes.If, rows: Mapping[str, str]) -> TextPiece:
        """Return the text of the first branch whose condition is ja; unknown is not."""
        steps = [
            step
            for each in (node, *node.elif_)
            for step in (partial(self._condition, each, rows), partial(self._text, each.body, rows))
        ]
        *told, otherwise = _every([*steps, partial(self._text, node.else_, rows)])
        branches = tuple(map(Branch, told[::2], told[1::2]))
        return Branches(branches, otherwise, next(iter(rows), ""))

    def _condition(self, node: nodes.If, rows: Mapping[str, str]) -> Condition:
        scope = self.scope
        if rows:
            scope = replace(scope, rows={name: self._row_specs(name, path) for name, path in rows.items()})
        try:
            tree = condition_node(node.test, scope)
        except ConditionError as error:
            raise WordingError(str(error), node.lineno, error.code, error.word) from error
        condition = Condition(write_condition(tree), tree)
        # What looks at a row has an answer for each row, and none for a municipality.
        of_row = any(name.split(".")[0] in rows for name in condition.names)
        (self.row_conditions if of_row else self.conditions).append(condition)
        return condition

    def _row_specs(self, name: str, path: str) -> dict[str, FieldSpec]:
        if path in LOOPED_GOALS:
            return goal_specs(name)
        if path not in OPTION_LISTS:
            return row_specs(name, path)
        return option_specs(name, self.scope.options, (card.theme for card in (self.phrases.cards or {}).values()))

    def _repeated(self, node: nodes.For, rows: Mapping[str, str]) -> TextPiece:
        """Return the text once for every row; that of `else` when there is none."""
        name, path, newest = _loop(node, rows)
        self.loops = True
        if path in OPTION_LISTS:
            return self._repeated_option(node, name, path)
        if path in LOOPED_GOALS:
            return self._repeated_goal(node, name, path)
        inside = partial(self._text, node.body, {**rows, name: path})
        once, otherwise = _every([inside, partial(self._text, node.else_, rows)])

        return Repeated(path, newest, once, otherwise)

    def _repeated_option(self, node: nodes.For, name: str, path: str) -> TextPiece:
        """Return the text once for every option with this verdict, in their own order."""
        if self.phrases.cards is None:
            message = f"`{path}` kan alleen in een tekst uit de map teksten"
            raise WordingError(message, node.lineno, "LIA076", path)
        inside = partial(self._text, node.body, {name: path})
        once, otherwise = _every([inside, partial(self._text, node.else_, {})])
        listed = tuple(
            ListedOption(key, card.theme, card.step, "ja" if card.short else "nee")
            for key, card in self.phrases.cards.items()
        )
        return RepeatedOption(path, OPTION_LISTS[path], listed, once, otherwise)

    def _repeated_goal(self, node: nodes.For, name: str, path: str) -> TextPiece:
        """Return the text once for every goal of a list."""
        if not self.scope.planned:
            message = f"`{path}` is hier nog niet bekend: de doelen worden pas hierna gekozen"
            raise WordingError(message, node.lineno, "LIA067", path)
        inside = partial(self._text, node.body, {name: path})
        once, otherwise = _every([inside, partial(self._text, node.else_, {})])
        self.printed.add(GOALS_IN_TABLE)
        return RepeatedGoal(path, once, otherwise)

    def _of_option(self, node: nodes.Node, path: str, name: str, rest: str) -> Expression:
        """Return what is shown of the option of a loop; nothing when it has no such words."""
        if rest not in PRINTED:
            hint = suggest(rest, PRINTED) or f"; kies uit {', '.join(f'{name}.{each}' for each in PRINTED)}"
            message = f"onbekend veld `{f'{name}.{rest}'.rstrip('.')}`{hint}"
            raise WordingError(message, node.lineno, "LIA061", rest or name)
        verdict = OPTION_LISTS[path]
        found = {key: card.shown(rest, verdict) for key, card in (self.phrases.cards or {}).items()}
        shown = {key: words for key, words in found.items() if words}
        for key, words in shown.items():
            self._take_in(words, node.lineno, key)
        return OptionWords(shown, verdict)

    def _is_too_early(self, name: str) -> bool:
        """Say whether a name has no value yet where this text is read."""
        is_chosen_later = name.startswith("keuze.") and name.removeprefix("keuze.") not in self.scope.options
        return is_chosen_later or (name in (*AFTER_PLANNING, TITLE) and not self.scope.planned)

    def _shown(self, node: nodes.Expr, rows: Mapping[str, str]) -> TextPiece:
        if isinstance(node, nodes.TemplateData):
            return Fixed(node.data)
        return Printed(self._expression(node, rows))

    def _expression(self, node: nodes.Node, rows: Mapping[str, str], listed: bool = False) -> Expression:
        if isinstance(node, nodes.Const):
            raise WordingError("zet vaste tekst buiten de accolades", node.lineno, "LIA063")
        if isinstance(node, nodes.Filter) and node.node is not None:
            if node.name not in FILTERS:
                message = f"onbekend filter `{node.name}`{suggest(node.name, FILTERS)}"
                raise WordingError(message, node.lineno, "LIA064", node.name)
            starred = node.kwargs or node.dyn_args or node.dyn_kwargs
            if starred or not all(isinstance(arg, nodes.Const) and isinstance(arg.value, str) for arg in node.args):
                message = f"het filter `{node.name}` krijgt alleen vaste teksten mee"
                raise WordingError(message, node.lineno, "LIA065", node.name)
            wanted = FILTER_ARGUMENTS.get(node.name, 0)
            if len(node.args) != wanted:
                told = "1 tekst" if wanted == 1 else f"{wanted} teksten"
                raise WordingError(f"het filter `{node.name}` krijgt {told} mee", node.lineno, "LIA065", node.name)
            if node.name == "voorzet" and not is_proposal(node.args[0].as_const()):
                message = "schrijf in een voorzet gewone woorden, zonder opmaak en zonder [ en ]"
                raise WordingError(message, node.lineno, "LIA075", node.name)
            kind = _kind_of(node.node, rows, self.scope)
            value = self._expression(node.node, rows, listed="groepen" in ACCEPTED_KINDS[node.name])
            if kind not in ACCEPTED_KINDS[node.name] or (_is_call(node.node) and node.name not in FILTERS_ON_PHRASES):
                raise WordingError(f"het filter `{node.name}` past hier niet bij", node.lineno, "LIA065", node.name)
            return Filtered(value, node.name, tuple(arg.as_const() for arg in node.args))
        if isinstance(node, nodes.Call):
            return self._phrase(node, rows)
        path = _path(node)
        first, _, rest = path.partition(".")
        if first in rows and rows[first] in LOOPED_GOALS:
            return _of_goal(node, first, rest)
        if first in rows and rows[first] in OPTION_LISTS:
            return self._of_option(node, rows[first], first, rest)
        if first in rows:
            return _row_value(node, rows[first], first, rest)
        if path == TITLE:
            self._check_title(node)
        if path in EXTRA_NAMES or (path == AMOUNT and self.scope.of_goal):
            return FieldValue(path)
        spec = _printed_spec(path)
        if path == _BELOW:
            raise WordingError("schrijf {{ hieronder }} zonder filter", node.lineno, "LIA065", path)
        if _is_keyed(path):
            message = f"`{path}` kan niet in een tekst staan; noem een ander veld"
            raise WordingError(message, node.lineno, "LIA067", path)
        if path in NOT_PRINTED:
            message = f"`{path}` staat niet in een tekst; gebruik het in een voorwaarde"
            raise WordingError(message, node.lineno, "LIA067", path)
        if path in AFTER_PLANNING and not self.scope.planned:
            message = f"`{path}` is hier nog niet bekend: de doelen worden pas hierna gekozen"
            raise WordingError(message, node.lineno, "LIA067", path)
        if spec is None:
            message = f"onbekend veld `{path}`{suggest(path, (*field_specs(), *derived_specs()))}"
            raise WordingError(message, node.lineno, "LIA061", path)
        if spec.kind == "groepen" and not listed:
            message = f"`{path}` is een lijst met rijen; gebruik {{% for %}} of het filter `namen`"
            raise WordingError(message, node.lineno, "LIA067", path)
        self.printed.add(path)
        return FieldValue(path)

    def _check_title(self, node: nodes.Node) -> None:
        if not self.scope.planned:
            message = f"`{TITLE}` is hier nog niet bekend: de titel mag naar keuzes en doelen kijken"
            raise WordingError(message, node.lineno, "LIA067", TITLE)
        self.printed.add(TITLE)


def _of_goal(node: nodes.Node, name: str, rest: str) -> GoalWords:
    """Return what is shown of the goal of a loop."""
    if rest not in PRINTED_OF_GOAL:
        hint = suggest(rest, PRINTED_OF_GOAL) or f"; kies uit {', '.join(f'{name}.{each}' for each in PRINTED_OF_GOAL)}"
        message = f"onbekend veld `{f'{name}.{rest}'.rstrip('.')}`{hint}"
        raise WordingError(message, node.lineno, "LIA061", rest or name)
    return GoalWords(rest)


_ONLY_FIELDS = "gebruik tussen accolades alleen een veld uit het profiel, eventueel met een filter"


def _key_between_brackets(node: nodes.Call) -> str:
    """Return the key of `tekst('over_ons')`."""
    name = _name_of(node)
    match node.args:
        case [nodes.Const(value=str(key))] if not (node.kwargs or node.dyn_args or node.dyn_kwargs):
            return key
    what = "veld" if name == EXPLANATION else "sleutel"
    raise WordingError(f"zet tussen de haakjes één {what}: {name}('{what}')", node.lineno, "LIA065", name)


def _every(steps: Iterable[Callable[[], Any]]) -> list[Any]:
    """Take every step; raises one WordingError, which holds what went wrong in the others."""
    done: list[Any] = []
    errors: list[WordingError] = []
    for step in steps:
        try:
            done.append(step())
        except WordingError as error:
            errors += (error, *error.others)
        if len(errors) >= MAX_ERRORS:
            break
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    return done


def _loop(node: nodes.For, rows: Mapping[str, str]) -> tuple[str, str, int]:
    """Return the name of a row, the path of its list and how many of the newest rows are asked; 0 for all."""
    specs = field_specs()
    listed, newest = _newest_asked(node.iter)
    path = _path(listed)
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive or rows:
        raise WordingError("schrijf {% for rij in lijst %}, zonder meer en niet in elkaar", node.lineno, "LIA066")
    if (name := node.target.name).startswith("_") or name in _TAKEN:
        raise WordingError(f"`{name}` heeft al een betekenis; noem de rij anders", node.lineno, "LIA066", name)
    if path in (*OPTION_LISTS, *LOOPED_GOALS) and not newest:
        return node.target.name, path, 0
    if path not in specs or specs[path].kind not in ("groepen", "tekstlijst", "keuzelijst") or _is_keyed(path):
        raise WordingError(f"`{path}` is geen lijst uit het profiel", node.lineno, "LIA066", path)
    if newest and not (specs[path].has_rows and any(spec.path == YEAR for spec in row_fields(path))):
        message = f"de rijen van `{path}` hebben geen jaar; laat `{_NEWEST}` weg"
        raise WordingError(message, node.lineno, "LIA066", _NEWEST)
    return node.target.name, path, newest


_NEWEST: Final = "nieuwste"


def _newest_asked(node: nodes.Node) -> tuple[nodes.Node, int]:
    """Return the list in `lijst|nieuwste(2)` and the number; 0 when all rows are meant."""
    if not isinstance(node, nodes.Filter) or node.node is None:
        return node, 0
    if node.name != _NEWEST:
        message = f"achter een lijst kan alleen `{_NEWEST}`{suggest(node.name, (_NEWEST,))}"
        raise WordingError(message, node.lineno, "LIA066", node.name)
    match node.args:
        case []:
            return node.node, 1
        case [nodes.Const(value=int(number))] if number > 0 and not isinstance(number, bool):
            return node.node, number
    raise WordingError(f"schrijf {_NEWEST} of {_NEWEST}(2)", node.lineno, "LIA066", _NEWEST)


def row_specs(name: str, path: str) -> dict[str, FieldSpec]:
    """Return what a condition may ask of a row that goes by ``name``, by the names in it: ``rij.vorm``."""
    spec = field_specs()[path]
    if spec.kind == "groepen":
        found = {f"{name}.{each.path}": each for each in row_fields(path)}
        return {key: replace(each, path=key) for key, each in found.items()}
    kind: FieldKind = "keuze" if spec.choices else "tekst"
    # A member of a list is always known.
    return {name: replace(spec, path=name, kind=kind, default=spec.choices[0] if spec.choices else None)}


def _is_keyed(path: str) -> bool:
    """Say whether a field holds values that each stand behind a key of the officer's own."""
    spec = field_specs().get(path)
    return spec is not None and isinstance(spec.default, dict)


def _path(node: nodes.Node) -> str:
    """Return ``organisatie.fte`` for a name or attribute node; raises WordingError for anything else."""
    try:
        return dotted_name(node)
    except ConditionError as error:
        if any(each.name == "super" for each in node.find_all(nodes.Name)):
            raise _old_form("super", node.lineno) from error
        raise WordingError(_ONLY_FIELDS, node.lineno, "LIA063") from error


def _name_of(node: nodes.Call) -> str:
    return node.node.name if isinstance(node.node, nodes.Name) else ""


def _is_call(node: nodes.Expr) -> bool:
    """Say whether this is a text that is taken in, if need be with filters."""
    while isinstance(node, nodes.Filter) and node.node is not None:
        node = node.node
    return isinstance(node, nodes.Call)


def _printed_spec(path: str) -> FieldSpec | None:
    return field_specs().get(path) or derived_specs().get(path)


def _kind_of(node: nodes.Expr, rows: Mapping[str, str], scope: Scope) -> FieldKind:
    """Return what kind of value a filter gets; text for whatever is no field, such as the result of a filter."""
    path = _path(node) if isinstance(node, nodes.Name | nodes.Getattr) else ""
    first, _, rest = path.partition(".")
    if first in rows and rows[first] in OPTION_LISTS:
        return "tekst"
    if first in rows and rest:
        return next((spec.kind for spec in row_fields(rows[first]) if spec.path == rest), "tekst")
    if path == AMOUNT and scope.of_goal:
        return "getal"
    spec = _printed_spec(path)
    return spec.kind if spec else "tekst"


def _row_value(node: nodes.Node, list_path: str, name: str, rest: str) -> Expression:
    kind = field_specs()[list_path].kind
    known = [spec.path for spec in row_fields(list_path)] if kind == "groepen" else [""]
    if rest not in known:
        hint = suggest(rest, known) or f"; schrijf {' of '.join(f'{name}.{key}'.rstrip('.') for key in known)}"
        message = f"onbekend veld `{f'{name}.{rest}'.rstrip('.')}`{hint}"
        raise WordingError(message, node.lineno, "LIA061", rest or name)
    return RowValue(rest)
