"""Insight: `controleer`, `leg-uit`, `vergelijk`, `opties` and `schema`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liagen.cli.dutch import command
from liagen.cli.files import (
    ask_questions_in_use,
    load,
    load_library_in_use,
    load_profiles,
    load_used_library,
    print_json,
    readable_profiles,
    tell,
)
from liagen.cli.switches import (
    date_for,
    date_switch,
    json_switch,
    overwrite_switch,
    package_switch,
    profile_argument,
    questions_switch,
)
from liagen.errors import LiagenError, Problem, suggest

if TYPE_CHECKING:
    from liagen.chapter.choose import Chosen
    from liagen.chapter.facts import Facts
    from liagen.document.blocks import Chapter
    from liagen.library.model import Library
    from liagen.profile.model import Profile


@command("controleer", "mijn-gemeente.yaml")
@click.argument("profielen", nargs=-1, type=click.Path(path_type=Path), metavar="[PROFIEL]...")
@package_switch
def check(profielen: tuple[Path, ...]) -> None:
    """Controleer de teksten van liagen en de genoemde profielen.

    PROFIEL is een profiel, een map met profielen of een patroon zoals *.yaml; zonder PROFIEL gaat het alleen om de
    teksten. Elke fout staat er met bestand, regel en kolom. Bij een profiel staat er ook wat in het plan niet klopt,
    zoals een datum die voorbij is. Er wordt niets geschreven.
    """
    problems: list[Problem] = []
    library: Library | None = None
    try:
        library = load_used_library()
    except LiagenError as error:
        problems += error.problems
    found: tuple[Profile, ...] = ()
    try:
        found = load_profiles(profielen, library)
    except LiagenError as error:
        problems += error.problems
    if problems or library is None:
        raise LiagenError(problems)
    profiles = f" en {len(found)} profiel{'en' * (len(found) > 1)}" if found else ""
    click.echo(f"In orde: {len(library.cards)} opties{profiles}.")
    for profile in found:
        for warning in _warnings(profile, library):
            tell(f"Let op, gemeente {profile.gemeente.naam or ''}: {warning}.")


def _warnings(profile: Profile, library: Library) -> tuple[str, ...]:
    """Return what does not add up in the plan of a municipality."""
    from liagen.chapter.decide import decide
    from liagen.chapter.plan_checks import owner_warnings, plan_warnings

    found = decide(profile, library, date_for(None, profile))
    return (*plan_warnings(found.facts, found.plan, found.library), *owner_warnings(found.plan))


@command("leg-uit", "mijn-gemeente.yaml training")
@profile_argument
@click.argument("optie", required=False, metavar="[OPTIE]")
@json_switch
@date_switch
@package_switch
def explain(profiel: Path, optie: str | None, as_json: bool, datum: dt.date | None) -> None:
    """Leg per optie uit waarom zij wel of niet is gekozen.

    PROFIEL is het bestand met de gegevens van uw gemeente. OPTIE is de sleutel van één optie (zie: liagen opties);
    zonder OPTIE komen alle opties langs.
    """
    from liagen.chapter.decide import decide

    found, profile = load(profiel)
    decided = decide(profile, found, date_for(datum, profile))
    library = decided.library
    if optie is not None and optie in library.left_out:
        raise click.UsageError(f"de optie «{optie}» komt uit de praktijk, en die opties zijn hier weggelaten")
    if optie is not None and optie not in library.cards:
        raise click.UsageError(f"onbekende optie «{optie}»{suggest(optie, library.cards) or '; zie: liagen opties'}")
    wanted = [chosen for key, chosen in decided.choice.options.items() if optie in (None, key)]
    rows = [_explained(chosen, library, decided.facts) for chosen in wanted]
    if as_json:
        print_json({"gemeente": profile.gemeente.naam, "opties": rows})
    else:
        click.echo("\n\n".join("\n".join(_explanation(row)) for row in rows))


def _explained(chosen: Chosen, library: Library, facts: Facts) -> dict[str, Any]:
    from liagen.chapter.markdown import plain_text

    card = library.cards[chosen.key]
    return {
        "sleutel": chosen.key,
        "titel": plain_text(card.titel.render(facts)),
        "cox": card.cox,
        "oordeel": chosen.verdict.replace("_", " "),
        "redenen": [plain_text(reason) for reason in chosen.reasons],
        "aannames": list(chosen.assumed),
        "feiten": {fact.path: fact.value for fact in chosen.facts},
        "zou_veranderen": [plain_text(change) for change in chosen.would_change],
        "bronnen": list(card.bronnen),
    }


def _explanation(row: dict[str, Any]) -> Iterator[str]:
    yield f"{row['titel']}  [{row['sleutel']}]"
    yield f"  oordeel: {row['oordeel']}"
    for label, texts in (("reden", row["redenen"]), ("verandert", row["zou_veranderen"])):
        for text in texts:
            yield f"  {label}: {text}"
    for path in row["aannames"]:
        yield f"  aanname: {path} is nog niet bekend"
    for path, value in row["feiten"].items():
        yield f"  feit: {path} = {value}"
    yield f"  bron: {', '.join(row['bronnen'])}"


@command("vergelijk", "meierijstad.yaml utrecht.yaml")
@click.argument("profielen", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PROFIEL...")
@click.option(
    "-o", "--uit", "output", type=click.Path(path_type=Path), metavar="BESTAND",
    help="Naam van het resultaat, op .html, .docx, .csv of .md. Anders: op het scherm.",
)  # fmt: skip
@click.option("--opties", "by_option", is_flag=True, help="Zet het oordeel over elke optie naast elkaar.")
@json_switch
@date_switch
@package_switch
@overwrite_switch
def side_by_side(
    profielen: tuple[Path, ...], output: Path | None, by_option: bool, as_json: bool, datum: dt.date | None,
    overschrijf: bool,
) -> None:  # fmt: skip
    """Zet gemeenten naast elkaar: wat er is en wat liagen voorstelt.

    PROFIEL is een bestand met de gegevens van een gemeente, of een map met zulke bestanden; noem er zoveel als u wilt.
    De tabellen volgen zes stappen; met --opties staat er per optie het oordeel voor elke gemeente. Bij veel gemeenten
    helpt .html: een webpagina waarin u kunt zoeken. Een profiel met een fout doet niet mee: liagen noemt het, en
    vergelijkt de rest.
    """
    from liagen.files.save import check_writable, write_files

    form = (output.suffix.lower().removeprefix(".") if output else "") or "md"
    if form not in ("html", "docx", "csv", "md"):
        raise click.UsageError(f"de naam {output} moet eindigen op .html, .docx, .csv of .md")
    if output and as_json:
        raise click.UsageError("kies één van -o en --json")
    library = load_used_library()
    profiles, problems = readable_profiles(profielen, library)
    if not profiles:
        raise LiagenError(problems)
    if output:
        check_writable([output], overschrijf)
    left_out = tuple(dict.fromkeys(problem.file for problem in problems))
    date = date_for(datum, profiles[0])
    found = (_matrix if by_option else _comparison)(profiles, library, date, left_out)
    if as_json:
        print_json(found.data())
    elif output:
        write_files({output: found.written(form)}, overschrijf)
        click.echo(str(output))
    else:
        click.echo(found.written(form).decode(), nl=False)
    if problems:
        raise LiagenError(problems)


@dataclass(frozen=True)
class _SideBySide:
    """What is shown side by side, in each form: made when it is asked for."""

    library: Library
    date: dt.date
    data: Callable[[], dict[str, object]]
    sheet: Callable[[], str]
    page: Callable[[], str]
    document: Callable[[], Chapter]

    def written(self, form: str) -> bytes:
        """Return it as a file of a form."""
        from liagen.make.chain import write_chapter
        from liagen.make.order import Order

        if form == "csv":
            return self.sheet().encode()
        if form == "html":
            return self.page().encode()
        order = Order("docx" if form == "docx" else "md", self.date, edition="schoon")
        return write_chapter(self.document(), self.library, order)


def _comparison(
    profiles: tuple[Profile, ...], library: Library, date: dt.date, left_out: tuple[str, ...]
) -> _SideBySide:
    from liagen.chapter.compare import compare, comparison_chapter, comparison_csv, comparison_data
    from liagen.make.comparison_page import comparison_html

    found = compare(profiles, library, date, left_out)
    return _SideBySide(
        library, date, lambda: comparison_data(found, library), lambda: comparison_csv(found, library),
        lambda: comparison_html(found, library), lambda: comparison_chapter(found, library, date),
    )  # fmt: skip


def _matrix(profiles: tuple[Profile, ...], library: Library, date: dt.date, left_out: tuple[str, ...]) -> _SideBySide:
    from liagen.chapter.option_matrix import matrix_chapter, matrix_csv, matrix_data, option_matrix
    from liagen.make.comparison_page import matrix_html

    found = option_matrix(profiles, library, date, left_out)
    return _SideBySide(
        library, date, lambda: matrix_data(found), lambda: matrix_csv(found, library),
        lambda: matrix_html(found, library), lambda: matrix_chapter(found, library, date),
    )  # fmt: skip


@command("opties", "")
@json_switch
@package_switch
def options(as_json: bool) -> None:
    """Toon alle opties met hun sleutel."""
    from liagen.chapter.markdown import plain_text

    library = load_library_in_use()
    rows = [
        {
            "sleutel": card.key,
            "titel": plain_text(card.titel.source),
            "thema": card.theme,
            "cox": card.cox,
            "bronnen": list(card.bronnen),
        }
        for card in library.cards.values()
    ]
    if as_json:
        print_json({"opties": rows})
        return
    theme = ""
    for row in rows:
        if row["thema"] != theme:
            theme = str(row["thema"])
            click.echo(library.themes[theme].titel)
        click.echo(f"  {row['sleutel']:<34} {row['titel']}")


@command("schema", "> liagen-profiel.schema.json")
@questions_switch
@click.option(
    "--kaart", "of_card", is_flag=True, help="Het schema van de kaart van een optie, voor wie teksten schrijft."
)
def schema(of_card: bool) -> None:
    """Toon het JSON Schema van een profiel of een kaart, voor een editor."""
    if of_card:
        from liagen.workshop.card_schema import card_schema

        print_json(card_schema())
        return
    from liagen.profile.fields import json_schema

    ask_questions_in_use()
    print_json(json_schema())
