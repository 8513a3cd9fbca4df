"""What liagen makes of the answers of now: chapter, work sheet and papers, and why each text stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from liagen.chapter.choose import Chosen
from liagen.chapter.decide import Decision
from liagen.chapter.facts import Fact, fact_of
from liagen.chapter.influence import Influence, influences
from liagen.chapter.markdown import plain_text
from liagen.chapter.material import Material
from liagen.chapter.plan_checks import plan_warnings
from liagen.document.blocks import Chapter, Origin
from liagen.library.cards import Card
from liagen.library.derived import field_asked
from liagen.library.model import Library
from liagen.library.wording import with_amount
from liagen.make.chain import Result, make, make_paper, make_sheet, material_of
from liagen.make.order import papers_of
from liagen.profile.fields import GOAL_CHOICES, field_specs
from liagen.profile.model import Profile

DocumentName = Literal["hoofdstuk", "werkblad", "collegevoorstel", "raadsvoorstel", "samenvatting"]


@dataclass(frozen=True)
class Reason:
    """Why an option stands in a text or not: the verdict, its reasons, the facts looked at, and what would change it.

    All are plain text; ``option`` is its key.
    """

    option: str
    title: str
    verdict: str
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """All that comes of the answers of now; the chapter is made at once, the rest when it is asked for."""

    profile: Profile
    library: Library
    date: dt.date

    @cached_property
    def result(self) -> Result:
        """Every stage of the chapter."""
        return make(self.profile, self.library, self.date)

    @cached_property
    def material(self) -> Material:
        """What the chapter was made from."""
        return material_of(self.result, self.library)

    @cached_property
    def influences(self) -> Mapping[str, Influence]:
        """What hangs on each question now, by its path."""
        found, material = self.result, self.material
        return influences(Decision(found.facts, found.choice, found.plan, material.library), self.library)

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The title of each section that a text of hers can stand in, by its key."""
        outline = self.material.library.outline
        return {section.sleutel: plain_text(self.material.render(section.titel)) for section in outline}

    def goal_name(self, key: str) -> str:
        """Return what a goal is about, be it in the plan or not."""
        goal = self.library.goals.get(key)
        if goal is None:
            return key
        return plain_text(goal.wat.render(with_amount(self.result.facts, f"{GOAL_CHOICES}.{key}.aantal", None)))

    @cached_property
    def warnings(self) -> Mapping[str, str]:
        """What does not add up, by the path of the field that it is about."""
        found = (each.partition(": ") for each in plan_warnings(self.result.facts, self.result.plan, self.library))
        return {path: message for path, _, message in found}

    @cached_property
    def sheet(self) -> Chapter:
        """The work sheet beside the chapter."""
        return make_sheet(self.result, self.library)

    @cached_property
    def written(self) -> dict[DocumentName, str]:
        """What was written of a document already, by its name: a place to keep it, as it never changes."""
        return {}

    @property
    def documents(self) -> tuple[DocumentName, ...]:
        """Return the documents that there are: chapter and sheet, and the papers that she asked for."""
        return ("hoofdstuk", "werkblad", *papers_of(self.profile))

    def document(self, name: DocumentName) -> Chapter:
        """Return one document; of a paper that she did not ask for too."""
        if name == "hoofdstuk":
            return self.result.chapter
        return self.sheet if name == "werkblad" else make_paper(name, self.result, self.library, "concept")

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return the options, in the order of the library; only those that take part."""
        return tuple(self.library.cards[key] for key in self.result.choice.options)

    def title_of(self, key: str) -> str:
        """Return the title of an option."""
        return plain_text(self.material.render(self.library.cards[key].titel))

    def chosen(self, key: str) -> Chosen:
        """Return the verdict on an option."""
        return self.result.choice.options[key]

    def reason(self, key: str) -> Reason:
        """Return why an option has its verdict."""
        chosen = self.chosen(key)
        plain = [tuple(map(plain_text, texts)) for texts in (chosen.reasons, chosen.would_change)]
        return Reason(key, self.title_of(key), chosen.verdict, plain[0], chosen.facts, plain[1])

    def options_of(self, origins: Iterable[Origin]) -> tuple[str, ...]:
        """Return the options that a text tells of, in its order; a goal tells of the option that it is of."""
        found = (origin.key.partition(".")[0] for origin in origins if origin.kind in _OF_OPTION)
        return tuple(key for key in dict.fromkeys(found) if key in self.result.choice.options)

    def looked_at(self, origins: Iterable[Origin]) -> tuple[Fact, ...]:
        """Return the facts that a text looks at, in the order of the profile: what it says depends on them."""
        names = {name for origin in origins for name in self._asked(origin)}
        paths = {field_asked(name) for name in names}
        lookup = self.result.facts.lookup
        return tuple(fact_of(path, lookup) for path in field_specs() if path in paths)

    def _asked(self, origin: Origin) -> frozenset[str]:
        written = {"optie": self.library.cards, "tekst": self.library.texts}.get(origin.kind, {}).get(origin.key)
        wording = written.parts.get(origin.part) if written else None
        return wording.asked if wording else frozenset()


_OF_OPTION = ("optie", "doel", "keuze", "niet_gekozen", "uitvoering", "planning")


def document_named(name: str) -> DocumentName:
    """Return the document with this name; the chapter when there is none."""
    return next((each for each in get_args(DocumentName) if each == name), "hoofdstuk")
