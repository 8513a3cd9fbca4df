"""The condition language of cards read: Jinja's expression grammar with little power.

A condition is checked once, when its card is loaded: every name, every operator and every constant must be able to
mean something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from liagen.errors import suggest
from liagen.library.conditions import LISTS, ORDERED, SYMBOLS, VERDICTS, Always, And, Compare, Condition, Node, Not, Or
from liagen.library.derived import AFTER_PLANNING, GOAL_LISTS, derived_specs, spec_of
from liagen.library.size import SIZE, SIZE_LIMITS
from liagen.library.spelling import misspelling
from liagen.profile.fields import FieldSpec, field_specs
from liagen.profile.group import FieldKind

_GRAMMAR = Environment(autoescape=False)
_MIRRORED = {"eq": "eq", "ne": "ne", "gt": "lt", "gteq": "lteq", "lt": "gt", "lteq": "gteq"}


class ConditionError(ValueError):
    """A condition that cannot mean anything; ``word`` is the part to point at, ``code`` names the kind of mistake."""

    def __init__(self, message: str, word: str = "", code: str = "LIA055") -> None:
        """Keep the message (Dutch), the offending part of the text and the code."""
        super().__init__(message)
        self.word = word
        self.code = code


@dataclass(frozen=True)
class Scope:
    """Which names a condition or text may use: profile fields always, and these settings and option keys.

    ``settings`` gives the value of each; None when they cannot be read, so that any will do. ``removed`` gives, by
    option, the file that took it away. ``goals`` are all goals as ``optie.doel``. ``planned`` says whether the goals in
    the table are known by then, ``of_goal`` whether this is a text of one goal, which has a number of its own. ``rows``
    gives, in a loop, what may be asked of a row by the row's name.
    """

    settings: Mapping[str, int] | None
    options: frozenset[str] = frozenset()
    removed: Mapping[str, str] = field(default_factory=dict)
    goals: frozenset[str] = frozenset()
    planned: bool = True
    of_goal: bool = False
    rows: Mapping[str, Mapping[str, FieldSpec]] = field(default_factory=dict)

    @cached_property
    def before_choice(self) -> Scope:
        """Return the same without options and goals: for conditions that make the choice."""
        return replace(self, options=frozenset(), planned=False)

    @cached_property
    def before_planning(self) -> Scope:
        """Return the same for what is read when the goals in the table are still to be chosen."""
        return replace(self, planned=False)

    @cached_property
    def within_goal(self) -> Scope:
        """Return the same for the conditions and texts of one goal."""
        return replace(self.before_planning, of_goal=True)


def parse_condition(text: str, scope: Scope) -> Condition:
    """Parse and check one condition.

    Allowed: ``altijd``; and, or, not; comparisons of one profile field, ``keuze.<optie>`` with fixed values, numbers
    or ``instelling.<naam>``; ``in`` and ``not in`` with a list. Raises ConditionError (Dutch) for anything else.
    """
    if text.strip() == "altijd":
        return Condition("altijd", Always())
    if text.strip().lower() == "altijd":
        raise _unreadable(text)
    try:
        return Condition(text.strip(), condition_node(_expression(text), scope))
    except ConditionError as error:
        raise _unreadable(text) if error.code == "LIA059" else error from None
    except RecursionError as error:
        raise ConditionError("deze voorwaarde is te lang; maak er meer van", code="LIA057") from error


def _expression(text: str) -> nodes.Node:
    if "{" in text or "}" in text:
        raise ConditionError("schrijf één voorwaarde, zonder accolades eromheen", code="LIA050")
    try:
        output = _parsed(text) if len(text) <= _MOST_KEPT else _parse(text)
    except (TemplateSyntaxError, ValueError) as error:  # ValueError: a number of thousands of digits
        raise _unreadable(text) from error
    return next(output.iter_child_nodes())


_MOST_KEPT: Final = 1_000  # letters of a condition that is kept


@lru_cache(maxsize=1024)  # of a package that is looked through or changed, nearly all conditions come again
def _parsed(text: str) -> nodes.Node:
    """Return what Jinja makes of an expression; who asks may only look at it, as the next one gets the same."""
    return _parse(text)


def _parse(text: str) -> nodes.Node:
    # Parsed as a printed expression and not with `compile_expression`, which gives None for an unknown name (a trap
    # of huis.md). The line end closes a comment that someone typed.
    return _GRAMMAR.parse("{{ " + text + "\n}}").body[0]


def check_spelling(text: str) -> None:
    """Raise ConditionError when a condition cannot be read; whether it can mean anything is not asked."""
    if text.strip() != "altijd":
        _expression(text)


def _unreadable(text: str) -> ConditionError:
    """Return what to say of a condition that cannot be read: how to spell it, if that can be told."""
    found = misspelling(text)
    if not found:
        message = "dit is geen geldige voorwaarde; schrijf bijvoorbeeld: organisatie.fte >= 400"
        return ConditionError(message, code="LIA050")
    try:
        check_spelling(found.corrected)
    except ConditionError:
        return ConditionError(found.advice, found.word, "LIA059")  # more is wrong with it than its spelling
    corrected = " ".join(found.corrected.split())
    return ConditionError(f"{found.advice}; dus: {corrected}", found.word, "LIA059")


def condition_node(node: nodes.Node, scope: Scope) -> Node:
    """Turn a Jinja expression into a checked tree; raises ConditionError for what a condition may not do."""
    if isinstance(node, nodes.Not):
        return Not(condition_node(node.node, scope))
    if isinstance(node, nodes.And):
        return And(condition_node(node.left, scope), condition_node(node.right, scope))
    if isinstance(node, nodes.Or):
        return Or(condition_node(node.left, scope), condition_node(node.right, scope))
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        return _compare(node.expr, node.ops[0].op, node.ops[0].expr, scope)
    if isinstance(node, nodes.Name | nodes.Getattr):
        name = dotted_name(node)
        raise ConditionError(
            f"vergelijk `{name}` met een waarde, bijvoorbeeld: {_example(_field_spec(name, scope))}", name
        )
    # What Jinja reads as something of its own, and who typed it meant otherwise.
    if isinstance(node, nodes.Test):
        raise ConditionError("schrijf `==` of `!=` in plaats van `is`", "is", "LIA059")
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "niet":
        raise ConditionError("schrijf `not` in plaats van `niet`", "niet", "LIA059")
    raise ConditionError("een voorwaarde mag alleen vergelijken, met and, or, not en in")


def _example(spec: FieldSpec) -> str:
    if spec.kind == "getal":
        return f"{spec.path} >= 1"
    if spec.kind in LISTS:
        return f"{spec.path} != []"
    return f"{spec.path} == '{spec.choices[0]}'" if spec.choices else f"{spec.path} != 'onbekend'"


def dotted_name(node: nodes.Node) -> str:
    """Return ``organisatie.fte`` for a name or attribute node; raises ConditionError for anything else."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        return f"{dotted_name(node.node)}.{node.attr}"
    raise ConditionError("gebruik een profielveld, een vaste waarde of een lijst van vaste waarden")


