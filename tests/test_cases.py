"""Whole situations, golden at three stages; the stage that moved names the guilty module. `make golden` rewrites."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
import shipped
from word_outline import read_outline

from liagen.chapter.markdown import plain_text
from liagen.document.as_markdown import write_markdown
from liagen.make import chain
from liagen.profile.read import load_profile

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/profiel.yaml"))
DAY = dt.date(2027, 1, 4)


def choice_text(result) -> str:
    """Return verdicts, reasons, changes and the plan as plain lines."""
    rows = []
    for chosen in result.choice.options.values():
        own = " (eigen keuze)" if chosen.by_officer else ""
        rows.append(f"{chosen.key}: {chosen.verdict}{own}")
        rows += [f"    want {plain_text(reason)}" for reason in chosen.reasons]
        rows += [f"    zou {plain_text(change)}" for change in chosen.would_change]
        rows += [f"    vraag {path}" for path in chosen.asked]
    rows.append("")
    for goal in result.plan.short:
        rows.append(f"{plain_text(goal.moment)} {goal.key}: {plain_text(goal.what)} [{plain_text(goal.owner)}]")
    rows += [f"later {goal.key}: {plain_text(goal.what)}" for goal in result.plan.long]
    rows += [f"risico {risk.key}: {plain_text(risk.measure)}" for risk in result.plan.risks]
    rows += [f"uitgesloten {theme}" for theme in result.plan.ruled_out]
    return "\n".join(rows) + "\n"


def stages(case: Path) -> dict[str, str]:
    library = shipped.LIBRARY
    result = chain.make(load_profile(case / "profiel.yaml", library.cards), library, DAY)
    return {
        "keuze.txt": choice_text(result),
        "hoofdstuk.md": write_markdown(result.chapter),
        "word.txt": read_outline(chain.make_docx(result.chapter, library, "concept")),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_situation(case):
    found = stages(case)
    if os.environ.get("LIAGEN_GOLDEN"):
        for name, text in found.items():
            (case / name).write_text(text, encoding="utf-8", newline="\n")
    for name, text in found.items():
        assert text == (case / name).read_text(encoding="utf-8"), f"{case.name}/{name} moved; see `make golden`"


def test_every_situation_says_why():
    assert all((case / "waarom.md").read_text(encoding="utf-8").strip() for case in CASES)
    assert len(CASES) >= 5
