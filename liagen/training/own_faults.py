"""The mistakes of a package: its `fouten.yaml` comes beside those of liagen itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from liagen.errors import LibraryError, Problem, suggest
from liagen.library.package import FAULTS, TextFile, read_package
from liagen.training.texts import (
    ChapterRuleModel,
    ExerciseTexts,
    FaultModel,
    FaultsModel,
    PlacedMessage,
    fault_problems,
    problems_at,
    read_model,
)


def with_own_faults(texts: ExerciseTexts, packages: Iterable[Path], sections: Collection[str]) -> ExerciseTexts:
    """Return the texts with the mistakes and decoys of these packages, lowest first: the same key takes the place.

    ``sections`` are the parts of the chapter in which they can stand. Raises LibraryError with every problem.
    """
    files = [file for path in packages if (file := read_package(path).files.get(FAULTS))]
    problems: list[Problem] = []
    found = [head for file in files if (head := _read(file, sections, texts.chapter_rules, problems))]
    if problems:
        raise LibraryError(problems)
    for head in found:
        faults, decoys = _laid_on(head.fouten, texts.faults), _laid_on(head.lokkers, texts.decoys)
        rules = tuple({rule.sleutel: rule for rule in (*texts.chapter_rules, *head.regels)}.values())
        texts = replace(texts, chapter_rules=rules, faults=faults, decoys=decoys)
    return texts


def _laid_on(own: Sequence[FaultModel], others: Sequence[FaultModel]) -> tuple[FaultModel, ...]:
    return tuple({fault.sleutel: fault for fault in (*others, *own)}.values())


def _read(
    file: TextFile, sections: Collection[str], rules: Collection[ChapterRuleModel], problems: list[Problem]
) -> FaultsModel | None:
    """Return what one file says; adds to ``problems`` what is wrong with it."""
    head, tree = read_model(file, FaultsModel, problems)
    if head:
        problems += problems_at(file.name, tree, (*fault_problems(head, rules), *_section_problems(head, sections)))
    return head


def _section_problems(head: FaultsModel, sections: Collection[str]) -> Iterator[PlacedMessage]:
    for group, faults in (("fouten", head.fouten), ("lokkers", head.lokkers)):
        for number, fault in enumerate(faults):
            if fault.onderdeel not in sections:
                message = f"onbekend onderdeel `{fault.onderdeel}`{suggest(fault.onderdeel, sections)}"
                yield (group, number, "onderdeel"), message
