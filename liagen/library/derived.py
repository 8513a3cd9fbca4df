"""Names that are worked out and never asked: the size of the organisation, the kinds of groups, how many goals
were reached, what the calendar says.

They stand in conditions, and most of them in texts, beside the fields of the profile; nobody types them.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from liagen.library.size import FTE, SIZE, SIZE_SPEC
from liagen.profile.choices import GROEPSSOORT
from liagen.profile.fields import GOAL_CHOICES, OUTCOMES, FieldSpec, field_specs
from liagen.profile.group import FieldKind

DECISION: Final = "document.besluit_datum"
GOALS_IN_TABLE: Final = "plan.doelen"
GOAL_COUNT: Final = "plan.aantal_doelen"
GOALS_BEFORE: Final = "plan.doelen_vooraf"
GOALS_AFTER: Final = "plan.doelen_erna"
GOALS_OF_COLLEGE: Final = "plan.doelen_college"
GOALS_OF_COUNCIL: Final = "plan.doelen_raad"
NUMBERS_BEFORE: Final = "plan.nummers_vooraf"
NUMBERS_OF_COLLEGE: Final = "plan.nummers_college"
NUMBERS_OF_COUNCIL: Final = "plan.nummers_raad"
PAID_TIMES: Final = "plan.keren"
COUNTED_TIMES: Final = "plan.keren_bekend"
TERMS: Final = "plan.termijnen"
GOALS_STRUCK: Final = "plan.geschrapt"
"""The goals that the officer does not want, by their keys; known before anything is planned."""

GOAL_LISTS: Final = (GOALS_IN_TABLE, GOALS_STRUCK)
"""Names of which the values are keys of goals."""

GROUPS: Final = "beleggen.groepen"
GROUP_KINDS: Final = "beleggen.soorten_groepen"
"""The kinds of the groups that still meet: whether there is a panel or a stuurgroep already."""

GROUP_STOPPED: Final = "beleggen.gestopt"
"""The year in which the one group that stopped did so; unknown when there are more, or none."""

TESTS_OPEN: Final = "gedaan.testen_open"
"""How many tests found something of which nobody says what was done about it; unknown without rows of tests."""

GOALS_JUDGED: Final = "terugblik.aantal_doelen"
"""How many goals of the last plan there is an answer about; unknown when there is none about any."""

GOALS_BY_OUTCOME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "gehaald": "terugblik.aantal_gehaald",
        "deels": "terugblik.aantal_deels",
        "niet": "terugblik.aantal_niet",
        "nog_niet_aan_de_beurt": "terugblik.aantal_later",
    }
)
"""How many of those have each answer."""

AFTER_PLANNING: Final = (
    GOALS_IN_TABLE,
    GOAL_COUNT,
    GOALS_BEFORE,
    GOALS_AFTER,
    GOALS_OF_COLLEGE,
    GOALS_OF_COUNCIL,
    NUMBERS_BEFORE,
    NUMBERS_OF_COLLEGE,
    NUMBERS_OF_COUNCIL,
    PAID_TIMES,
    COUNTED_TIMES,
    TERMS,
)
"""What is known only once the goals are chosen: not for what chooses or makes a goal."""

NOT_PRINTED: Final = (SIZE, GROUP_KINDS, "plan.besluit", "plan.melden", *GOAL_LISTS)
"""Names for conditions only."""


def _spec(name: str, kind: FieldKind, label: str, choices: tuple[str, ...] = ()) -> FieldSpec:
    return FieldSpec(f"plan.{name}", kind, choices, label, "", "", choices[0] if choices else None)


_PLAN: Final = (
    (_spec("besluit", "keuze", "stand van het besluit", ("komt", "onbekend", "genomen")), DECISION),
    (_spec("besluit_op", "tekst", "moment van het besluit"), DECISION),
    (_spec("eerste_jaar", "tekst", "eerste jaar van het plan"), DECISION),
    (_spec("tweede_jaar", "tekst", "tweede jaar van het plan"), DECISION),
    (_spec("begin", "tekst", "maand van de eerste stappen"), DECISION),
    (_spec("laatste_maand", "tekst", "laatste maand van het eerste jaar"), DECISION),
    (_spec("terugkijken", "tekst", "moment van terugkijken"), DECISION),
    (_spec("besluit_voorzet", "tekst", "maand die wij voor het besluit voorstellen"), DECISION),
    (_spec("eerste_bericht", "tekst", "moment van het eerste bericht over de doelen"), DECISION),
    (_spec("half_jaar", "tekst", "moment een half jaar na het besluit"), DECISION),
    (
        _spec("melden", "keuze", "maand waarin wij elk jaar melden", ("maart", "juni", "september", "december")),
        "volgen.wanneer",
    ),
    (_spec("eind", "tekst", "einde van de periode"), "document.periode.tot"),
    (_spec("laatste_bericht", "tekst", "moment van het laatste bericht over de doelen"), "document.periode.tot"),
    (_spec("gesprek_1", "tekst", "maand van het eerste gesprek vóór het besluit"), DECISION),
    (_spec("gesprek_2", "tekst", "maand van het tweede gesprek vóór het besluit"), DECISION),
    (_spec("stukken", "tekst", "datum waarop de stukken klaar zijn"), DECISION),
    (_spec("eerste_kwartaal", "tekst", "eerste kwartaal van het plan"), DECISION),
    (
        _spec("bijeenkomsten", "getal", "aantal medewerkersbijeenkomsten in het eerste jaar"),
        "structuren.medewerkersbijeenkomst.frequentie",
    ),
    (
        _spec("eerste_afdelingen", "getal", "aantal afdelingen dat in een zeer grote organisatie begint"),
        "organisatie.fte",
    ),
    (
        _spec("aantal_aanjagers", "getal", "aantal aanjagers dat er is of komt"),
        "organisatie.aantal_afdelingen",
    ),
    (
        _spec("uren_per_maand", "getal", "uren per maand van aanjagers en vervanger samen"),
        "beleggen.aanjagers.uren_per_maand",
    ),
    (
        _spec("uren_met_voorzet", "getal", "uren per maand van aanjagers en vervanger samen, met de voorzet"),
        "organisatie.aantal_afdelingen",
    ),
    (
        _spec("uren_alles", "getal", "uren per maand van allen samen, met de voorzet"),
        "organisatie.aantal_afdelingen",
    ),
    (
        _spec("uren_twee", "getal", "uren per maand van trekker en vervanger samen, met de voorzet"),
        "beleggen.uitvoerder.uren_per_week",
    ),
    (_spec("geschrapt", "keuzelijst", "geschrapte doelen"), GOAL_CHOICES),
    (_spec("doelen", "keuzelijst", "doelen in de tabel"), DECISION),
    (_spec("aantal_doelen", "getal", "aantal doelen in de tabel"), DECISION),
    (_spec("doelen_vooraf", "getal", "aantal doelen dat klaar is als het besluit valt"), DECISION),
    (_spec("doelen_erna", "getal", "aantal doelen na het besluit"), DECISION),
    (_spec("doelen_college", "getal", "aantal doelen na het besluit waar het college over gaat"), DECISION),
    (_spec("doelen_raad", "getal", "aantal doelen dat de raad vaststelt"), DECISION),
    (_spec("keren", "getal", "hoe vaak de doelen om een vergoeding vragen"), "organisatie.aantal_afdelingen"),
    (
        _spec("keren_bekend", "getal", "hoe vaak doelen met een bekend aantal een vergoeding vragen"),
        "organisatie.aantal_afdelingen",
    ),
    (_spec("termijnen", "tekst", "maanden van de doelen bij de maand die wij voor het besluit voorstellen"), DECISION),
    (_spec("nummers_vooraf", "tekst", "nummers van de doelen die klaar zijn als het besluit valt"), DECISION),
    (_spec("nummers_college", "tekst", "nummers van de doelen waar het college over gaat"), DECISION),
    (_spec("nummers_raad", "tekst", "nummers van de doelen die de raad vaststelt"), DECISION),
)
"""Each name of the plan with the field in which its answer, or the best part of it, can be given."""

_KINDS_SPEC: Final = FieldSpec(
    GROUP_KINDS, "keuzelijst", typing.get_args(GROEPSSOORT), "soorten groepen", "Welke groepen zijn er?", "", None
)
_STOPPED_SPEC: Final = FieldSpec(GROUP_STOPPED, "getal", (), "jaar waarin de groep stopte", "", "", None)
_OPEN_SPEC: Final = FieldSpec(
    TESTS_OPEN, "getal", (), "tests met een uitkomst waar nog niets mee is gedaan", "", "", None
)
_COUNTS: Final = {
    name: FieldSpec(name, "getal", (), label, "", "", None)
    for name, label in (
        (GOALS_JUDGED, "aantal doelen van het vorige plan"),
        (GOALS_BY_OUTCOME["gehaald"], "aantal gehaalde doelen"),
        (GOALS_BY_OUTCOME["deels"], "aantal deels gehaalde doelen"),
        (GOALS_BY_OUTCOME["niet"], "aantal niet gehaalde doelen"),
        (GOALS_BY_OUTCOME["nog_niet_aan_de_beurt"], "aantal doelen dat nog niet aan de beurt was"),
    )
}
_SPECS: Final[Mapping[str, FieldSpec]] = MappingProxyType(
    {
        SIZE: SIZE_SPEC,
        GROUP_KINDS: _KINDS_SPEC,
        GROUP_STOPPED: _STOPPED_SPEC,
        TESTS_OPEN: _OPEN_SPEC,
        **_COUNTS,
        **{spec.path: spec for spec, _ in _PLAN},
    }
)
_ASKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        SIZE: FTE,
        GROUP_KINDS: GROUPS,
        GROUP_STOPPED: GROUPS,
        TESTS_OPEN: "gedaan.testen",
        **dict.fromkeys(_COUNTS, OUTCOMES),
        **{spec.path: field for spec, field in _PLAN},
    }
)


def derived_specs() -> Mapping[str, FieldSpec]:
    """Return every derived name with what is known of it."""
    return _SPECS


def is_no_answer(name: str) -> bool:
    """Say whether a name is nobody's answer, and varied by itself: one of the plan, or counted from rows or goals."""
    return name.startswith("plan.") or name in (*_COUNTS, GROUP_STOPPED, TESTS_OPEN)


def spec_of(name: str) -> FieldSpec:
    """Return what is known of a field of the profile, or of a derived name."""
    return _SPECS[name] if name in _SPECS else field_specs()[name]


def field_asked(name: str) -> str:
    """Return the field in which the officer can answer what a name asks: the size is asked in fte."""
    return _ASKED.get(name, name)
