"""Text of the library with the facts filled in: the one door to Jinja's rendering.

Small on purpose: output of profile fields, ``{% if %}`` with the condition language, ``{% for %}`` over profile lists,
and a handful of filters. All of it is checked at load. Every profile string is escaped for Markdown; an unknown field
becomes a fill-in mark by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from liagen.conditions import Condition, ConditionError, Lookup, Scope, condition_node, dotted, write_condition
from liagen.errors import suggest
from liagen.inherit import InheritError, extended, flatten
from liagen.profile import FILL_CLOSE, FILL_OPEN, FieldKind, field_specs, row_fields, word_for

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_YEARS = (".jaar", ".van", ".tot", "bestaat_sinds", "laatste_jaar", "doelen_jaren")
_TAGS = re.compile(r"\{%.*?%\}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_STATEMENTS = (nodes.Template, nodes.Output, nodes.If, nodes.For)
EXTRA_NAMES = ("datum", "mensen_met_een_beperking")
"""Names that are no field: the date of the draft and the house term in full."""

_TAKEN = {"loop", "self", "keuze", "instelling", *EXTRA_NAMES, *(path.split(".")[0] for path in field_specs())}


class WordingError(ValueError):
    """A text that cannot be rendered; ``line`` counts from 1 within the text, ``word`` is the part to point at."""

    def __init__(self, message: str, line: int, code: str, word: str = "") -> None:
        """Keep the message (Dutch), the line, the code of this kind of mistake and the offending part."""
        super().__init__(message)
        self.line = line
        self.code = code
        self.word = word


@dataclass(frozen=True)
class Facts:
    """What a text may say: ``lookup`` gives profile values, ``extra`` the few names that are no field."""

    lookup: Lookup
    extra: Mapping[str, Any]


@dataclass(frozen=True)
class _Missing:
    """An unknown value; prints as a fill-in mark for its field."""

    path: str


@dataclass(frozen=True)
class _Known:
    """A value from the profile together with the field it came from."""

    value: Any
    path: str


@dataclass(frozen=True)
class Wording:
    """A checked text; ``render`` gives Markdown with fill-in marks."""

    source: str
    template: Any
    conditions: tuple[Condition, ...]

    def render(self, facts: Facts) -> str:
        """Return the Markdown for these facts. Same facts, same text."""
        if self.template is None:
            return self.source
        answers = [condition.answer(facts.lookup) is True for condition in self.conditions]
        # The names cannot be typed in a template: load refuses every name that starts with an underscore.
        return str(self.template.render(_waar=answers, _feit=_reader(facts))).strip()


def _reader(facts: Facts) -> Callable[[str], Any]:
    def read(path: str) -> Any:
        if path in facts.extra:
            return facts.extra[path]
        value = facts.lookup(path)
        return _Missing(path) if value is None else _Known(value, path)

    return read


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return _PUNCTUATION.sub(r"\\\1", text)


def dutch_date(value: dt.date) -> str:
    """Return «31 maart 2027»."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def dutch_number(value: int) -> str:
    """Return «12.500»: thousands with a point."""
    return f"{value:,}".replace(",", ".")


