"""A draft that lives on: `bijwerken`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from liagen.cli.dutch import command
from liagen.cli.files import as_asked, is_same_file, load_used_library, print_json
from liagen.cli.switches import date_for, date_switch, json_switch, overwrite_switch, package_switch, sheet_switch

if TYPE_CHECKING:
    from liagen.library.model import Library
    from liagen.make.update import EditedDraft, Updated
    from liagen.profile.model import Profile

_TOLD: Final = {
    "vernieuwd": "vernieuwd",
    "conflict": "uw tekst bleef staan, de nieuwe staat ernaast",
    "nieuw": "nieuw",
    "vervallen": "weggehaald",
    "vervallen_bewerkt": "zou vervallen, bleef staan",
    "eigen": "door u veranderd, gebleven",
    "verwijderd": "door u weggehaald, niet teruggezet",
    "tabel": "uw tabel bleef staan, de nieuwe is anders",
    "dubbel": "staat er twee keer",
}
_LONGEST: Final = 90


@command("bijwerken", "mijn-gemeente.docx --profiel mijn-gemeente.yaml")
@click.argument("concept", type=click.Path(path_type=Path), metavar="CONCEPT")
@click.option(
    "--profiel", "profile_file", type=click.Path(path_type=Path), metavar="PROFIEL",
    help="De gegevens van nu. Anders: die waarvan het concept gemaakt is, met de teksten van nu.",
)  # fmt: skip
@click.option(
    "--oud", "old", type=click.Path(path_type=Path), metavar="OUD",
    help="Het concept zoals liagen het maakte. Alleen nodig als een ander programma het concept bewaarde en liagen "
    "er niets meer in herkent.",
)  # fmt: skip
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="NIEUW",
    help="Naam van het nieuwe Word-document. Anders: de naam van het concept met -bijgewerkt erachter.",
)  # fmt: skip
@click.option(
    "--als-wijziging", "tracked", is_flag=True,
    help="Zet elke verandering erin als een bijgehouden wijziging, die u in Word kunt accepteren of weigeren.",
)  # fmt: skip
@sheet_switch
@json_switch
@date_switch
@package_switch
@overwrite_switch
def bring_up_to_date(
    concept: Path, profile_file: Path | None, old: Path | None, output: Path | None, tracked: bool,
    zonder_werkblad: bool, as_json: bool, datum: dt.date | None, overschrijf: bool,
) -> None:  # fmt: skip
    """Werk een concept bij waarin u in Word verder schreef.

    CONCEPT is het Word-document. Wat u zelf schreef, blijft staan: ook uw opmerkingen, tabellen, plaatjes en opmaak.
    Teksten die u niet veranderde, krijgen de gegevens van nu. Veranderde u een tekst die nu ook anders zou zijn? Dan
    blijft de uwe, en staat de nieuwe ernaast in een opmerking. Het concept zelf verandert niet: er komt een nieuw
    bestand, met een werkblad waarop staat wat er gebeurde.
    """
    from liagen.files.save import check_writable, write_files
    from liagen.make.order import SHEET_SUFFIX, place_beside

    path = output or Path(f"{concept.stem}-bijgewerkt.docx")
    if path.suffix.lower() != ".docx":
        raise click.UsageError(f"de naam {path} moet eindigen op .docx")
    places = [path] if zonder_werkblad else [path, place_beside(path, SHEET_SUFFIX)]
    for place in places:
        if any(is_same_file(place, each) for each in (concept, old, profile_file) if each):
            raise click.UsageError(f"{place} is een bestand dat liagen leest; kies een andere naam met -o")
    check_writable(places, overschrijf)
    library = load_used_library()
    draft, profile = _read(concept, old, profile_file, library)
    made = _updated(draft, profile, library, datum, tracked)
    data = [made.data] if zonder_werkblad else [made.data, _sheet_data(made, library)]
    files = dict(zip(places, data, strict=True))
    write_files(dict(reversed(files.items())), overschrijf)
    if as_json:
        print_json(_as_json(draft, made, places))
        return
    for place in places:
        click.echo(str(place))
    _tell(draft, made)


def _read(concept: Path, old: Path | None, profile_file: Path | None, library: Library) -> tuple[EditedDraft, Profile]:
    """Return the draft and the answers to bring it up to date with; tell when texts changed meanwhile."""
    from liagen.make.update import check_packages, profile_of, read_draft
    from liagen.profile.read import load_profile

    before = (bytes_of(old), str(old)) if old else None
    draft = read_draft(bytes_of(concept), str(concept), before)
    renewed = check_packages(draft, library)
    if profile_file:
        profile = load_profile(profile_file, library.cards, library.section_keys)
    else:
        profile = profile_of(draft, library)
    tell_renewed(renewed)
    return draft, as_asked(profile)


def tell_renewed(packages: tuple[str, ...]) -> None:
    """Print which packages have other texts now than when a draft was made."""
    if packages:
        click.echo(f"Sinds dit concept veranderden teksten in: {', '.join(packages)}.", err=True)


def _updated(draft: EditedDraft, profile: Profile, library: Library, date: dt.date | None, tracked: bool) -> Updated:
    from liagen.make.update import update

    return update(draft, profile, library, date_for(date, profile), tracked)


def _sheet_data(made: Updated, library: Library) -> bytes:
    from liagen.make.chain import make_docx

    return make_docx(made.sheet, library, "concept", basis=made.basis._replace(document="werkblad"))


def bytes_of(path: Path) -> bytes:
    """Return a Word file as bytes. Raises DraftError when it cannot be read or is too large to be one."""
    from liagen.errors import DraftError, Problem
    from liagen.files.archive import WORD_LIMITS

    try:
        if not path.is_file():
            message = "dit bestand bestaat niet; controleer de naam"
        elif path.stat().st_size > WORD_LIMITS.total:
            message = "dit bestand is te groot; kies een kleiner Word-bestand"
        else:
            return path.read_bytes()
    except (OSError, ValueError):
        message = "dit bestand is niet te lezen; sluit het in Word en probeer opnieuw"
    raise DraftError([Problem(str(path), message)])


def _tell(draft: EditedDraft, made: Updated) -> None:
    """Print what happened: a line for each text, then how many of each kind, and how sure it is."""
    for change in made.changes:
        text = change.after if change.kind in ("nieuw", "vernieuwd", "conflict") else change.before
        place = f"{change.section}: " if change.section else ""
        click.echo(f"{place}{_TOLD[change.kind]}: {_shortened(text)}", err=True)
    counts = Counter(change.kind for change in made.changes)
    told = ", ".join(f"{number} {_TOLD[kind].partition(',')[0]}" for kind, number in counts.items())
    click.echo(f"Samen: {told}." if told else "Er is niets veranderd.", err=True)
    if draft.lost or draft.guessed or draft.text.by_text:
        click.echo(_how_sure(draft), err=True)
    if _moves_contents(draft, made):
        click.echo("Klik in Word op de inhoudsopgave, druk op F9 en laat de hele inhoudsopgave bijwerken.", err=True)


def _how_sure(draft: EditedDraft) -> str:
    """Return how texts were found again."""
    total = len(draft.carried.paragraphs)
    by_mark = draft.found - len(draft.text.by_text)
    by_words = len(draft.text.by_text) - draft.guessed
    return (
        f"Herkend: {draft.found} van {total} teksten; {by_mark} aan hun bladwijzer, {by_words} omdat ze er nog "
        f"woord voor woord staan en {draft.guessed} omdat ze er erg op lijken. Kijk die laatste na."
    )


def _moves_contents(draft: EditedDraft, made: Updated) -> bool:
    """Say whether a contents list in the draft has become wrong: a title of a section came, went or changed."""
    from liagen.make.update import headings

    if b"TOC " not in draft.file.document:
        return False
    before = {each.id: each.text for each in draft.carried.paragraphs}
    after = headings(made.result.chapter)
    changed = {change.id for change in made.changes if change.kind in ("nieuw", "vernieuwd", "vervallen")}
    return any(key in changed for key in after) or any(
        key in changed and key.startswith("onderdeel.") for key in before
    )


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return f"«{plain}»" if len(plain) <= _LONGEST else f"«{plain[:_LONGEST].rstrip()}…»"


def _as_json(draft: EditedDraft, made: Updated, places: list[Path]) -> dict[str, Any]:
    return {
        "bestanden": [str(place) for place in places],
        "herkend": {
            "teksten": len(draft.carried.paragraphs),
            "gevonden": draft.found,
            "aan_bladwijzer": draft.found - len(draft.text.by_text),
            "woord_voor_woord": len(draft.text.by_text) - draft.guessed,
            "lijkt_erop": draft.guessed,
        },
        "veranderingen": [
            {
                "wat": change.kind,
                "onderdeel": change.section,
                "tekst": change.id,
                "stond_er": change.before,
                "nu": change.after,
            }
            for change in made.changes
        ],
    }
