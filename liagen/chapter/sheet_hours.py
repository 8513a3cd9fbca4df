"""The hours that the plan asks, summed for each owner: estimates of ours, held against what there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from liagen.chapter.hours import Hours
from liagen.chapter.markdown import fill_for, plain_text, to_spans
from liagen.chapter.material import origin_of
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.document.blocks import Block, Paragraph
from liagen.library.dutch import capital, dutch_number

_OFFICER = "beleggen.uitvoerder.functie"
_WEEKLY = "beleggen.uitvoerder.uren_per_week"


@dataclass(frozen=True)
class OwnerHours:
    """All that one owner is asked: what for (Markdown), with the hours of each, and the sum."""

    owner: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Return the sum."""
        return sum(hours for _, hours in self.parts)


@dataclass(frozen=True)
class OfficerTime:
    """What the plan asks of the officer in a year, against what she has."""

    asked: int
    available: int

    @property
    def percent(self) -> int:
        """Return which share of her hours the plan takes."""
        return round(100 * self.asked / self.available)


def by_owner(rows: Iterable[Hours]) -> tuple[OwnerHours, ...]:
    """Return the rows summed for each owner, in the order in which they come first."""
    names: dict[str, str] = {}
    parts: dict[str, dict[str, int]] = {}
    for row in rows:
        key = plain_text(row.owner).casefold()
        names.setdefault(key, row.owner)
        mine = parts.setdefault(key, {})
        mine[row.what] = mine.get(row.what, 0) + row.total
    return tuple(OwnerHours(names[key], tuple(mine.items())) for key, mine in parts.items())


def officer_time(sheet: SheetMaterial) -> OfficerTime | None:
    """Return what the plan asks of the officer; None when nothing is, or her hours are unknown."""
    weekly = sheet.known(_WEEKLY)
    asked = sum(row.total for row in sheet.material.plan.hours if is_officer(plain_text(row.owner), sheet))
    return OfficerTime(asked, weekly * sheet.weeks) if asked and weekly else None


def is_officer(owner: str, sheet: SheetMaterial) -> bool:
    """Say whether an owner (plain text) is the officer: her function or its first words, or a name that texts use."""
    name = sheet.known(_OFFICER) or fill_for(_OFFICER).text
    others = sheet.word("uitvoerder_heet").split(", ")
    return f"{name.casefold()} ".startswith(f"{owner.casefold()} ") or owner.casefold() in others


def hours_table(sheet: SheetMaterial) -> list[Block]:
    """Return the hours for each owner and their sum; what the officer has below it. Or that there is no estimate."""
    owners = by_owner(sheet.material.plan.hours)
    if not owners:
        return [_paragraph(sheet.word("uren_geen"))]
    lines = [_line(number, owner, sheet) for number, owner in enumerate(owners, 1)]
    if len(owners) > 1:
        total = dutch_number(sum(owner.total for owner in owners))
        words = {"wie": sheet.word("uren_samen"), "waarvoor": "", "uren": total}
        lines.append(TableLine("lijst", "uren.samen", words))
    return [*table_of_lines("uren", lines, sheet.material), _paragraph(_told(sheet))]


def _paragraph(text: str) -> Paragraph:
    origin = origin_of("lijst", "uren", "tekst")
    return Paragraph(origin.name, to_spans(text), origins=(origin,))


def _line(number: int, owner: OwnerHours, sheet: SheetMaterial) -> TableLine:
    parts = [sheet.word("uren_deel", waarvoor=what, uren=dutch_number(hours)) for what, hours in owner.parts]
    told = ", ".join(parts) if len(parts) > 1 else owner.parts[0][0]
    words = {"wie": capital(owner.owner), "waarvoor": told, "uren": dutch_number(owner.total)}
    return TableLine("lijst", f"uren.{number}", words)


def _told(sheet: SheetMaterial) -> str:
    """Return how the sum compares with the hours of the officer, and what of it is not sure yet."""
    asked = sheet.reference(row.asked for row in sheet.material.plan.hours)
    unsure = [sheet.word("uren_keer", vraag=asked)] if asked else []
    return " ".join([_compared(sheet), *unsure])


def _compared(sheet: SheetMaterial) -> str:
    weekly, found = sheet.known(_WEEKLY), officer_time(sheet)
    if not weekly:
        return sheet.word("uren_nodig", vraag=sheet.bracketed([_WEEKLY]))
    words = {"week": dutch_number(weekly), "jaar": dutch_number(weekly * sheet.weeks)}
    if not found:
        return sheet.word("uren_bekend", **words)
    return sheet.word("uren_tegen", gevraagd=dutch_number(found.asked), procent=str(found.percent), **words)
