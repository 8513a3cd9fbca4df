"""What can be told in two shapes, a short one and rows that tell more: each follows from the other."""

from __future__ import annotations

import typing
from typing import Any

from liagen.profile.choices import GETEST, GROEPSSOORT, LID, VORM
from liagen.profile.group import Groep, checked, checked_rows
from liagen.profile.parsing import parse_choice, refusal
from liagen.profile.rows import Groepsrij, SoortRij, Test

_Data = dict[str, Any]


def with_both_lists(data: _Data, short: str, rows: str, row_model: type[SoortRij]) -> _Data:
    """Return the data of a group with the kinds of the rows also in the short list, and a row for every other kind.

    What was not understood stays as it was typed.
    """
    told, found = _told(data, short), checked_rows(row_model, data.get(rows))
    of_told = checked_rows(row_model, tuple({row_model.kind_field: each} for each in told or ()))
    if (told is None and found is None) or (found is None and data.get(rows) is not None) or of_told is None:
        return data
    if told is not None and found is not None and bool(told) != bool(found):
        return data  # «geen» beside something: refused with the rows
    known = {kind for row in found or () for kind in row.kinds}
    counted = (kind for row in found or () for kind in row.counted)
    kinds = tuple(dict.fromkeys((*(told or ()), *counted)))
    both: _Data = {**data, rows: (*(found or ()), *(row for row in of_told if not known & set(row.kinds)))}
    # Rows of which no kind is known say that there was something, and not what: a short list can only be silent.
    return {**both, short: kinds} if kinds or not both[rows] else both


def _told(data: _Data, short: str) -> tuple[str, ...] | None:
    """Return the short list that was typed; a word that it does not know is refused later."""
    value = data.get(short)
    return value if isinstance(value, tuple) else None


def with_tests(data: _Data) -> _Data:
    """Return the data of what was done with the kinds of tests that follow from the tests in rows."""
    found = checked_rows(Test, data.get("testen"))
    told = _told(data, "tests")
    if found is None:
        return {**data, "testen": ()} if told == () and data.get("testen") is None else data
    if told is not None:
        return data
    choices = typing.get_args(GETEST)
    read = [parse_choice(row.wat, choices) for row in found]
    return {**data, "tests": tuple(dict.fromkeys(each if each in choices else choices[-1] for each in read))}


def with_both_groups(data: _Data, group_model: type[Groep]) -> _Data:
    """Return the data of who does what with the first running group of `groepen` as `groep`, or the other way round."""
    group, rows = checked(group_model, data.get("groep")), checked_rows(Groepsrij, data.get("groepen"))
    if (group is None and data.get("groep") is not None) or (rows is None and data.get("groepen") is not None):
        return data
    if rows is None:
        found = None if group is None else _rows_of(group)
        return data if found is None else {**data, "groepen": found}
    told = {} if group is None else _given(group)
    if not rows and told.get("aanwezig") == "onbekend":
        del told["aanwezig"]  # who says that there are no groups knows whether there is one
    if _contradict(str(told.get("aanwezig")), rows):
        return data
    running = [row for row in rows if row.is_running]
    return {**data, "groep": {**_group_of(rows, running), **told}}


def check_groups(present: str, groups: object) -> None:
    """Refuse rows of groups that contradict the group of the old shape; raises what `refusal` returns."""
    rows = checked_rows(Groepsrij, groups)
    if rows is not None and _contradict(present, rows):
        group, here = ("is er niet", "staat een groep die nog bestaat") if rows else ("is er", "staat geen")
        raise refusal(f"`groep` {group}, maar hier {here}; kies één van beide")


def _contradict(present: str, rows: tuple[Groepsrij, ...]) -> bool:
    if not rows:
        return present == "ja"
    return present == "nee" and any(row.is_running for row in rows)


def _given(group: Groep) -> _Data:
    """Return what was said in a group, an explicit «onbekend» included."""
    values = {name: getattr(group, name) for name in group.model_fields_set}
    return {name: value for name, value in values.items() if value is not None}


def _rows_of(group: Any) -> tuple[Groepsrij, ...] | None:
    """Return the group of the old shape as one row; no row when there is none."""
    if group.aanwezig != "ja":
        return () if group.aanwezig == "nee" else None
    kinds = (form.partition("_")[0] for form in group.vormen or ())  # netwerk_fysiek is a netwerk
    values = {
        "soort": next((kind for kind in kinds if kind in typing.get_args(GROEPSSOORT)), None),
        "leden": group.leden,
        "ambtenaren": group.ambtenaren,
        "sinds": group.bestaat_sinds,
    }
    return (Groepsrij.model_validate({name: value for name, value in values.items() if value is not None}),)


def _group_of(rows: tuple[Groepsrij, ...], running: list[Groepsrij]) -> _Data:
    earlier = tuple(
        dict.fromkeys(row.soort for row in rows if not row.is_running and row.soort in typing.get_args(VORM))
    )
    found: _Data = {"eerder": earlier} if earlier else {}
    if not running:
        return found if rows else {"aanwezig": "nee"}
    first = running[0]
    members = tuple(each for each in first.leden or () if each in typing.get_args(LID))
    values = {
        "vormen": (first.soort,) if first.soort in typing.get_args(VORM) else None,
        "leden": members or (None if first.leden else first.leden),
        "ambtenaren": first.ambtenaren,
        "bestaat_sinds": first.sinds,
    }
    return {**found, "aanwezig": "ja", **{name: value for name, value in values.items() if value is not None}}
