"""The text library as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from liagen.files.pictures import PictureFile
from liagen.library.cards import Card, CardGoal, LibraryText, Risk
from liagen.library.conditions import Compare, Condition
from liagen.library.size import SIZE, SIZE_LIMITS
from liagen.library.tables import ContentRow, Outline, PaperOutline, Role, Section, Setting, Source, Step, Theme
from liagen.library.tone import Tone
from liagen.library.wording import Wording
from liagen.profile.choices import Paper
from liagen.profile.own_fields import PackageFields, fields_in_use

_NAME = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class UsedPackage:
    """A package that the library was made of, with where it stands; ``shipped`` with liagen itself.

    ``digest`` is the SHA-256 of what liagen read of it.
    """

    name: str
    version: str
    place: str
    shipped: bool
    digest: str


@dataclass(frozen=True)
class PlacedCondition:
    """A condition with where it stands: what kind of file, its key, and the place in it."""

    kind: str
    key: str
    place: str
    condition: Condition


@dataclass(frozen=True)
class AskedComparison:
    """A comparison with the options whose rules ask it, and the goals (``optie.doel``) whose condition does."""

    comparison: Compare
    options: frozenset[str]
    goals: frozenset[str]


@dataclass(frozen=True)
class Library:
    """Everything the packages say, checked: ready to choose, plan and assemble with; ``packages`` lowest first.

    ``own_fields`` are the questions that they add to the profile, ``pictures`` those that texts show, by name, and
    ``tone`` the words that are written otherwise in all texts.
    ``style_file`` is where the Word style file stands, ``style_name`` what messages call it.
    ``practice`` holds the options of the package `praktijk`, ``left_out`` those of them that someone did not want.
    """

    packages: tuple[UsedPackage, ...]
    settings: Mapping[str, Setting]
    themes: Mapping[str, Theme]
    cards: Mapping[str, Card]
    risks: Mapping[str, Risk]
    texts: Mapping[str, LibraryText]
    title: Wording
    outline: tuple[Section, ...]
    preamble: tuple[ContentRow, ...]
    sheet: Outline
    papers: Mapping[Paper, PaperOutline]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    words: Mapping[str, str]
    sources: Mapping[str, Source]
    style_file: str
    style_name: str
    practice: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    progress: Outline | None = None
    question_list: Outline | None = None
    question_mail: Outline | None = None
    own_fields: tuple[PackageFields, ...] = ()
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    tone: Tone = field(default_factory=Tone)

    def fields_in_use(self) -> AbstractContextManager[None]:
        """Let the profile have the questions of these packages, for all that is read and made within this context."""
        return fields_in_use(self.own_fields)

    def word(self, key: str, **values: str) -> str:
        """Return a short text from `woorden.yaml` with its values filled in (Markdown; values already escaped)."""
        return _percent_form(self.words[key]) % _Values(values)

    def optional_setting(self, key: str) -> int | None:
        """Return the value of a setting that a package may leave out; None when it does."""
        setting = self.settings.get(key)
        return setting.waarde if setting else None

    def conditions(self) -> Iterator[PlacedCondition]:
        """Yield every condition of cards, risks, texts, roles and sections."""
        for card in self.cards.values():
            for place, rule in card.rules.items():
                yield PlacedCondition("optie", card.key, place, rule.als)
                yield from _in_text("optie", card.key, f"{place}, reden", rule.reden.conditions)
            for goal in card.doelen.values():
                if goal.als:
                    yield PlacedCondition("optie", card.key, f"doelen.{goal.key}.als", goal.als)
            for name, wording in (*card.parts.items(), *_optional_texts(card)):
                yield from _in_text("optie", card.key, name, wording.conditions)
        for risk in self.risks.values():
            yield PlacedCondition("risico", risk.key, "als", risk.als)
            if risk.vangnet:
                yield PlacedCondition("risico", risk.key, "vangnet", risk.vangnet)
            yield from _in_text("risico", risk.key, "tekst", risk.description.conditions)
        for text in self.texts.values():
            for name, wording in (*text.parts.items(), *_optional_texts(text)):
                yield from _in_text("tekst", text.key, name, wording.conditions)
        for role in self.roles:
            if role.als:
                yield PlacedCondition("rol", role.sleutel, "als", role.als)
        for section in (*self.outline, *self.sheet.onderdelen, *self._paper_sections, *self._optional_sections):
            if section.als:
                yield PlacedCondition("onderdeel", section.sleutel, "als", section.als)

    @cached_property
    def goals(self) -> Mapping[str, CardGoal]:
        """Return the goals of the options, by their key: `optie.doel`."""
        return {f"{card.key}.{goal.key}": goal for card in self.cards.values() for goal in card.doelen.values()}

    @cached_property
    def section_keys(self) -> tuple[str, ...]:
        """Return the keys of the sections of the chapter and then of the papers, each once, in order."""
        return tuple(dict.fromkeys(section.sleutel for section in (*self.outline, *self._paper_sections)))

    @property
    def _optional_sections(self) -> Iterator[Section]:
        outlines = (self.progress, self.question_list, self.question_mail)
        return (section for outline in outlines if outline for section in outline.onderdelen)

    @property
    def _paper_sections(self) -> Iterator[Section]:
        return (section for paper in self.papers.values() for section in paper.onderdelen)

    @cached_property
    def options_asking(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return, by a field and one of its answers, the options with a condition that names that answer."""
        found: dict[tuple[str, str], set[str]] = {}
        for placed in self.conditions():
            for leaf in placed.condition.comparisons if placed.kind == "optie" else ():
                for answer in leaf.constant if isinstance(leaf.constant, tuple) else (leaf.constant,):
                    found.setdefault((leaf.name, answer), set()).add(placed.key)
        return {asked: frozenset(keys) for asked, keys in found.items()}

    @cached_property
    def comparisons_by_name(self) -> Mapping[str, tuple[AskedComparison, ...]]:
        """Return, by a field or other name, each comparison with it that chooses options or goals."""
        found: dict[Compare, tuple[set[str], set[str]]] = {}
        for key, card in self.cards.items():
            for leaf in (leaf for rule in card.rules.values() for leaf in rule.als.comparisons):
                found.setdefault(leaf, (set(), set()))[0].add(key)
        for key, goal in self.goals.items():
            for leaf in goal.als.comparisons if goal.als else ():
                found.setdefault(leaf, (set(), set()))[1].add(key)
        by_name: dict[str, list[AskedComparison]] = {}
        for leaf, (options, goals) in found.items():
            by_name.setdefault(leaf.name, []).append(AskedComparison(leaf, frozenset(options), frozenset(goals)))
        return {name: tuple(asked) for name, asked in by_name.items()}

    def constants_asked(self, name: str) -> tuple[Any, ...]:
        """Return what a field is compared with where options and goals are chosen; settings by their value."""
        found: dict[Any, None] = {}
        for asked in self.comparisons_by_name.get(name, ()):
            leaf = asked.comparison
            value = self.settings[leaf.setting.removeprefix("instelling.")].waarde if leaf.setting else leaf.constant
            found.update(dict.fromkeys(value if isinstance(value, tuple) else (value,)))
        return tuple(found)

    @cached_property
    def settings_asked(self) -> frozenset[str]:
        """Return the keys of the settings that conditions look at."""
        leaves = [leaf for placed in self.conditions() for leaf in placed.condition.comparisons]
        named = {leaf.setting.removeprefix("instelling.") for leaf in leaves}
        limits = [limit for pair in SIZE_LIMITS for limit in pair] if any(leaf.name == SIZE for leaf in leaves) else []
        return frozenset({*named, *limits})


def _optional_texts(card: Card | LibraryText) -> Iterator[tuple[str, Wording]]:
    """Yield the texts of the front matter that stand in running text, by their key."""
    for name in ("kort_punt", "nu_niet", "opmerking"):
        if found := getattr(card, name, None):
            yield name, found


def _in_text(kind: str, key: str, place: str, conditions: Iterable[Condition]) -> Iterator[PlacedCondition]:
    for number, condition in enumerate(conditions, 1):
        yield PlacedCondition(kind, key, f"{place}, {{% if %}} {number}", condition)


class _Values(dict[str, str]):
    """Values by name; a name without one is shown as it was typed."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@lru_cache(maxsize=1024)
def _percent_form(text: str) -> str:
    """Return a short text for Python's ``%``, which fills in all values in one go: braces in a value are left alone."""
    # Not `str.format`: that would read braces and attributes in texts of strangers. Compiled once per text, as words
    # are filled in hundreds of times per chapter.
    return _NAME.sub(r"%(\1)s", text.replace("%", "%%"))
