"""What was measured as a Markdown page in Dutch, each figure beside its target; a missed target is said."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import dataclass
from pathlib import Path

from tests.bench.growth import STEPS, Growth
from tests.bench.page import PageFigures
from tests.bench.rounds import WAYS, Rounds
from tests.bench.variants import BASE

_NAMES = {
    "liagen": "(a) liagen, hele keten",
    "python-docx": "(b) python-docx",
    "docxtpl": "(c) docxtpl",
    "pandoc": "(d) pandoc, één proces per document",
    "zip": "(e) ondergrens: alleen inpakken",
}
_TARGETS = {"python-docx": 30, "docxtpl": 8, "pandoc": 40}
"""How many times as fast as this way liagen must be."""

_FLOOR = 4.5
_MAKING, _HELP, _MEMORY = 0.7, 3.5, 5.0

_WHY_FILE = Path(__file__).with_name("waarom.md")
"""Why targets are missed and what would reach them: by hand, after a measurement."""

_METHOD = f"""\
Gemaakt met `make bench`. Elke meting gebruikt een rijk profiel (`{BASE}`, aangevuld) met een naam, getallen en teksten
die het proces nog niet heeft gezien. De manieren wisselen elkaar af in rondes. Een verhouding komt uit één ronde. Drie
rondes vooraf tellen niet mee. Geteld is rekentijd, ook die van gestarte programma's: de klok zou op een gedeelde
machine vooral zeggen hoe druk het is. Alleen de pagina is op de klok gemeten. Alle opmerkingen in de kantlijn staan
aan.
**Elke manier schrijft beide documenten: het hoofdstuk en het werkblad.**

- (a) telt alles: profiel lezen, kiezen, plannen, samenstellen, en beide Word-bestanden op schijf zetten. Zij dragen ook
  de gegevens waarvan zij gemaakt zijn.
- (b) tot en met (e) tellen alleen het schrijven. Wat zij nodig hebben, staat klaar.
- (b) schrijft met `add_heading`, `add_paragraph`, `add_run`, `add_table` en `add_comment`, met stijlen op naam.
- (c) vult een Word-sjabloon met lussen over dezelfde blokken.
- (d) zet Markdown om, met het standaardsjabloon van python-docx als voorbeeld.
- (e) pakt de onderdelen van de bestanden van liagen opnieuw in, even sterk.

Na elke ronde worden alle bestanden teruggelezen: de tekst van elke alinea en cel moet overal gelijk zijn, net als de
opmerkingen. Verschillen die blijven: (c) kan geen opmerkingen maken; alleen (a) en (e) hebben een inhoudsopgave,
invulvakken, bladwijzers en links; spaties tellen als één, want Markdown kent er niet meer; lege alinea's tellen niet.
"""


@dataclass(frozen=True)
class Figures:
    """Everything that one run measured.

    ``memory`` is in MB, by the number of profiles; ``load`` is how many processes wanted to run, at the start and at
    the end. ``page`` is None when the page was left out.
    """

    rounds: tuple[Rounds, ...]
    making: list[float]
    help: list[float]
    memory: dict[int, float]
    growth: list[Growth]
    page: PageFigures | None
    load: tuple[float, float]


def report(figures: Figures) -> str:
    """Return the page."""
    parts = [
        "# Prestaties",
        _METHOD,
        _WHY_FILE.read_text(encoding="utf-8"),
        *map(_chapter, figures.rounds),
        _processes(figures),
        _growth(figures.growth),
        *([_page(figures.page)] if figures.page else []),
        _machine(figures.load),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _chapter(rounds: Rounds) -> str:
    rows = [
        f"## Hoofdstuk «{rounds.length}» en werkblad: {len(rounds.seconds['liagen'])} rondes",
        f"{rounds.paragraphs} alinea's en cellen, {_number(rounds.characters)} tekens, {rounds.notes} opmerkingen. "
        "Steeds: laagste – midden – hoogste.",
        "| manier | milliseconden | verhouding | doel | uitslag |\n|---|---|---|---|---|",
    ]
    rows[-1] += "".join("\n" + _row(way, rounds) for way in WAYS)
    return "\n\n".join(rows)


def _row(way: str, rounds: Rounds) -> str:
    times = _spread([1000 * second for second in rounds.seconds[way]], 1 if way in ("liagen", "zip") else 0)
    if way == "liagen":
        return f"| {_NAMES[way]} | {times} | | | |"
    ratios = rounds.ratios(way)
    if way == "zip":
        spent = [1 / ratio for ratio in ratios]
        found = _met(statistics.median(spent) <= _FLOOR)
        return f"| {_NAMES[way]} | {times} | liagen {_spread(spent)} × de tijd | ≤ {_decimal(_FLOOR, 1)} × | {found} |"
    found = _met(statistics.median(ratios) >= _TARGETS[way])
    return f"| {_NAMES[way]} | {times} | liagen {_spread(ratios)} × zo snel | ≥ {_TARGETS[way]} × | {found} |"


def _processes(figures: Figures) -> str:
    (small, less), (large, more) = sorted(figures.memory.items())
    grown = 100 * (more / less - 1)
    rows = [
        (
            "`liagen maak`, hele proces, beide documenten, tegen pandoc op alleen het hoofdstuk",
            f"{_spread(figures.making, 2)} × de tijd",
            f"≤ {_decimal(_MAKING, 1)} ×",
            statistics.median(figures.making) <= _MAKING,
        ),
        (
            "`liagen --help` tegen `python -c pass`",
            f"{_spread(figures.help)} × de tijd",
            f"≤ {_decimal(_HELP, 1)} ×",
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


def _page(found: PageFigures) -> str:
    openings = found.openings
    rows = {
        "vragen te zien": (_spread([each.questions for each in openings], 2), "s"),
        "klaar om te antwoorden": (_spread([each.ready for each in openings], 2), "s"),
        "na een antwoord het nieuwe hoofdstuk": (_spread([each for one in openings for each in one.told], 0), "ms"),
        "dat op het scherm": (_spread([each for one in openings for each in one.drawn], 0), "ms"),
        "«Word maken»": (_spread([each for one in openings for each in one.word], 0), "ms"),
    }
    table = "\n".join(f"| {what} | {times} {unit} |" for what, (times, unit) in rows.items())
    return (
        f"## De pagina\n\n`liagen.html` ({_decimal(found.size, 1)} MB), {len(openings)} keer geopend van schijf in "
        f"Chromium {found.browser}. Steeds: laagste – midden – hoogste.\n\n| wat | gemeten |\n|---|---|\n{table}"
    )


def _machine(load: tuple[float, float]) -> str:
    cores = os.cpu_count()
    begin, end = (_decimal(each, 1) for each in load)
    return (
        f"## Machine\n\n{platform.system()} op {platform.machine()}, {cores} rekenkernen, "
        f"{platform.python_implementation()} {platform.python_version()}. Bij het begin wilden {begin} processen "
        f"tegelijk rekenen, aan het eind {end}. Waren dat er meer dan er kernen zijn, dan is alles trager dan op een "
        "rustig moment."
    )


def _spread(values: list[float], digits: int = 1) -> str:
    return " – ".join(_decimal(value, digits) for value in (min(values), statistics.median(values), max(values)))


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
