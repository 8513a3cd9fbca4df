"""Texts that build on other texts: ``extends``, ``block`` and ``super()`` worked out when a text is loaded.

What comes out is one plain syntax tree: at rendering nothing is looked up any more, so a text can reach no other file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import nodes

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