def _compare(left: nodes.Node, op: str, right: nodes.Node, scope: Scope) -> Compare:
    left_named, right_named = (isinstance(side, nodes.Name | nodes.Getattr) for side in (left, right))
    if not left_named and not right_named:
        # First whatever is wrong with one of them: that is the better message.
        _constant(left), _constant(right)
        raise ConditionError("vergelijk een profielveld met een waarde; hier staan twee vaste waarden")
    if not left_named and op not in ("in", "notin"):
        left, right, op = right, left, _MIRRORED[op]
        left_named, right_named = True, False
    if not left_named:
        return _membership(dotted_name(right), op, _constant(left), scope)
    name, spec = dotted_name(left), _field_spec(dotted_name(left), scope)
    if right_named:
        return _compare_with_setting(name, spec, op, dotted_name(right), scope)
    constant = _constant(right)
    _check_comparison(name, spec, op, constant)
    return Compare(name, op, constant)


def _constant(node: nodes.Node) -> Any:
    if isinstance(node, nodes.List | nodes.Tuple):
        return tuple(_constant(item) for item in node.items)
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int) and not isinstance(node.value, bool):
        return node.value
    raise ConditionError("gebruik een vaste waarde: tekst tussen aanhalingstekens, een heel getal of een lijst daarvan")


def _field_spec(name: str, scope: Scope) -> FieldSpec:
    kind: FieldKind = "keuze"
    if known := scope.rows.get(name.split(".")[0]):
        if name not in known:
            raise ConditionError(f"onbekend veld `{name}`{suggest(name, known)}", name, "LIA051")
        return known[name]
    if name.startswith("keuze."):
        key = name.removeprefix("keuze.")
        if key not in scope.options:
            removed = f"; {scope.removed[key]} haalt die weg" if key in scope.removed else ""
            raise ConditionError(f"onbekende optie `{key}`{suggest(key, scope.options)}{removed}", name, "LIA052")
        return FieldSpec(name, kind, VERDICTS, f"de keuze voor {key}", "", "", VERDICTS[-1])
    if name == SIZE:
        return _size_spec(scope)
    if name in derived_specs():
        return _derived_spec(name, scope)
    specs = field_specs()
    if name not in specs:
        raise ConditionError(f"onbekend veld `{name}`{suggest(name, (*specs, *derived_specs()))}", name, "LIA051")
    if isinstance(specs[name].default, dict):
        message = f"`{name}` kan niet in een voorwaarde staan; kies een veld met één waarde"
        raise ConditionError(message, name, "LIA056")
    return specs[name]


def _derived_spec(name: str, scope: Scope) -> FieldSpec:
    if name in AFTER_PLANNING and not scope.planned:
        message = f"`{name}` is hier nog niet bekend: de doelen worden pas hierna gekozen"
        raise ConditionError(message, name, "LIA056")
    spec = spec_of(name)
    return replace(spec, choices=tuple(sorted(scope.goals))) if name in GOAL_LISTS else spec


