"""What came of each part, in a row of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from soak.workers import Tried


@dataclass
class Row:
    """One part: how many trials, and of what was tried in them how much ended how."""

    name: str
    title: str
    trials: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    by_command: Counter[tuple[str, str]] = field(default_factory=Counter)
    memory: int = 0
    seconds: float = 0.0
    kinds: int = 0

    @property
    def faults(self) -> int:
        """Return how many faults there were."""
        return self.outcomes["fout"]

    def add(self, found: Tried) -> None:
        """Count one trial."""
        self.trials += 1
        self.memory = max(self.memory, found.memory)
        for each in found.attempts:
            self.outcomes[each.outcome] += 1
            self.by_command[each.tried, each.outcome] += 1

    def told(self) -> str:
        """Return it in a line, with each thing that was tried."""
        tried = ", ".join(f"{name} {outcome} {count}" for (name, outcome), count in sorted(self.by_command.items()))
        return f"{self.name}: {self.trials} proeven in {self.seconds:.0f} s, {self.memory // 1024} MB; {tried}"

    def as_json(self) -> dict[str, Any]:
        """Return it for another program."""
        tried: dict[str, dict[str, int]] = {}
        for (name, outcome), count in sorted(self.by_command.items()):
            tried.setdefault(name, {})[outcome] = count
        return {"deel": self.name, "proeven": self.trials, "seconden": round(self.seconds), "MB": self.memory // 1024,
                "soorten_fouten": self.kinds, **dict(self.outcomes), "geprobeerd": tried}  # fmt: skip


def table(rows: Iterable[Row]) -> str:
    """Return the closing table, as Markdown."""
    lines = [
        "| deel | proeven | geprobeerd | resultaat | geweigerd | fout | seconden | MB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        found = row.outcomes
        lines.append(
            f"| {row.title} | {row.trials} | {found.total()} | {found['gelukt']} | {found['geweigerd']} "
            f"| {found['fout']} | {row.seconds:.0f} | {row.memory // 1024} |"
        )
    return "\n".join(lines)
