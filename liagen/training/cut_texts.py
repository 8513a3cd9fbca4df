"""What a kind of mistake says of what falls away, and of what stands beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from liagen.library.field_types import CardModel, JaNee, Sleutel, Zin, Zinnen

FaultClass = Literal["staat", "weg", "verband", "oordeel"]
"""Something wrong stands there; something is missing; two parts cannot both hold; right by the facts, not by a rule."""

FAULT_CLASSES: tuple[FaultClass, ...] = ("staat", "weg", "verband", "oordeel")

CutKind = Literal["zin", "woorden", "punt", "alinea", "rij", "doel"]


def tuples(value: object) -> object:
    """Return lists as tuples, at every depth."""
    return tuple(tuples(item) for item in value) if isinstance(value, list) else value


class CutModel(CardModel):
    """One thing that falls away from a section, and everything in the chapter that would tell that it did.

    ``wat`` says what is cut: a sentence, words (``door`` comes in their place), one point of a list, a paragraph, one
    row of a table, or one goal with its number, its references and its point of decision. ``moet`` says that without
    it nothing falls away; for the first that always holds.
    """

    wat: CutKind
    onderdeel: Sleutel | None = None
    van: Annotated[Zinnen, Field(min_length=1)]
    door: str = ""
    anders: Annotated[tuple[int, ...], BeforeValidator(tuples)] = ()
    moet: JaNee = "nee"


class BesideModel(CardModel):
    """What must stand elsewhere in the chapter: it shows that something is missing, or cannot hold with it."""

    onderdeel: Sleutel
    staat: Annotated[Zinnen, Field(min_length=1)]


class PairModel(CardModel):
    """What asks for something else: where ``als`` stands, ``dan`` must."""

    als: BesideModel
    dan: BesideModel


class DemandModel(CardModel):
    """What a rule for a good chapter asks to be there; printed where the whole chapter meets it.

    Where something of ``niet_bij`` stands, it does not, nor where one of ``samen`` stands without the other.
    """

    sleutel: Sleutel
    tekst: Zin
    niet_bij: Annotated[tuple[BesideModel, ...], BeforeValidator(tuples)] = ()
    samen: Annotated[tuple[PairModel, ...], BeforeValidator(tuples)] = ()