def _size_spec(scope: Scope) -> FieldSpec:
    for pair in SIZE_LIMITS if scope.settings is not None else ():
        small, large = (_limit_of_size(limit, scope.settings or {}) for limit in pair)
        if small >= large:
            message = f"`{SIZE}` kan niet: instelling `{pair[0]}` ({small}) is niet kleiner dan `{pair[1]}` ({large})"
            raise ConditionError(message, SIZE, "LIA053")
    return spec_of(SIZE)


def _limit_of_size(key: str, settings: Mapping[str, int]) -> int:
    if key not in settings:
        message = f"`{SIZE}` heeft de instelling `{key}` nodig; zet die in pakket.yaml"
        raise ConditionError(message, SIZE, "LIA053")
    return settings[key]


def _compare_with_setting(name: str, spec: FieldSpec, op: str, setting: str, scope: Scope) -> Compare:
    key = setting.removeprefix("instelling.")
    if setting in spec.choices:
        raise ConditionError(f"zet {setting} tussen aanhalingstekens: '{setting}'", setting, "LIA058")
    if not setting.startswith("instelling."):
        raise ConditionError("vergelijk een veld met een vaste waarde of met instelling.<naam>", setting)
    if scope.settings is None:
        return Compare(name, op, None, setting)
    if key not in scope.settings:
        raise ConditionError(f"onbekende instelling `{key}`{suggest(key, scope.settings)}", setting, "LIA053")
    _check_comparison(name, spec, op, scope.settings[key])
    return Compare(name, op, None, setting)


def _membership(name: str, op: str, constant: Any, scope: Scope) -> Compare:
    spec = _field_spec(name, scope)
    if spec.kind == "groepen":
        raise _wrong_for_list(name, spec)
    if spec.kind not in LISTS:
        message = f"`{name}` is geen lijst; schrijf {name} == … of {name} in [...]"
        raise ConditionError(message, name, "LIA056")
    if isinstance(constant, tuple):
        raise ConditionError(f"noem vóór `{SYMBOLS[op]}` één waarde, geen lijst", name, "LIA056")
    if spec.choices and constant not in spec.choices:
        raise _impossible_value(name, constant, spec)
    return Compare(name, op, constant, is_membership=True)


def _wrong_for_list(name: str, spec: FieldSpec) -> ConditionError:
    what, member = ("lijst met rijen", "") if spec.kind == "groepen" else ("lijst", f"'waarde' in {name}, ")
    return ConditionError(f"`{name}` is een {what}; schrijf {member}{name} == [] of {name} >= 2", name, "LIA056")


_MOST_TOLD: Final = 20
"""How many of the values that a field can have are told; keys of goals are a hundred."""


def _impossible_value(name: str, constant: Any, spec: FieldSpec) -> ConditionError:
    more = len(spec.choices) - _MOST_TOLD
    choices = ", ".join(spec.choices[:_MOST_TOLD]) + (f" en nog {more}" if more > 0 else "")
    hint = suggest(str(constant), spec.choices)
    message = f"`{name}` kan nooit '{constant}' zijn{hint or '.'} Mogelijk: {choices}"
    return ConditionError(message, str(constant), "LIA054")


def _check_comparison(name: str, spec: FieldSpec, op: str, constant: Any) -> None:
    """Refuse a comparison that can never mean anything for this kind of field."""
    many = isinstance(constant, tuple)
    if op in ("in", "notin") and not many:
        message = f"na `{SYMBOLS[op]}` hoort een lijst, bijvoorbeeld ['ja', 'deels']"
        raise ConditionError(message, name, "LIA056")
    if spec.kind in LISTS:
        counted = isinstance(constant, int) and op not in ("in", "notin")
        if counted or (constant in ((), "onbekend") and op in ("eq", "ne")):
            return
        raise _wrong_for_list(name, spec)
    if op not in ("in", "notin") and many:
        raise ConditionError(f"gebruik `in` om `{name}` met een lijst te vergelijken", name, "LIA056")
    if constant == ():
        raise ConditionError(f"na `{SYMBOLS[op]}` hoort een lijst met minstens één waarde", name, "LIA056")
    values = constant if many else (constant,)
    # A choice with a default is always known, so that asking whether it is unknown is a mistake.
    may_be_unknown = spec.kind != "keuze" or spec.default is None
    for value in values:
        if value == "onbekend" and op not in ORDERED and may_be_unknown:
            continue
        if spec.kind == "getal" and not isinstance(value, int):
            message = f"`{name}` is een getal en kan nooit '{value}' zijn"
            raise ConditionError(message, str(value), "LIA054")
        if spec.kind in ("antwoord", "keuze") and value not in spec.choices:
            raise _impossible_value(name, value, spec)
        if value == "geen" and op not in ORDERED and spec.kind == "tekst":
            continue  # what someone types who knows that there is none
        if spec.kind in ("tekst", "datum"):
            message = f"`{name}` is vrije tekst of een datum; een voorwaarde kan alleen == 'onbekend' vragen"
            raise ConditionError(message, name, "LIA056")
    if op in ORDERED and spec.kind != "getal":
        raise ConditionError(f"`{name}` is geen getal; gebruik == of in", name, "LIA056")
