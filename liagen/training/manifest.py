"""The lists for a spreadsheet: profile → options → goals → level → files, pairs covered, and how verdicts vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from liagen.chapter.markdown import plain_text
from liagen.files.spreadsheet import sheet_text
from liagen.library.cards import Verdict
from liagen.library.model import Library
from liagen.training.cases import Contrast, Example, ExerciseSet
from liagen.training.pairs import DIMENSIONS, all_pairs
from liagen.training.sheet import read_on, title_of
from liagen.training.task import difference
from liagen.training.texts import ExerciseTexts
from liagen.training.variety import Variety, variety

Files = Mapping[str, Sequence[str]]
"""Names of files by what they are for: deelnemers, antwoorden, profielen."""

_COLUMNS = (
    "nr", "soort", "gemeente", "niveau", "leerdoel", *DIMENSIONS, "bestaat", "voorstel", "te_overwegen", "niet_nu",
    "doelen", "risicos", "onbekend", "fouten", "verschil", "deelnemers", "antwoorden", "profielen",
)  # fmt: skip


def manifest(
    found: ExerciseSet, example_files: Sequence[Files], pair_files: Sequence[Files], texts: ExerciseTexts
) -> str:
    """Return the manifest for a Dutch Excel."""
    rows = [
        *(_example_row(one, files, texts) for one, files in zip(found.examples, example_files, strict=True)),
        *(_pair_row(one, files, texts) for one, files in zip(found.contrasts, pair_files, strict=True)),
    ]
    return sheet_text(
        [[texts.word(f"kolom_{name}") for name in _COLUMNS], *([row[name] for name in _COLUMNS] for row in rows)]
    )


def _example_row(one: Example, files: Files, texts: ExerciseTexts) -> dict[str, str]:
    return {
        **_row(one, files, texts),
        "nr": str(one.number),
        "soort": texts.word("soort_voorbeeld"),
        "leerdoel": one.learning_goal,
        "onbekend": " ".join(one.half.hidden if one.half else ()),
        "fouten": " ".join(inserted.fault.sleutel for inserted in one.faulty.inserted),
        "verschil": "",
    }


def _pair_row(pair: Contrast, files: Files, texts: ExerciseTexts) -> dict[str, str]:
    label, before, after = (plain_text(text) for text in difference(pair, texts))
    return {
        **_row(pair.before, files, texts),
        "nr": str(pair.number),
        "soort": texts.word("soort_paar"),
        "leerdoel": texts.municipalities.paren[pair.dimension].vraag,
        "onbekend": "",
        "fouten": "",
        "verschil": texts.word("verschil", gegeven=label, eerst=before, daarna=after),
    }


def _row(one: Example, files: Files, texts: ExerciseTexts) -> dict[str, str]:
    """Return what an example tells: its values, its options by verdict, its fewest goals and its files."""
    verdicts = one.result.choice.verdicts()
    by_verdict = {
        verdict: " ".join(key for key, found in verdicts.items() if found == verdict)
        for verdict in ("bestaat", "voorstel", "te_overwegen", "niet_nu")
    }
    return {
        "gemeente": one.municipality.name,
        "niveau": texts.levels[one.level].titel,
        **{name: _value_title(one, name, texts) for name in DIMENSIONS},
        **by_verdict,
        "doelen": " ".join(read_on(goal.what) for goal in one.result.plan.minimum),
        "risicos": "; ".join(read_on(risk.title) for risk in one.result.plan.risks),
        **{name: " ".join(files.get(name, ())) for name in ("deelnemers", "antwoorden", "profielen")},
    }


def _value_title(one: Example, dimension: str, texts: ExerciseTexts) -> str:
    value = one.value(dimension)
    return texts.municipalities.dimensies[dimension].waarden[value].titel if value else texts.word("eigen_geval")


def coverage_list(found: ExerciseSet, texts: ExerciseTexts) -> str:
    """Return every pair of values with the examples that hold it, for a Dutch Excel."""
    dimensions = texts.municipalities.dimensies
    rows = [
        [texts.word(f"kolom_{name}") for name in ("dimensie", "waarde", "met_dimensie", "met_waarde", "voorbeelden")]
    ]
    for pair in all_pairs():
        numbers = [str(one.number) for one in found.examples if one.combination and pair.is_in(one.combination)]
        first, second = dimensions[pair.first], dimensions[pair.second]
        rows.append(
            [
                first.titel,
                first.waarden[pair.first_value].titel,
                second.titel,
                second.waarden[pair.second_value].titel,
                " ".join(numbers) or texts.word("geen_voorbeeld"),
            ]
        )
    return sheet_text(rows)


def variety_list(found: ExerciseSet, texts: ExerciseTexts, library: Library) -> str:
    """Return for every option how often it has which verdict in the set, for a Dutch Excel."""
    verdicts = get_args(Verdict)
    head = ["optie", *verdicts, "meeste"]
    rows = [
        [
            plain_text(title_of(spread.option, library)),
            *(str(spread.counts.get(name, 0)) for name in verdicts),
            str(spread.most_alike),
        ]
        for spread in variety_of(found).spreads
    ]
    return sheet_text([[texts.word(f"kolom_{name}") for name in head], *rows])


def variety_of(found: ExerciseSet) -> Variety:
    """Return how the verdicts vary over the examples of a set."""
    return variety([one.result.choice for one in found.examples])
