"""A draft that lives on: `bijwerken` and `teruglezen`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from liagen.cli.dutch import command
from liagen.cli.files import (
    RENEW_CONTENTS,
    as_asked,
    load_library_in_use,
    load_used_library,
    print_json,
    refuse_read,
    tell,
)
from liagen.cli.switches import date_for, date_switch, json_switch, overwrite_switch, package_switch, sheet_switch

if TYPE_CHECKING:
    from liagen.errors import Problem
    from liagen.library.model import Library
    from liagen.make.answers import BaseProfile, PartialProfile, ReadAnswers
    from liagen.make.draft_answers import AnswerOutcome, OutcomeKind
    from liagen.make.edited_draft import EditedDraft
    from liagen.make.update import Updated
    from liagen.profile.model import Profile

_TOLD: Final = {
    "vernieuwd": "vernieuwd",
    "conflict": "uw tekst bleef staan, de nieuwe staat ernaast",
    "nieuw": "nieuw",
    "verplaatst": "verplaatst",
    "vervallen": "weggehaald",
    "vervallen_bewerkt": "zou vervallen, bleef staan",
    "eigen": "door u veranderd, gebleven",
    "verwijderd": "door u weggehaald, niet teruggezet",
    "tabel": "uw tabel bleef staan, de nieuwe is anders",
    "dubbel": "staat er twee keer",
}
_LONGEST: Final = 90
_WITH_OLD: Final = "geef het document zoals liagen het maakte erbij met --oud"


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
    refuse_read(places, concept, old, profile_file)
    check_writable(places, overschrijf)
    library = load_used_library()
    draft, profile = read_chapter(concept, library, old, profile_file, _WITH_OLD)
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


def read_chapter(
    concept: Path, library: Library, old: Path | None = None, profile_file: Path | None = None, advice: str = ""
) -> tuple[EditedDraft, Profile]:
    """Return an edited chapter and the answers to go on with; tell when texts changed meanwhile.

    The answers are those of the profile that is named, or else those that the chapter was made of.
    """
    from liagen.make.edited_draft import check_packages, profile_of, read_draft
    from liagen.profile.read import load_profile

    before = (load_word_file(old), str(old)) if old else None
    draft = read_draft(load_word_file(concept), str(concept), before, advice)
    renewed = check_packages(draft, library)
    if profile_file:
        profile = load_profile(profile_file, library.cards, library.section_keys)
    else:
        profile = profile_of(draft, library)
    if renewed:
        tell(f"Sinds dit concept veranderden teksten in: {', '.join(renewed)}.")
    return draft, as_asked(profile)


def _updated(draft: EditedDraft, profile: Profile, library: Library, date: dt.date | None, tracked: bool) -> Updated:
    from liagen.make.update import update

    return update(draft, profile, library, date_for(date, profile), tracked)


def _sheet_data(made: Updated, library: Library) -> bytes:
    from liagen.make.chain import make_docx

    return make_docx(made.sheet, library, "concept", basis=made.basis._replace(document="werkblad"))


def load_word_file(path: Path) -> bytes:
    """Return a Word file as bytes. Raises DraftError when it cannot be read or is too large to be one."""
    from liagen.errors import DraftError
    from liagen.files.archive import LARGE_WORD, WORD_LIMITS
    from liagen.files.load import read_bytes

    data, problems = read_bytes(path, WORD_LIMITS.total, LARGE_WORD)
    if problems:
        raise DraftError(problems)
    return data


def _tell(draft: EditedDraft, made: Updated) -> None:
    """Print what happened: a line for each text, then how many of each kind, and how sure it is."""
    for change in made.changes:
        text = change.after if change.kind in ("nieuw", "vernieuwd", "conflict") else change.before
        place = f"{change.section}: " if change.section else ""
        tell(f"{place}{_TOLD[change.kind]}: {_quoted(text)}")
    counts = Counter(change.kind for change in made.changes)
    told = ", ".join(f"{number} {_TOLD[kind].partition(',')[0]}" for kind, number in counts.items())
    tell(f"Samen: {told}." if told else "Er is niets veranderd.")
    if draft.lost or draft.guessed or draft.text.by_text:
        tell(_how_sure(draft))
    if made.moves_contents:
        tell(RENEW_CONTENTS)


def _how_sure(draft: EditedDraft) -> str:
    """Return how texts were found again."""
    return (
        f"Herkend: {draft.found} van {draft.total} teksten; {draft.by_mark} aan hun bladwijzer, {draft.by_words} omdat "
        f"ze er nog woord voor woord staan en {draft.guessed} omdat ze er erg op lijken. Kijk die laatste na."
    )


def _quoted(text: str) -> str:
    from liagen.library.dutch import shortened

    return f"«{shortened(text, _LONGEST)}»"


def _as_json(draft: EditedDraft, made: Updated, places: list[Path]) -> dict[str, Any]:
    return {
        "bestanden": [str(place) for place in places],
        "herkend": {
            "teksten": draft.total,
            "gevonden": draft.found,
            "aan_bladwijzer": draft.by_mark,
            "woord_voor_woord": draft.by_words,
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


# ------------------------------------------------------------ teruglezen

_OUTCOMES: Final[dict[OutcomeKind, str]] = {
    "overgenomen": "Overgenomen",
    "tegenspraak": "Niet overgenomen: er staan verschillende antwoorden",
    "niet_begrepen": "Niet overgenomen: niet begrepen of niet toegestaan",
    "onduidelijk": "Niet overgenomen: onduidelijk",
    "zonder_veld": "Niet te lezen: hoort bij geen veld",
    "leeggemaakt": "Leeggemaakt",
    "vraag": "Kies zelf",
    "onbekend": "Blijft onbekend",
    "gelijk": "Stond al in het profiel",
}
"""How each kind is told, in the order of the list."""


@command("teruglezen", "mijn-gemeente.docx --profiel mijn-gemeente.yaml")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BESTAND...")
@click.option(
    "--profiel", "profile_file", type=click.Path(path_type=Path), metavar="PROFIEL",
    help="Het profiel waar de antwoorden in komen. Anders: dat waarvan de bestanden gemaakt zijn.",
)  # fmt: skip
@click.option(
    "--oud", "old", type=click.Path(path_type=Path), metavar="OUD",
    help="Het document zoals liagen het maakte, als een ander programma het bewaarde en liagen er niets in herkent.",
)  # fmt: skip
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="NIEUW",
    help="Naam van het nieuwe profiel. Anders: dezelfde naam met -teruggelezen erachter.",
)  # fmt: skip
@click.option(
    "--herschreven", "table", type=click.Path(path_type=Path), metavar="TABEL",
    help="Maak een tabel (.csv) van de teksten die herschreven zijn. Zonder --profiel en -o komt er geen profiel, en "
    "mogen de bestanden van meer gemeenten zijn.",
)  # fmt: skip
@json_switch
@package_switch
@overwrite_switch
def read_back(
    files: tuple[Path, ...], profile_file: Path | None, old: Path | None, output: Path | None, table: Path | None,
    as_json: bool, overschrijf: bool,
) -> None:  # fmt: skip
    """Zet wat u of een collega invulde in uw profiel.

    BESTAND is een hoofdstuk, werkblad of vragenlijst van liagen, of een deel van een profiel (.yaml) dat een collega
    invulde. U mag er meer noemen, van één gemeente. Er komt een nieuw profiel bij. Op het scherm staat wat is
    overgenomen, en wat niet en waarom.
    """
    from liagen.files.save import check_writable, write_files

    wants_profile = table is None or profile_file is not None or output is not None
    path = output or _beside(profile_file or files[0])
    places = [*([path] if wants_profile else []), *([table] if table else [])]
    _check_names(path, table)
    refuse_read(places, *files, old, profile_file, advice="kies een andere naam")
    check_writable(places, overschrijf)
    library = load_library_in_use()
    documents = tuple(each for each in files if not _is_yaml(each))
    drafts = _read_documents(documents, old) if documents else []
    partials = _read_partials(tuple(each for each in files if _is_yaml(each)), library)
    found = _answers(drafts, profile_file, library, partials) if wants_profile else None
    results = {path: found.text.encode()} if found and found.text else {}
    told: dict[str, Any] = _outcomes_as_json(found) if found else {}
    if table:
        from liagen.make.rewritten import rewritten, write_rewrites

        rewrites = rewritten(drafts, library)
        results[table] = write_rewrites(rewrites).encode()
        told["herschreven"] = len({(each.origin, each.text) for each in rewrites})
    write_files(results, overschrijf)
    if as_json:
        print_json({"bestanden": [str(place) for place in results]} | told)
        return
    for place in results:
        click.echo(str(place))
    if found:
        _tell_outcomes(found)
    if table:
        tell(f"Herschreven teksten: {told['herschreven']}.")


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _check_names(profile: Path, table: Path | None) -> None:
    if not _is_yaml(profile):
        raise click.UsageError(f"de naam {profile} moet eindigen op .yaml")
    if table and table.suffix.lower() != ".csv":
        raise click.UsageError(f"de naam {table} moet eindigen op .csv")


def _beside(path: Path) -> Path:
    """Return where the new profile goes, beside the file that it comes from."""
    return path.with_name(f"{path.stem}-teruggelezen.yaml")


def _read_documents(files: tuple[Path, ...], old: Path | None) -> list[EditedDraft]:
    """Return every document that can be read; tell of the others. Raises DraftError when there is none."""
    from liagen.errors import DraftError
    from liagen.make.edited_draft import read_document

    before = (load_word_file(old), str(old)) if old else None
    drafts: list[EditedDraft] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        try:
            drafts.append(read_document(load_word_file(path), str(path), before, _WITH_OLD))
        except DraftError as error:
            problems += error.problems
    if not drafts:
        raise DraftError(problems)
    for problem in problems:
        tell(str(problem))
    return drafts


def _read_partials(files: tuple[Path, ...], library: Library) -> list[PartialProfile]:
    """Return every partial profile. Raises ProfileError with the problems of all of them."""
    from liagen.errors import ProfileError
    from liagen.files.load import read_text
    from liagen.make.answers import PartialProfile
    from liagen.profile.read import parse_partial_profile

    found: list[PartialProfile] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        text, unread = read_text(path)
        try:
            if unread:
                raise ProfileError(unread)
            profile = parse_partial_profile(text, str(path), library.cards, library.section_keys)
            found.append(PartialProfile(str(path), profile))
        except ProfileError as error:
            problems += error.problems
    if problems:
        raise ProfileError(problems)
    return found


def _answers(
    drafts: list[EditedDraft], profile_file: Path | None, library: Library, partials: list[PartialProfile]
) -> ReadAnswers:
    from liagen.make.answers import read_answers

    given = _given_profile(profile_file, library) if profile_file else None
    return read_answers(drafts, library, given, partials)


def _given_profile(path: Path, library: Library) -> BaseProfile:
    """Return a profile as it was typed, with its line ends. Raises ProfileError."""
    from liagen.errors import ProfileError
    from liagen.files.load import read_text
    from liagen.make.answers import base_profile

    _, problems = read_text(path)
    if problems:
        raise ProfileError(problems)
    return base_profile(path.read_bytes().decode(), str(path), library)


def _tell_outcomes(found: ReadAnswers) -> None:
    """Print what became of everything that was written, the kinds apart; then how many of each."""
    for kind, title in _OUTCOMES.items():
        rows = [each for each in found.outcomes if each.kind == kind]
        if rows and kind != "gelijk":
            tell(f"{title}:")
            for each in rows:
                tell(f"- {_told(each)}")
    for remark in found.remarks:
        tell(f"Let op: {remark}.")
    counts = Counter(each.kind for each in found.outcomes)
    told = ", ".join(f"{counts[kind]} {kind.replace('_', ' ')}" for kind in _OUTCOMES if counts[kind])
    tell(f"Samen: {told}." if told else "Er is niets ingevuld.")


def _told(outcome: AnswerOutcome) -> str:
    """Return one line: the field, what was and is said, where, and why not."""
    places = [f"{each.file}, {each.section}" if each.section else each.file for each in outcome.written]
    if outcome.kind in ("overgenomen", "onbekend"):
        return f"{outcome.label}: {_quoted(outcome.old)} → {_quoted(outcome.new)} ({'; '.join(places)})"
    texts = zip(outcome.written, places, strict=True)
    said = "; ".join(f"{_quoted(each.text)} ({place})" for each, place in texts)
    return f"{outcome.label}: {said}{f': {outcome.reason}' if outcome.reason else ''}"


def _outcomes_as_json(found: ReadAnswers) -> dict[str, Any]:
    return {
        "aantallen": dict(Counter(each.kind for each in found.outcomes)),
        "uitkomsten": [
            {
                "wat": each.kind,
                "veld": each.path,
                "naam": each.label,
                "was": each.old,
                "nu": each.new,
                "reden": each.reason,
                "waar": [{"bestand": one.file, "onderdeel": one.section, "tekst": one.text} for one in each.written],
            }
            for each in found.outcomes
        ],
        "opmerkingen": list(found.remarks),
    }
