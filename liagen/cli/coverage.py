"""What a package can reach: `sjabloon dekking`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liagen.cli.dutch import command
from liagen.cli.files import load_library_in_use, load_profiles, print_json
from liagen.cli.switches import json_switch, overwrite_switch, package_switch

if TYPE_CHECKING:
    from liagen.workshop.coverage import PackageCoverage

_STATUS = {
    "nooit": "kan nooit ja zijn",
    "niet gevonden": "ja is niet gevonden",
    "altijd": "is altijd ja",
    "beslist nooit": "kan ja zijn, maar een andere regel gaat altijd voor",
}
_PLACE = "noem haar met kaart() in een tekst, of zet `lopend` met haar thema in opbouw.yaml"


@command("sjabloon dekking", "mijn-pakket --schrijf voorbeelden")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAP]")
@click.argument("profielen", nargs=-1, type=click.Path(path_type=Path), metavar="[PROFIEL]...")
@click.option(
    "--schrijf", type=click.Path(path_type=Path), metavar="MAP", help="Bewaar de voorbeeldprofielen in deze map."
)
@json_switch
@package_switch
@overwrite_switch
@click.pass_context
def coverage(
    ctx: click.Context,
    folder: Path | None,
    profielen: tuple[Path, ...],
    schrijf: Path | None,
    as_json: bool,
    overschrijf: bool,
) -> None:
    """Zoek opties en voorwaarden die nooit of altijd gelden, en opties zonder plaats in het hoofdstuk.

    MAP is uw pakket; zonder MAP gaat het om de teksten die liagen nu gebruikt. PROFIEL is een profiel of een map met
    profielen waarmee u test: gemeld wordt welke antwoorden daarin ontbreken. Zonder PROFIEL zijn dat de negen van
    liagen. Er komt ook een reeks verzonnen profielen uit waarin elke optie één keer een voorstel is. Code 1 betekent:
    er is iets na te kijken.
    """
    from liagen.files.save import check_files, make_folder, write_files
    from liagen.library.packages import resolve_shipped
    from liagen.profile.read import shipped_profiles
    from liagen.workshop.coverage import example_text, find_coverage

    library = load_library_in_use(*([resolve_shipped(folder)] if folder else []))
    profiles = load_profiles(profielen or shipped_profiles().values(), library)
    found = find_coverage(library, profiles)
    files = {
        schrijf / f"voorbeeld-{number}.yaml": example_text(example).encode()
        for number, example in enumerate(found.examples, 1)
        if schrijf
    }
    if schrijf:
        make_folder(schrijf)
        check_files(files, overschrijf)
        write_files(files, overschrijf)
    if as_json:
        print_json(_data(found))
    else:
        for row in _rows(found, len(profiles)):
            click.echo(row)
        for path in files:
            click.echo(str(path))
    ctx.exit(1 if found.has_problems else 0)


def _rows(found: PackageCoverage, profiles: int) -> Iterator[str]:
    yield f"{len(found.options)} opties en {len(found.conditions)} voorwaarden bekeken."
    yield from _listed("Opties die nooit een voorstel worden", list(found.never_shown))
    yield from _listed("Opties die nergens in het hoofdstuk staan", [f"{key}: {_PLACE}" for key in found.not_placed])
    if found.unused_questions:
        yield from _listed("Eigen vragen waar geen tekst of voorwaarde op let", list(found.unused_questions))
    yield from _listed(
        "Voorwaarden om na te kijken",
        [
            f"{each.kind} {each.key}, {each.place}: {_STATUS[each.status]}: {each.text}"
            for each in found.conditions
            if each.status in _STATUS
        ],
    )
    yield from _listed(
        "Opties die elkaar uitsluiten en toch samen gekozen kunnen worden",
        [f"{each.first} en {each.second}, bij: {_answers(each.answers)}" for each in found.clashes],
    )
    yield from _listed("Antwoorden waar geen voorwaarde op let", _values(found.not_compared))
    yield from _listed(f"Antwoorden die geen van de {profiles} profielen geeft", _values(found.not_given))
    yield f"Kleinste gevonden reeks waarin elke optie een voorstel is: {len(found.examples)} profielen."
    for example in found.examples:
        yield f"  {example.name}: {', '.join(example.shows)}"


def _listed(title: str, rows: list[str]) -> Iterator[str]:
    yield f"{title}: {'geen.' if not rows else len(rows)}"
    yield from (f"  {row}" for row in rows)


def _values(found: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [f"{path}: {', '.join(values)}" for path, values in found.items()]


def _answers(answers: Mapping[str, Any]) -> str:
    return ", ".join(f"{path} = {_shown(value)}" for path, value in answers.items()) or "elk profiel"


def _shown(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def _data(found: PackageCoverage) -> dict[str, Any]:
    return {
        "opties": [{"sleutel": each.key, "oordelen": list(each.verdicts)} for each in found.options],
        "nooit_voorstel": list(found.never_shown),
        "zonder_plaats": list(found.not_placed),
        "eigen_vragen_ongebruikt": list(found.unused_questions),
        "voorwaarden": [
            {"soort": each.kind, "sleutel": each.key, "plaats": each.place, "als": each.text, "uitkomst": each.status}
            for each in found.conditions
        ],
        "sluit_uit": [
            {"opties": [each.first, each.second], "antwoorden": dict(each.answers)} for each in found.clashes
        ],
        "niet_bekeken": {path: list(values) for path, values in found.not_compared.items()},
        "niet_geraakt": {path: list(values) for path, values in found.not_given.items()},
        "voorbeelden": [
            {"naam": each.name, "antwoorden": dict(each.answers), "voorstellen": list(each.shows)}
            for each in found.examples
        ],
    }
