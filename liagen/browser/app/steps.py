"""The screens of the page: the questions by subject, and what comes before and after them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from liagen.browser.app.words import word
from liagen.profile.fields import field_specs
from liagen.profile.model import Profile
from liagen.profile.own_fields import OWN_FIELDS, own_fields, profile_model

_SUBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "gemeente": ("gemeente", "organisatie", "stand"),
    "document": ("document", "stijl"),
    "steun": ("lia", "aanleiding", "aanleidingen", "draagvlak"),
    "uitvoerder": ("beleggen.uitvoerder",),
    "groep": ("beleggen.groep", "beleggen.groepen", "beleggen.aanjagers", "beleggen.externe_begeleiding"),
    "momenten": ("structuren",),
    "gedaan": ("gedaan",),
    "terugblik": ("terugblik",),
    "ervaring": (
        *("ervaringsdeskundigen", "toegankelijkheid_start", "drempels", "knelpunten", "prioriteiten"),
        *("prioriteiten_bron", "collega_met_affiniteit", "te_testen"),
    ),
    "geld": ("doelen", "capaciteit", "volgen", "planning", "eigen"),
}
"""Groups and fields of the profile by the step that asks them."""

ELSEWHERE: Final = ("keuzes", "doelen_kiezen", "toelichting", "stand.herkomst", "stijl.bijlagen")
"""Fields that no step asks: they have a screen or a place of their own, or another field took over from them."""

BEGIN: Final = "begin"
QUICK: Final = "snel"
OPTIONS: Final = "kiezen"
GOALS: Final = "doelen"
REVIEW: Final = "nakijken"
COLLEAGUES: Final = "collegas"
FINISH: Final = "klaar"
ABOUT: Final = "over"

BEFORE: Final = (BEGIN, QUICK)
AFTER: Final = (OPTIONS, GOALS, REVIEW, COLLEAGUES, FINISH)


@dataclass(frozen=True)
class QuestionStep:
    """One screen with questions: its key, its number from 1, its title, and the paths that it asks, in order."""

    key: str
    number: int
    title: str
    paths: tuple[str, ...]


def subjects() -> tuple[str, ...]:
    """Return the keys of the steps that ask questions, in order; the last is that of the packages, when they ask."""
    return (*_SUBJECTS, *((OWN_FIELDS,) if own_fields() else ()))


def steps() -> tuple[QuestionStep, ...]:
    """Return the steps that ask questions, in order."""
    return _steps_of(profile_model())


@lru_cache(maxsize=16)
def _steps_of(_model: type[Profile]) -> tuple[QuestionStep, ...]:
    keys = enumerate(subjects(), 1)
    return tuple(QuestionStep(key, number, title_of(key), tuple(_paths(key))) for number, key in keys)


def step_of(path: str) -> str:
    """Return the key of the step that asks a field, or that decides about it; the last one when it is not known."""
    for key, starts in _SUBJECTS.items():
        if any(_is_at(path, start) for start in starts):
            return key
    others = {"keuzes": OPTIONS, "doelen_kiezen": GOALS, OWN_FIELDS: OWN_FIELDS}
    return others.get(path.partition(".")[0], tuple(_SUBJECTS)[-1])


def title_of(screen: str) -> str:
    """Return the title of a screen."""
    return word(f"scherm_{screen}")


def _paths(key: str) -> list[str]:
    """Return what a step asks: the fields of each group together, also where another group stands between them."""
    starts = _SUBJECTS.get(key, (key,))
    found = [path for start in starts for path in field_specs() if _is_at(path, start) and path not in ELSEWHERE]
    groups = list(dict.fromkeys(path.rpartition(".")[0] for path in found))
    return sorted(found, key=lambda path: groups.index(path.rpartition(".")[0]))


def _is_at(path: str, start: str) -> bool:
    return path == start or path.startswith(f"{start}.")
