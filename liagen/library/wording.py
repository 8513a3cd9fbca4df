"""Text of the library with the facts filled in. Jinja only reads the text; what it says is worked out here.

Small on purpose: output of profile fields, ``{% if %}`` with the condition language, ``{% for %}`` over profile lists,
and a handful of filters. All of it is checked at load. Every profile string is escaped for Markdown; an unknown field
becomes a fill-in mark by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from liagen.errors import suggest
from liagen.library.conditions import Condition, ConditionError, Lookup, Scope, condition_node, dotted, write_condition
from liagen.library.dutch import dutch_number, enumerate_nl, escape, value_text
from liagen.profile.fields import field_specs, row_fields
from liagen.profile.model import FILL_CLOSE, FILL_OPEN, FieldKind

WHOLE = "alles"
"""The block that stands around every text by itself, so that any text can be built on."""

MAX_NODES = 5_000


class InheritError(ValueError):
    """A text that cannot build on another; ``line`` counts from 1 within the text, ``word`` is the part to point at."""

    def __init__(self, message: str, line: int, code: str, word: str = "") -> None:
        """Keep the message (Dutch), the line, the code of this kind of mistake and the offending part."""
        super().__init__(message)
        self.line = line
        self.code = code
        self.word = word


def extended(tree: nodes.Template) -> str | None:
    """Return the name in ``{% extends "naam" %}``; None for a text that stands alone. Raises InheritError."""
    found = list(tree.find_all(nodes.Extends))
    if not found:
        return None
    if len(found) > 1 or found[0] is not next(_meaningful(tree.body), None):
        raise InheritError("zet {% extends %} één keer, helemaal bovenaan de tekst", found[-1].lineno, "LIA070")
    name = found[0].template
    if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
        message = 'noem achter extends de tekst tussen aanhalingstekens: {% extends "naam" %}'
        raise InheritError(message, name.lineno, "LIA070")
    return name.value


def flatten(trees: Sequence[nodes.Template]) -> nodes.Template:
    """Return a text as one tree without blocks; ``trees`` holds the text itself and then what it builds on.

    Raises InheritError for what cannot be; its line is that of a node in one of the trees.
    """
    for tree in trees[:-1]:
        for node in _meaningful(tree.body[1:]):
            if not isinstance(node, nodes.Block | nodes.Extends):
                message = "zet tekst onder {% extends %} in een blok: {% block naam %}…{% endblock %}"
                raise InheritError(message, _line(node), "LIA072")
    root = trees[-1]
    versions: dict[str, list[list[nodes.Node]]] = {WHOLE: [root.body]}
    for tree in reversed(trees):
        placed = {node.name for node in tree.body if isinstance(node, nodes.Block)}  # those within a block may be new
        for name, block in _blocks_of(tree).items():
            if tree is root and name == WHOLE:
                message = f"om elke tekst staat al een blok `{WHOLE}`; kies een andere naam"
                raise InheritError(message, block.lineno, "LIA072", name)
            if tree is not root and name in placed and name not in versions:
                known = ", ".join(f"`{each}`" for each in versions)
                message = f"de tekst eronder heeft geen blok `{name}`; wel: {known}"
                raise InheritError(message, block.lineno, "LIA072", name)
            versions.setdefault(name, []).insert(0, block.body)
    return nodes.Template(_Flattener(versions).body(WHOLE, 0), lineno=1)


def _meaningful(body: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """Give the nodes that are more than white space."""
    for node in body:
        blank = isinstance(node, nodes.Output) and all(
            isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
        )
        if not blank:
            yield node


def _line(node: nodes.Node) -> int:
    return next((part.lineno for part in (node, *node.find_all(nodes.Node)) if part.lineno), 1)


def _blocks_of(tree: nodes.Template) -> dict[str, nodes.Block]:
    found: dict[str, nodes.Block] = {}
    for block in tree.find_all(nodes.Block):
        if block.scoped or block.required:
            raise InheritError("schrijf alleen {% block naam %}, zonder meer", block.lineno, "LIA072", block.name)
        if block.name in found:
            raise InheritError(f"het blok `{block.name}` staat er twee keer", block.lineno, "LIA072", block.name)
        found[block.name] = block
    return found


class _Flattener:
    """Puts the highest version of every block in its place, and lower ones where ``super()`` asks for them."""

    def __init__(self, versions: dict[str, list[list[nodes.Node]]]) -> None:
        self.versions = versions
        self.open: list[tuple[str, int]] = []
        self.count = 0

    def body(self, name: str, version: int, line: int = 1) -> list[nodes.Node]:
        """Return a fresh copy of one version of a block (0 is the highest)."""
        if (name, version) in self.open:
            raise InheritError(f"het blok `{name}` staat in zichzelf", line, "LIA072", name)
        if version >= len(self.versions[name]):
            raise InheritError(f"onder het blok `{name}` ligt niets meer; haal super() weg", line, "LIA073", "super")
        self._count(line)
        self.open.append((name, version))
        found = [copy for node in self.versions[name][version] for copy in self.copies(node)]
        self.open.pop()
        return found

    def copies(self, node: nodes.Node) -> list[nodes.Node]:
        """Return what a statement becomes: itself, the body of a block, or the pieces around ``super()``."""
        if isinstance(node, nodes.Block):
            return self.body(node.name, 0, node.lineno)
        if isinstance(node, nodes.Output):
            return self._output(node)
        return [self._copy(node)]

    def _output(self, node: nodes.Output) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        run: list[nodes.Expr] = []
        for part in node.nodes:
            if not _is_super(part):
                run.append(self._copy(part))
                continue
            found += [nodes.Output(run, lineno=node.lineno)] if run else []
            run = []
            name, version = self.open[-1]
            found += self.body(name, version + 1, part.lineno)
        return [*found, nodes.Output(run, lineno=node.lineno)] if run else found

    def _copy(self, node: Any) -> Any:
        self._count(1)
        fields = [self._value(value) for _, value in node.iter_fields()]
        return type(node)(*fields, lineno=node.lineno, environment=node.environment)

    def _count(self, line: int) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            raise InheritError(
                "deze tekst wordt te groot; maak hem korter of gebruik super() minder vaak", line, "LIA068"
            )

    def _value(self, value: Any) -> Any:
        if isinstance(value, nodes.Node):
            return self._copy(value)
        if isinstance(value, list):
            return [copy for each in value for copy in self._listed(each)]
        return value

    def _listed(self, value: Any) -> list[Any]:
        if isinstance(value, nodes.Stmt):
            return self.copies(value)
        return [self._copy(value) if isinstance(value, nodes.Node) else value]


def _is_super(node: nodes.Node) -> bool:
    plain = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "super"
    return plain and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)  # type: ignore[attr-defined]  # plain says it is a Call


_TAGS = re.compile(r"\{%.*?%\}")

_BUILDS = re.compile(r"extends|block|super")
"""What a text says that builds on another, or on which another can build by name; a short text without is as it is."""

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
        self.level = 0  # in which text: 0 is the text itself, 1 the one it builds on, and so on
        self.others: tuple[WordingError, ...] = ()  # what else is wrong with the text


@dataclass(frozen=True)
class Context:
    """What a text may say: ``values`` by the path of a field, ``extra`` by the few names that are no field."""

    values: Mapping[str, Any]
    extra: Mapping[str, Any]

    @cached_property
    def lookup(self) -> Lookup:
        """Return what conditions ask for a value."""
        return self.values.__getitem__


@dataclass(frozen=True)
class _Missing:
    """An unknown value; prints as a fill-in mark for its field."""

    path: str


@dataclass(frozen=True)
class _Known:
    """A value from the profile together with the field it came from."""

    value: Any
    path: str


_Value = Callable[[Context, Any], Any]

_Piece = Callable[[Context, Any], str]
"""A piece of text for some facts, and within a loop for a row of a list: the row and the path of the list."""


@dataclass(frozen=True)
class Wording:
    """A checked text; ``render`` gives Markdown with fill-in marks."""

    source: str
    text: _Piece | None
    conditions: tuple[Condition, ...]

    def render(self, facts: Context) -> str:
        """Return the Markdown for these facts. Same facts, same text."""
        return self.source if self.text is None else self.text(facts, None).strip()


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

MAX_ERRORS = 20
"""How much is told of one text; to look for what was meant takes time."""

_GRAMMAR = Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True)


def parse_wording(text: str, scope: Scope) -> Wording:
    """Check and compile one text. Raises WordingError (Dutch, with line) for anything outside the small subset."""
    return _compiled(text, scope, None)


def parse_part(text: str, scope: Scope, below: Sequence[str]) -> Wording:
    """Check and compile one part of a card or text, in which blocks may stand.

    ``below`` holds the texts that it builds on, nearest first; ``extends_name`` tells whose. Raises WordingError.
    """
    try:
        return _compiled(text, scope, below)
    except WordingError as error:
        for each in (error, *error.others):
            each.level, each.line = divmod(each.line, _LEVEL)
        raise


def extends_name(text: str) -> str | None:
    """Return the name that a text says it extends, or None. Raises WordingError."""
    if "extends" not in text:
        return None
    try:
        return extended(_parsed(_keep_line_ends(text)))
    except InheritError as error:
        raise WordingError(str(error), error.line, error.code, error.word) from error
    except (TemplateSyntaxError, RecursionError):
        return None  # compiling the text tells what is wrong


def _compiled(text: str, scope: Scope, below: Sequence[str] | None) -> Wording:
    if "{" not in text:
        return Wording(text, None, ())
    conditions: list[Condition] = []
    try:
        if below is None or not (below or len(text) > MAX_NODES or _BUILDS.search(text)):
            tree = _parsed(_keep_line_ends(text))
        else:
            tree = flatten([_on_level(number, each) for number, each in enumerate([text, *below])])
        piece = _text(tree.body, scope, conditions, {})
        return Wording(text, piece, tuple(conditions))
    except TemplateSyntaxError as error:
        if _NAMELESS.search(text):
            message = 'noem achter extends de tekst tussen aanhalingstekens: {% extends "naam" %}'
            raise WordingError(message, error.lineno, "LIA070", "extends") from error
        message = "dit sjabloon klopt niet; kijk naar de accolades, {% if %} en {% endif %}"
        raise WordingError(message, error.lineno, "LIA060") from error
    except InheritError as error:
        raise WordingError(str(error), error.line, error.code, error.word) from error
    except RecursionError as error:
        raise WordingError("dit sjabloon zit te diep in elkaar; maak het eenvoudiger", 1, "LIA068") from error


_NAMELESS = re.compile(r"\{%-?\s*extends\s*-?%\}")

_LEVEL = 10_000_000
"""What is added to the line numbers of a text for each text that stands on it; more than a text has lines."""


def _on_level(level: int, text: str) -> nodes.Template:
    """Return the tree of a text whose line numbers tell how far below it stands."""
    try:
        tree = _parsed(_keep_line_ends(text))
    except TemplateSyntaxError as error:
        error.lineno += level * _LEVEL
        raise
    for node in (tree, *tree.find_all(nodes.Node)) if level else ():
        if node.lineno:  # some statements have none
            node.lineno += level * _LEVEL
    return tree


def _keep_line_ends(text: str) -> str:
    """Keep the line end after words that end in a tag: only a line of nothing but tags disappears from a text."""
    return "\n".join(
        f"{row} " if row.endswith("%}") and _TAGS.sub("", row).strip() else row for row in text.split("\n")
    )


def _parsed(text: str) -> nodes.Template:
    try:
        return _GRAMMAR.parse(text)
    except ValueError as error:  # a number of thousands of digits
        raise WordingError("zet vaste tekst buiten de accolades", 1, "LIA063") from error


def _text(found: Sequence[nodes.Node], scope: Scope, conditions: list[Condition], rows: Mapping[str, str]) -> _Piece:
    """Check these nodes and return the text they make; conditions met on the way are added to ``conditions``.

    ``rows`` gives the list behind each name of a row.
    """
    parts = [part for node in found for part in (node.nodes if isinstance(node, nodes.Output) else (node,))]
    pieces = _every(partial(_piece, part, scope, conditions, rows) for part in parts)
    return lambda facts, row: "".join([piece(facts, row) for piece in pieces])


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


def _piece(node: nodes.Node, scope: Scope, conditions: list[Condition], rows: Mapping[str, str]) -> _Piece:
    if isinstance(node, nodes.Expr):
        return _shown(node, rows)
    if isinstance(node, nodes.If):
        return _choice(node, scope, conditions, rows)
    if isinstance(node, nodes.For):
        return _repeated(node, scope, conditions, rows)
    line = next(part.lineno for part in (node, *node.find_all(nodes.Node)) if part.lineno)
    message = "dit kan niet in een tekst; gebruik {{ veld }}, {% if %}, {% for %} en filters"
    raise WordingError(message, line, "LIA062")


def _choice(node: nodes.If, scope: Scope, conditions: list[Condition], rows: Mapping[str, str]) -> _Piece:
    """Return the text of the first branch whose condition is ja; unknown is not."""

    def asked(each: nodes.If) -> Condition:
        condition = _condition(each, scope)
        conditions.append(condition)
        return condition

    steps = [
        step
        for each in (node, *node.elif_)
        for step in (partial(asked, each), partial(_text, each.body, scope, conditions, rows))
    ]
    *told, otherwise = _every([*steps, partial(_text, node.else_, scope, conditions, rows)])
    branches: list[tuple[Condition, _Piece]] = list(zip(told[::2], told[1::2], strict=True))

    def piece(facts: Context, row: Any) -> str:
        found = (text for condition, text in branches if condition.answer(facts.lookup) is True)
        return next(found, otherwise)(facts, row)

    return piece


def _condition(node: nodes.If, scope: Scope) -> Condition:
    try:
        tree = condition_node(node.test, scope)
    except ConditionError as error:
        raise WordingError(str(error), node.lineno, error.code, error.word) from error
    return Condition(write_condition(tree), tree)


def _repeated(node: nodes.For, scope: Scope, conditions: list[Condition], rows: Mapping[str, str]) -> _Piece:
    """Return the text once for every row; that of `else` when there is none."""
    name, path = _loop(node, rows)
    inside = partial(_text, node.body, scope, conditions, {**rows, name: path})
    once, otherwise = _every([inside, partial(_text, node.else_, scope, conditions, rows)])

    def piece(facts: Context, row: Any) -> str:
        found = _read(facts, path)
        members = found.value if isinstance(found, _Known) else ()
        return "".join([once(facts, (each, path)) for each in members]) if members else otherwise(facts, row)

    return piece


def _shown(node: nodes.Expr, rows: Mapping[str, str]) -> _Piece:
    if isinstance(node, nodes.TemplateData):
        fixed = node.data
        return lambda _facts, _row: fixed
    value = _expression(node, rows)
    return lambda facts, row: _finalize(value(facts, row))


def _loop(node: nodes.For, rows: Mapping[str, str]) -> tuple[str, str]:
    """Return the name of a row and the path of its list."""
    specs = field_specs()
    path = _path(node.iter)
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive or rows:
        raise WordingError("schrijf {% for rij in lijst %}, zonder meer en niet in elkaar", node.lineno, "LIA066")
    if (name := node.target.name).startswith("_") or name in _TAKEN:
        raise WordingError(f"`{name}` heeft al een betekenis; noem de rij anders", node.lineno, "LIA066", name)
    if path not in specs or specs[path].kind not in ("groepen", "tekstlijst", "keuzelijst") or path == "keuzes":
        raise WordingError(f"`{path}` is geen lijst uit het profiel", node.lineno, "LIA066", path)
    return node.target.name, path


def _path(node: nodes.Node) -> str:
    """Return ``organisatie.fte`` for a name or attribute node; raises WordingError for anything else."""
    try:
        return dotted(node)
    except ConditionError as error:
        message = "gebruik tussen accolades alleen een veld uit het profiel, eventueel met een filter"
        raise WordingError(message, node.lineno, "LIA063") from error


def _read(facts: Context, path: str) -> Any:
    if path in facts.extra:
        return facts.extra[path]
    value = facts.values[path]
    return _Missing(path) if value is None else _Known(value, path)


def _field(path: str) -> _Value:
    return lambda facts, _row: _read(facts, path)


def _expression(node: nodes.Node, rows: Mapping[str, str], listed: bool = False) -> _Value:
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
        value = _expression(node.node, rows, listed="groepen" in _ACCEPTS[node.name])
        if kind not in _ACCEPTS[node.name]:
            raise WordingError(f"het filter `{node.name}` past hier niet bij", node.lineno, "LIA065", node.name)
        apply, words = FILTERS[node.name], [arg.as_const() for arg in node.args]
        return lambda facts, row: apply(value(facts, row), *words)
    path = _path(node)
    first, _, rest = path.partition(".")
    if first in rows:
        return _row_value(node, rows[first], first, rest)
    if path in EXTRA_NAMES:
        return _field(path)
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
    return _field(path)


def _kind_of(node: nodes.Expr, rows: Mapping[str, str]) -> FieldKind:
    """Return what kind of value a filter gets; text for whatever is no field, such as the result of a filter."""
    path = _path(node) if isinstance(node, nodes.Name | nodes.Getattr) else ""
    first, _, rest = path.partition(".")
    if first in rows and rest:
        return next((spec.kind for spec in row_fields(rows[first]) if spec.path == rest), "tekst")
    spec = field_specs().get(path)
    return spec.kind if spec else "tekst"


def _row_value(node: nodes.Node, list_path: str, name: str, rest: str) -> _Value:
    kind = field_specs()[list_path].kind
    known = [spec.path for spec in row_fields(list_path)] if kind == "groepen" else [""]
    if rest not in known:
        hint = suggest(rest, known) or f"; schrijf {' of '.join(f'{name}.{key}'.rstrip('.') for key in known)}"
        message = f"onbekend veld `{f'{name}.{rest}'.rstrip('.')}`{hint}"
        raise WordingError(message, node.lineno, "LIA061", rest or name)
    return lambda _facts, row: _value_of_row(row, rest)


def _value_of_row(row: tuple[Any, str], name: str) -> Any:
    value, path = row
    if not name:
        return _Known(value, path)
    found = getattr(value, name)
    return _Missing(f"{path}.{name}") if found in (None, "onbekend") else _Known(found, f"{path}.{name}")