def enumerate_nl(words: list[str], last: str = "en") -> str:
    """Return «a, b en c»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """Return ``text`` ending as a sentence does."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def value_text(value: Any, path: str = "") -> str:
    """Return one profile value as plain Dutch text."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int):
        return str(value) if path.endswith(_YEARS) else dutch_number(value)
    if isinstance(value, dt.date):
        return dutch_date(value)
    if isinstance(value, tuple | list):
        return enumerate_nl([value_text(item, path) for item in value]) if value else "geen"
    spec = field_specs().get(path)
    return word_for(value) if spec and spec.choices else str(value)


def _finalize(value: Any) -> str:
    if isinstance(value, _Missing):
        return f"{FILL_OPEN}{value.path}{FILL_CLOSE}"
    if isinstance(value, _Known):
        return escape(value_text(value.value, value.path))
    return str(value)


def _plain_value(value: Any) -> Any:
    return value.value if isinstance(value, _Known) else value


def _count(value: Any, singular: str, plural: str) -> Any:
    """Filter ``aantal('afdeling', 'afdelingen')``: «1 afdeling», «4 afdelingen»; a list counts its members."""
    found = _plain_value(value)
    if isinstance(found, _Missing):
        return found
    number = found if isinstance(found, int) else len(found)
    return f"{dutch_number(number)} {singular if number == 1 else plural}"


def _or_list(value: Any) -> Any:
    """Filter ``of_lijst``: joins with «of» instead of «en»."""
    found = _plain_value(value)
    if not isinstance(found, tuple) or not found:
        return value
    path = value.path if isinstance(value, _Known) else ""
    return escape(enumerate_nl([value_text(item, path) for item in found], "of"))


def _money(value: Any) -> Any:
    """Filter ``euro``: «€ 12.500»."""
    found = _plain_value(value)
    return value if isinstance(found, _Missing) else f"€ {dutch_number(found)}"


def _capital(value: Any) -> Any:
    """Filter ``hoofdletter``: first letter as a capital, Dutch style."""
    if isinstance(value, _Missing):
        return value
    text = value_text(value.value, value.path) if isinstance(value, _Known) else str(value)
    first = 2 if text.lower().startswith("ij") else 1
    shown = text[:first].upper() + text[first:]
    return _Known(shown, "") if isinstance(value, _Known) else shown


def _names(value: Any) -> Any:
    """Filter ``namen``: what each row of a list is called, joined with «en»; an empty list reads «geen»."""
    if isinstance(value, _Missing) or not value.value:
        return value
    name = row_fields(value.path)[0].path
    path = f"{value.path}.{name}"
    names = [value_text(found, path) for row in value.value if (found := getattr(row, name)) is not None]
    return escape(enumerate_nl(names)) if names else _Missing(path)


FILTERS: dict[str, Callable[..., Any]] = {
    "namen": _names, "aantal": _count, "of_lijst": _or_list, "euro": _money, "hoofdletter": _capital,
}  # fmt: skip
_ACCEPTS: dict[str, tuple[FieldKind, ...]] = {
    "namen": ("groepen",),
    "aantal": ("getal", "keuzelijst", "tekstlijst", "groepen"),
    "of_lijst": ("keuzelijst", "tekstlijst"),
    "euro": ("getal",),
    "hoofdletter": ("antwoord", "keuze", "getal", "tekst", "datum", "keuzelijst", "tekstlijst"),
}

_ENV = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, finalize=_finalize, autoescape=False, trim_blocks=True, lstrip_blocks=True
)
_ENV.filters.clear()
_ENV.filters.update(FILTERS)
_ENV.globals.clear()
_ENV.tests.clear()


def parse_wording(text: str, scope: Scope) -> Wording:
    """Check and compile one text. Raises WordingError (Dutch, with line) for anything outside the small subset."""
    return _compiled(text, scope, None)


def parse_part(text: str, scope: Scope, below: Sequence[str]) -> Wording:
    """Check and compile one part of a card or text, in which blocks may stand.

    ``below`` holds the texts that it builds on, nearest first; ``extends_name`` tells whose. Raises WordingError.
    """
    return _compiled(text, scope, below)


def extends_name(text: str) -> str | None:
    """Return the name that a text says it extends, or None. Raises WordingError."""
    if "{" not in text:
        return None
    try:
        return extended(_parsed(_keep_line_ends(text)))
    except InheritError as error:
        raise WordingError(str(error), error.line, error.code, error.word) from error
    except TemplateSyntaxError:
        return None  # compiling the text tells what is wrong


def _compiled(text: str, scope: Scope, below: Sequence[str] | None) -> Wording:
    if "{" not in text:
        return Wording(text, None, ())
    conditions: list[Condition] = []
    try:
        tree = _parsed(_keep_line_ends(text))
        if below is not None:
            tree = flatten([tree, *(_parsed(_keep_line_ends(lower)) for lower in below)])
        _rewrite(tree, scope, conditions, {})
        return Wording(text, _ENV.from_string(tree), tuple(conditions))
    except TemplateSyntaxError as error:
        message = "dit sjabloon klopt niet; kijk naar de accolades, {% if %} en {% endif %}"
        raise WordingError(message, error.lineno, "LIA060") from error
    except InheritError as error:
        raise WordingError(str(error), error.line, error.code, error.word) from error
    except RecursionError as error:
        raise WordingError("dit sjabloon zit te diep in elkaar; maak het eenvoudiger", 1, "LIA068") from error


def _keep_line_ends(text: str) -> str:
    """Keep the line end after words that end in a tag: only a line of nothing but tags disappears from a text."""
    return "\n".join(
        f"{row} " if row.endswith("%}") and _TAGS.sub("", row).strip() else row for row in text.split("\n")
    )


def _parsed(text: str) -> nodes.Template:
    try:
        return _ENV.parse(text)
    except ValueError as error:  # a number of thousands of digits
        raise WordingError("zet vaste tekst buiten de accolades", 1, "LIA063") from error


def _rewrite(node: nodes.Node, scope: Scope, conditions: list[Condition], rows: dict[str, str]) -> None:
    """Check the tree and replace, in place, conditions by their number and fields by a look-up with their path."""
    if not isinstance(node, _STATEMENTS):
        line = next(part.lineno for part in (node, *node.find_all(nodes.Node)) if part.lineno)
        message = "dit kan niet in een tekst; gebruik {{ veld }}, {% if %}, {% for %} en filters"
        raise WordingError(message, line, "LIA062")
    if isinstance(node, nodes.If):
        try:
            tree = condition_node(node.test, scope)
            condition = Condition(write_condition(tree), tree)
        except ConditionError as error:
            raise WordingError(str(error), node.lineno, error.code, error.word) from error
        node.test = nodes.Getitem(nodes.Name("_waar", "load"), nodes.Const(len(conditions)), "load")
        conditions.append(condition)
        parts = [*node.body, *node.elif_, *node.else_]
    elif isinstance(node, nodes.For):
        name, parts = _loop(node, rows)
        rows = {**rows, name: _path(node.iter)}
        node.iter = _field_call(_path(node.iter), rows=True)
    elif isinstance(node, nodes.Output):
        node.nodes = [_expression(part, rows) for part in node.nodes]
        return
    else:
        parts = list(node.iter_child_nodes())
    for part in parts:
        _rewrite(part, scope, conditions, rows)


def _loop(node: nodes.For, rows: dict[str, str]) -> tuple[str, list[nodes.Node]]:
    specs = field_specs()
    path = _path(node.iter)
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive or rows:
        raise WordingError("schrijf {% for rij in lijst %}, zonder meer en niet in elkaar", node.lineno, "LIA066")
    if (name := node.target.name).startswith("_") or name in _TAKEN:
        raise WordingError(f"`{name}` heeft al een betekenis; noem de rij anders", node.lineno, "LIA066", name)
    if path not in specs or specs[path].kind not in ("groepen", "tekstlijst", "keuzelijst") or path == "keuzes":
        raise WordingError(f"`{path}` is geen lijst uit het profiel", node.lineno, "LIA066", path)
    return node.target.name, [*node.body, *node.else_]


def _path(node: nodes.Node) -> str:
    """Return ``organisatie.fte`` for a name or attribute node; raises WordingError for anything else."""
    try:
        return dotted(node)
    except ConditionError as error:
        message = "gebruik tussen accolades alleen een veld uit het profiel, eventueel met een filter"
        raise WordingError(message, node.lineno, "LIA063") from error


def _field_call(path: str, rows: bool = False) -> nodes.Expr:
    call = nodes.Call(nodes.Name("_feit", "load"), [nodes.Const(path)], [], None, None)
    return nodes.Filter(call, "_rijen", [], [], None, None) if rows else call


def _expression(node: nodes.Node, rows: dict[str, str], listed: bool = False) -> nodes.Expr:
    if isinstance(node, nodes.TemplateData):
        return node
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
        wanted = 2 if node.name == "aantal" else 0
        if len(node.args) != wanted:
            raise WordingError(
                f"het filter `{node.name}` krijgt {wanted} teksten mee", node.lineno, "LIA065", node.name
            )
        kind = _kind_of(node.node, rows)
        node.node = _expression(node.node, rows, listed="groepen" in _ACCEPTS[node.name])
        if kind not in _ACCEPTS[node.name]:
            raise WordingError(f"het filter `{node.name}` past hier niet bij", node.lineno, "LIA065", node.name)
        return node
    path = _path(node)
    first, _, rest = path.partition(".")
    if first in rows:
        return _row_value(node, rows[first], first, rest)
    if path in EXTRA_NAMES:
        return _field_call(path)
    spec = field_specs().get(path)
    if path == "keuzes":
        message = "`keuzes` kan niet in een tekst staan; noem een ander veld"
        raise WordingError(message, node.lineno, "LIA067", path)
    if spec is None:
        message = f"onbekend veld `{path}`{suggest(path, field_specs())}"
        raise WordingError(message, node.lineno, "LIA061", path)
    if spec.kind == "groepen" and not listed:
        message = f"`{path}` is een lijst met rijen; gebruik {{% for %}} of het filter `namen`"
        raise WordingError(message, node.lineno, "LIA067", path)
    return _field_call(path)


def _kind_of(node: nodes.Expr, rows: dict[str, str]) -> FieldKind:
    """Return what kind of value a filter gets; text for whatever is no field, such as the result of a filter."""
    path = _path(node) if isinstance(node, nodes.Name | nodes.Getattr) else ""
    first, _, rest = path.partition(".")
    if first in rows and rest:
        return next((spec.kind for spec in row_fields(rows[first]) if spec.path == rest), "tekst")
    spec = field_specs().get(path)
    return spec.kind if spec else "tekst"


def _row_value(node: nodes.Node, list_path: str, name: str, rest: str) -> nodes.Expr:
    kind = field_specs()[list_path].kind
    known = [spec.path for spec in row_fields(list_path)] if kind == "groepen" else [""]
    if rest not in known:
        hint = suggest(rest, known) or f"; schrijf {' of '.join(f'{name}.{key}'.rstrip('.') for key in known)}"
        message = f"onbekend veld `{f'{name}.{rest}'.rstrip('.')}`{hint}"
        raise WordingError(message, node.lineno, "LIA061", rest or name)
    args: list[nodes.Expr] = [nodes.Const(rest)]
    return nodes.Filter(nodes.Name(name, "load"), "_rijwaarde", args, [], None, None)


def _rows_of(value: Any) -> Iterator[tuple[Any, str]]:
    if isinstance(value, _Known):
        yield from ((row, value.path) for row in value.value)


def _value_of_row(row: tuple[Any, str], name: str) -> Any:
    value, path = row
    if not name:
        return _Known(value, path)
    found = getattr(value, name)
    return _Missing(f"{path}.{name}") if found in (None, "onbekend") else _Known(found, f"{path}.{name}")


_ENV.filters["_rijen"] = _rows_of
_ENV.filters["_rijwaarde"] = _value_of_row
