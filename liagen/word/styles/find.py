"""Which style of a Word file is for which role: as the municipality says it, or by a name that Word or people give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from liagen.errors import Problem, StyleError, suggest
from liagen.word.parts.xml import VAL, W
from liagen.word.styles.inheritance import default_style, style_key, style_kind, style_name
from liagen.word.styles.roles import HEADINGS, KINDS, NamedStyle, StyleRole, normalized_name

_HEADINGS: Final = {role: number for number, role in HEADINGS.items()}
_LAST_LEVEL: Final = 9


def find_by_word_names(styles: etree._Element) -> dict[StyleRole, etree._Element]:
    """Return the styles that have exactly the name that Word or we give them."""
    known = {(style_kind(style), style_name(style).casefold()): style for style in styles.findall(f"{W}style")}
    found = {role: known.get((role.kind, role.names[0].casefold())) for role in StyleRole}
    return {role: style for role, style in found.items() if style is not None}


def find_by_role(
    styles: etree._Element, roles: Iterable[StyleRole], top: int, names: Iterable[NamedStyle] = ()
) -> dict[StyleRole, etree._Element]:
    """Return the style of each role that has one: named by the municipality, or known by a name or id.

    Text is what the file has for whatever names no style. ``top`` is the heading level of the chapter's title. Raises
    StyleError for every named style that is not there.
    """
    known = _by_any_name(styles)
    found = _named_styles(known, names)
    for role in roles:
        keys = ((role.kind, normalized_name(name)) for name in _names(role, top))
        style = next((known[key] for key in keys if key in known), None)
        if role is StyleRole.TEXT and (default := default_style(styles, role.kind)) is not None:
            style = default
        if style is not None:
            found.setdefault(role, style)
    return found


def heading_level(role: StyleRole, top: int) -> int:
    """Return the heading level of a role in a chapter whose title has level ``top``; 0 when it is no heading."""
    return min(top + _HEADINGS[role] - 1, _LAST_LEVEL) if role in _HEADINGS else 0


def _names(role: StyleRole, top: int) -> tuple[str, ...]:
    """Return the names under which a role is looked up."""
    level = heading_level(role, top)
    # In a host the chapter's title may come at level 3; its sections are then Heading 4, whatever style ours have.
    return (f"Heading {level}", f"Kop {level}") if level else role.names


def _by_any_name(styles: etree._Element) -> dict[tuple[str, str], etree._Element]:
    """Return the styles by kind and name; a name goes before another name (alias), that before an id."""
    known: dict[tuple[str, str], etree._Element] = {}
    everything = styles.findall(f"{W}style")
    # In three rounds over all styles: a name of any style goes before an alias or id of another.
    for style in everything:
        known.setdefault((style_kind(style), normalized_name(style_name(style))), style)
    for style in everything:
        for name in _aliases(style):
            known.setdefault((style_kind(style), normalized_name(name)), style)
    for style in everything:
        known.setdefault((style_kind(style), normalized_name(style_key(style))), style)
    return known


def _aliases(style: etree._Element) -> Iterator[str]:
    """Yield the other names of a style."""
    for aliases in style.findall(f"{W}aliases"):
        yield from (aliases.get(VAL) or "").split(",")


def _named_styles(
    known: Mapping[tuple[str, str], etree._Element], names: Iterable[NamedStyle]
) -> dict[StyleRole, etree._Element]:
    """Return the styles that the municipality names."""
    roles = {role.word: role for role in StyleRole}
    found: dict[StyleRole, etree._Element] = {}
    problems: list[Problem] = []
    for named in names:
        role = roles[named.word]
        style = known.get((role.kind, normalized_name(named.style)))
        if style is not None:
            found[role] = style
            continue
        there = {_shown_name(each) for (kind, _), each in known.items() if kind == role.kind}
        hint = suggest(named.style, sorted(there)) or "; neem de naam over uit het venster Stijlen van Word"
        message = f"het stijlbestand heeft geen {KINDS[role.kind]} «{named.style}»{hint}"
        problems.append(Problem(named.file, message, place=(named.line, named.column), field=named.word))
    if problems:
        raise StyleError(problems)
    return found


def _shown_name(style: etree._Element) -> str:
    """Return the name of a style as Word shows it, which writes some of its own in small letters."""
    name = style_name(style)
    return name[:1].upper() + name[1:]
