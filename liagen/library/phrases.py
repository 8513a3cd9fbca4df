"""The texts that others take in with ``tekst()``: each compiled after what it takes in itself, circles refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

from liagen.errors import Problem
from liagen.library.condition_parser import Scope
from liagen.library.cycles import in_cycles
from liagen.library.field_types import Known
from liagen.library.layers import LibraryFile
from liagen.library.option_lists import CardWords
from liagen.library.reader import Reader, text_chain
from liagen.library.wording import Phrases, Wording
from liagen.library.wording_parser import OPTION_LOOP, parse_wording, taken_in


@dataclass(frozen=True)
class TextOrder:
    """The texts in the order to compile them: first those that anything may take in, then those that place cards or
    dated facts.

    Each is the part before the first heading; a text in a circle is in neither.
    """

    shared: tuple[str, ...]
    placing: tuple[str, ...]
    circular: frozenset[str]


def text_order(files: Mapping[str, LibraryFile]) -> TextOrder:
    """Return the order in which the texts can be compiled."""
    calls = {key: _calls(file) for key, file in files.items()}
    needed = {key: tuple(name for call, name in found if call == "tekst") for key, found in calls.items()}
    circular = in_cycles(needed)
    straight = {key: [each for each in needed[key] if each in files] for key in files if key not in circular}
    ordered = [key for key in TopologicalSorter(straight).static_order() if key not in circular]
    placing: set[str] = set()
    for key in ordered:
        if any(call in ("kaart", "feit", OPTION_LOOP) or name in placing for call, name in calls[key]):
            placing.add(key)
    shared = tuple(key for key in ordered if key not in placing)
    return TextOrder(shared, tuple(key for key in ordered if key in placing), frozenset(circular))


def shared_phrases(
    reader: Reader, files: Mapping[str, LibraryFile], order: TextOrder, known: Known, facts: frozenset[str]
) -> Phrases:
    """Compile the texts that anything may take in; what takes itself in is a problem and says nothing.

    ``facts`` are the sources with a dated fact.
    """
    scope = known.scope
    for key in sorted(order.circular):
        part = files[key].parts["tekst"]
        message = f"de tekst `{key}` haalt zichzelf op met tekst()"
        reader.problems.append(Problem(part.file, message, place=(part.line, 1), code="LIA078"))
    found: dict[str, Wording] = {key: parse_wording("", scope) for key in order.circular}
    phrases = replace(known.phrases, names=frozenset(files), texts=found, facts=facts)
    return _compiled(reader, files, order.shared, scope, phrases)


def section_phrases(
    reader: Reader,
    files: Mapping[str, LibraryFile],
    order: TextOrder,
    scope: Scope,
    shared: Phrases,
    cards: Mapping[str, CardWords],
) -> Phrases:
    """Compile the texts that place cards as well, and return what the text of a section may take in."""
    return _compiled(reader, files, order.placing, scope, replace(shared, cards=cards))


def _compiled(
    reader: Reader, files: Mapping[str, LibraryFile], keys: tuple[str, ...], scope: Scope, phrases: Phrases
) -> Phrases:
    found = dict(phrases.texts)
    phrases = replace(phrases, texts=found)
    for key in keys:
        part = files[key].parts.get("tekst")
        # Each sees those before it: what it takes in comes first.
        found[key] = reader.compile_part(part, scope, phrases) if part else parse_wording("", scope)
    return phrases


def _calls(file: LibraryFile) -> tuple[tuple[str, str], ...]:
    part = file.parts.get("tekst")
    return tuple(call for each in text_chain(part) for call in taken_in(each.text)) if part else ()
