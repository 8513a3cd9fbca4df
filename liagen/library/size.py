"""How large an organisation is: from its fte, else from what is known instead, which makes it an assumption."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liagen.profile.fields import FieldSpec

SIZE = "organisatie.omvang"
"""A name for conditions. It is no field: nobody types it, and no text prints it."""

FTE = "organisatie.fte"

_BASES = ((FTE, "fte"), ("organisatie.aantal_afdelingen", "afdelingen"), ("gemeente.inwoners", "inwoners"))
"""The fields it follows from, best first, each with the end of the names of its two settings."""

SIZE_FIELDS = tuple(path for path, _ in _BASES)
"""The fields that it follows from, best first."""

SIZE_LIMITS = tuple((f"klein_tot_{unit}", f"groot_vanaf_{unit}") for _, unit in _BASES)
"""The settings that it needs: up to what number small, and from what number large."""

SIZE_SPEC = FieldSpec(
    SIZE, "keuze", ("klein", "middel", "groot"), "omvang van de organisatie", "Hoe groot is de organisatie?", "", None
)


@dataclass(frozen=True)
class Size:
    """The size of an organisation (``klein``, ``middel`` or ``groot``) and the field it was taken from."""

    value: str
    basis: str

    @property
    def assumed(self) -> bool:
        """Return whether it is an estimate: the number of fte is not known."""
        return self.basis != FTE


def size_of(lookup: Callable[[str], Any]) -> Size | None:
    """Return the size by the first field that is known; None when none is, or when a setting is missing."""
    for path, unit in _BASES:
        number = lookup(path)
        if number is None:
            continue
        small, large = lookup(f"instelling.klein_tot_{unit}"), lookup(f"instelling.groot_vanaf_{unit}")
        if small is None or large is None:
            return None
        return Size("groot" if number >= large else "klein" if number <= small else "middel", path)
    return None


def with_size(lookup: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return the same lookup that also knows the size, worked out from the rest."""

    def found(name: str) -> Any:
        if name != SIZE:
            return lookup(name)
        size = size_of(lookup)
        return size.value if size else None

    return found
