"""Which questions another answer has settled already, so that they need not be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from liagen.profile.fields import field_specs
from liagen.profile.group import STANDS_WHEN_ABSENT
from liagen.profile.own_fields import asked_if

PRESENT: Final = "aanwezig"
"""The field of a group that says whether there is anything to describe."""

_SETTLED_BY: Final = {"organisatie.aantal_afdelingen": "organisatie.afdelingen"}
"""A field that need not be asked once the other one is answered."""

_VACANCY: Final = ("beleggen.uitvoerder", "beleggen.uitvoerder.soort", "vacature")
"""A group of which something can be told though nobody is there: of a vacancy the function and its hours are known."""


@dataclass(frozen=True)
class Settled:
    """Why a question does not apply: ``by`` is the field whose answer settles it, ``answer`` that answer."""

    path: str
    by: str
    answer: Any


def not_applicable(path: str, lookup: Callable[[str], Any]) -> Settled | None:
    """Return why the question of a field does not apply; None when it does.

    ``lookup`` gives the answer to a field, None when there is none.
    """
    group, _, name = path.rpartition(".")
    gate = gate_of(path)
    is_vacancy = group == _VACANCY[0] and lookup(_VACANCY[1]) == _VACANCY[2]
    if gate and name not in STANDS_WHEN_ABSENT and not is_vacancy and lookup(gate) == "nee":
        return Settled(path, gate, "nee")
    by = _SETTLED_BY.get(path, "")
    answer = lookup(by) if by else None
    return Settled(path, by, answer) if answer else _not_asked(path, lookup)


def _not_asked(path: str, lookup: Callable[[str], Any]) -> Settled | None:
    """Return why the question of a package is not asked: its condition is «nee»."""
    condition = asked_if(path)
    if condition is None or condition.answer(lambda name: _known(lookup(name))) is not False:
        return None
    by = next((name for name in condition.names if _known(lookup(name)) is not None), condition.names[0])
    return Settled(path, by, lookup(by))


def _known(value: Any) -> Any:
    return None if value == "onbekend" else value


def gate_of(path: str) -> str:
    """Return the field that says whether the group of a field is there; empty when it has none or is it itself."""
    group, _, name = path.rpartition(".")
    gate = f"{group}.{PRESENT}"
    return gate if name != PRESENT and gate in field_specs() else ""
