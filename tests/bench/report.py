"""What was measured as a Markdown page in Dutch, each figure beside its target; a missed target is said."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import dataclass

from tests.bench.growth import STEPS, Growth
from tests.bench.rounds import WAYS, Rounds
from tests.bench.variants import BASE

_NAMES = {
    "liagen": "(a) liagen, hele keten",
    "python-docx": "(b) python-docx",
    "docxtpl": "(c) docxtpl",
    "pandoc": "(d) pandoc, één proces",
    "zip": "(e) ondergrens: alleen inpakken",
}
_TARGETS = {"python-docx": (12, 35), "docxtpl": (3, 8), "pandoc": (15, 50)}
"""How many times as fast as this way liagen must be, and wants to be."""

_FLOOR = (12, 5)
_MAKING, _HELP, _MEMORY = 1.2, 5.0, 10.0

_METHOD = f"""\
Gemaakt met `make bench`. Elke meting gebruikt een rijk profiel (`{BASE}`, aangevuld) met een naam, getallen en teksten
die het proces nog niet heeft gezien. De manieren wisselen elkaar af in rondes. Een verhouding komt uit één ronde. Drie
rondes vooraf tellen niet mee. Alle opmerkingen in de kantlijn staan aan.

- (a) telt alles: profiel lezen, kiezen, plannen, samenstellen, en het Word-bestand op schijf zetten.
- (b) tot en met (e) tellen alleen het schrijven. Wat zij nodig hebben, staat klaar.
- (b) schrijft met `add_heading`, `add_paragraph`, `add_run`, `add_table` en `add_comment`, met stijlen op naam.
- (c) vult een Word-sjabloon met lussen over dezelfde blokken.
- (d) zet Markdown om, met het standaardsjabloon van python-docx als voorbeeld.
- (e) pakt de onderdelen van het bestand van liagen opnieuw in, even sterk.

Na elke ronde worden alle bestanden teruggelezen: de tekst van elke alinea en cel moet overal gelijk zijn, net als de
opmerkingen. Verschillen die blijven: (c) kan geen opmerkingen maken; alleen (a) en (e) hebben een inhoudsopgave,
invulvakken, bladwijzers en links; spaties tellen als één, want Markdown kent er niet meer; lege alinea's tellen niet.
"""


@dataclass(frozen=True)
class Figures:
    """Everything that one run measured.

    ``memory`` is in MB, by the number of profiles; ``load`` is how many processes wanted to run at the start.
    """

    rounds: tuple[Rounds, ...]
    making: list[float]
    help: list[float]
    memory: dict[int, float]
    growth: list[Growth]
    load: float


def report(figures: Figures) -> str:
    """Return the page."""
    parts = ["# Prestaties", _METHOD, *map(_chapter, figures.rounds), _processes(figures), _growth(figures.growth)]
    return "\n\n".join(part.strip() for part in (*parts, _machine(figures.load))) + "\n"


def _chapter(rounds: Rounds) -> str:
    rows = [
        f"## Hoofdstuk «{rounds.length}»: {len(rounds.seconds['liagen'])} rondes",
        f"{rounds.paragraphs} alinea's en cellen, {_number(rounds.characters)} tekens, {rounds.notes} opmerkingen. "
        "Steeds: laagste – midden – hoogste.",
        "| manier | milliseconden | verhouding | moet | streven | uitslag |\n|---|---|---|---|---|---|",
    ]
    rows[-1] += "".join("\n" + _row(way, rounds) for way in WAYS)
    return "\n\n".join(rows)


def _row(way: str, rounds: Rounds) -> str:
    times = _spread([1000 * second for second in rounds.seconds[way]], 1 if way in ("liagen", "zip") else 0)
    if way == "liagen":
        return f"| {_NAMES[way]} | {times} | | | | |"
    ratios = rounds.ratios(way)
    if way == "zip":
        spent = [1 / ratio for ratio in ratios]
        must, want = _FLOOR
        found = _verdict(statistics.median(spent) <= must, statistics.median(spent) <= want)
        return f"| {_NAMES[way]} | {times} | liagen {_spread(spent)} × de tijd | ≤ {must} × | ≤ {want} × | {found} |"
    must, want = _TARGETS[way]
    found = _verdict(statistics.median(ratios) >= must, statistics.median(ratios) >= want)
    return f"| {_NAMES[way]} | {times} | liagen {_spread(ratios)} × zo snel | ≥ {must} × | ≥ {want} × | {found} |"


def _verdict(must: bool, want: bool) -> str:
    return "gehaald, streven ook" if want else "gehaald, streven gemist" if must else "**gemist**"


def _processes(figures: Figures) -> str:
    (small, less), (large, more) = sorted(figures.memory.items())
    grown = 100 * (more / less - 1)
    rows = [
        (
            "`liagen maak`, hele proces, tegen pandoc op hetzelfde hoofdstuk",
            f"{_spread(figures.making, 2)} × de tijd",
            f"≤ {_decimal(_MAKING, 1)} ×",
            statistics.median(figures.making) <= _MAKING,
        ),
        (
            "`liagen --help` tegen `python -c pass`",
            f"{_spread(figures.help)} × de tijd",
            f"≤ {_decimal(_HELP, 0)} ×",
            statistics.median(figures.help) <= _HELP,
        ),
        (
            f"geheugen van `liagen reeks`, {large} tegen {small} profielen, één proces",
            f"{_decimal(more, 0)} tegen {_decimal(less, 0)} MB: {_decimal(grown, 1)} % verschil",
            f"≤ {_decimal(_MEMORY, 0)} %",
            abs(grown) <= _MEMORY,
        ),
    ]
    table = [f"| {what} | {found} | {target} | {_met(met)} |" for what, found, target, met in rows]
    return "\n".join(["## Hele processen", "", "| wat | gemeten | doel | uitslag |", "|---|---|---|---|", *table])


def _growth(found: list[Growth]) -> str:
    head = " | ".join(f"× {step}" for step in STEPS)
    rows = ["## Groei", "", f"| wat | bij × 1 | {head} | evenredig of minder |", f"|---|---|{'---|' * len(STEPS)}---|"]
    for growth in found:
        times = " | ".join(f"{_decimal(1000 * second, 1)} ms" for second in growth.seconds)
        rows.append(f"| {growth.what} | {growth.start} | {times} | {_met(growth.is_linear)} |")
    rows += ["", "Gehaald betekent: vier keer zoveel kost nergens meer dan vier keer zoveel tijd, op 10 % na."]
    return "\n".join(rows)


def _met(met: bool) -> str:
    return "gehaald" if met else "**gemist**"


def _machine(load: float) -> str:
    cores = os.cpu_count()
    return (
        f"## Machine\n\n{platform.system()} op {platform.machine()}, {cores} rekenkernen, "
        f"{platform.python_implementation()} {platform.python_version()}. Bij het begin wilden {_decimal(load, 1)} "
        "processen tegelijk rekenen. Waren dat er meer dan er kernen zijn, meet dan opnieuw op een rustig moment."
    )


def _spread(values: list[float], digits: int = 1) -> str:
    return " – ".join(_decimal(value, digits) for value in (min(values), statistics.median(values), max(values)))


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
