"""Where every ID of the report stands: ID → card, risk, text or field → test. `make docs` writes docs/dekking.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from liagen.files.yaml_in import parse_yaml
from liagen.library.load import load_library
from liagen.library.model import Library

HERE = Path(__file__).parent


def known_ids() -> tuple[dict[str, str], dict[str, str]]:
    """Return every ID with its label, and the IDs left out with their reason."""
    file = HERE / "rapport_ids.yaml"
    tree = parse_yaml(file.read_text(encoding="utf-8"), file.name)
    assert not tree.problems, tree.problems
    return tree.value["ids"], tree.value["weggelaten"]


def facts() -> set[str]:
    """Return the IDs of facts that may be named anywhere."""
    file = HERE / "rapport_ids.yaml"
    return set(parse_yaml(file.read_text(encoding="utf-8"), file.name).value["feiten"])


def homes(library: Library) -> dict[str, list[str]]:
    """Return ID → the places that carry it, as ``soort/sleutel``."""
    found: dict[str, list[str]] = {}
    groups: tuple[tuple[str, Mapping], ...] = (
        ("opties", library.cards), ("risicos", library.risks), ("teksten", library.texts),
    )  # fmt: skip
    for name, group in groups:
        for key, one in group.items():
            for ident in one.rapport:
                found.setdefault(ident, []).append(f"{name}/{key}")
    for key, card in library.cards.items():
        found.setdefault(f"C{card.cox}", []).append(f"opties/{key}")
    return found


def without_home(library: Library) -> set[str]:
    """Return the IDs that nothing carries and nobody left out on purpose."""
    ids, skipped_files = known_ids()
    return set(ids) - set(skipped_files) - set(homes(library))


def tests_of(places: list[str]) -> list[str]:
    """Return the situations in tests/cases that show one of these places."""
    keys = {place.partition("/")[2] for place in places}
    found = []
    for golden in sorted((HERE / "cases").glob("*/keuze.txt")):
        rows = golden.read_text(encoding="utf-8").splitlines()
        shown = {row.split(":")[0] for row in rows if row.partition(": ")[2].startswith(("bestaat", "voorstel"))}
        shown |= {row.split(":")[0].removeprefix("risico ") for row in rows if row.startswith("risico ")}
        if shown & keys:
            found.append(f"cases/{golden.parent.name}")
    return found[:2] or ["test_content.py"]


def report() -> str:
    """Return docs/dekking.md."""
    ids, skipped_files = known_ids()
    found = homes(load_library())
    rows = [
        "# Dekking van het rapport",
        "",
        "Gemaakt met `make docs`. Per ID van het onderzoeksrapport: waar het staat en welke test het laat zien.",
        "",
        "| ID | wat | waar | test |",
        "|---|---|---|---|",
    ]
    for ident, label in ids.items():
        places = found.get(ident, [])
        where = ", ".join(places[:3]) + (f" en nog {len(places) - 3}" if len(places) > 3 else "")
        if places:
            rows.append(f"| {ident} | {label} | {where} | {', '.join(tests_of(places))} |")
    rows += ["", "## Bewust weggelaten", "", "| ID | wat | reden |", "|---|---|---|"]
    rows += [f"| {ident} | {ids[ident]} | {reason} |" for ident, reason in skipped_files.items()]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    (HERE.parent / "docs" / "dekking.md").write_text(report(), encoding="utf-8", newline="\n")
