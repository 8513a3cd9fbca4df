"""What there is to say beside a question: what its answer changes now, or why it needs none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from liagen.browser.app.words import word
from liagen.chapter.influence import Influence
from liagen.library.dutch import enumerate_nl, number_in_words
from liagen.profile.fields import field_specs
from liagen.profile.own_fields import asked_if
from liagen.profile.settled import Settled

MOST_NAMED: Final = 3
"""How many options are named; of the others it says how many they are."""


def effect_sentence(influence: Influence, title_of: Callable[[str], str]) -> str:
    """Return in one or two sentences what the answer to a question changes; ``title_of`` gives the title of an option.

    Plain text. Of the texts it tells only when nothing weightier is changed.
    """
    sentences = [*_decides(influence, title_of), *_waits(influence)]
    if sentences:
        return " ".join(sentences)
    if not influence.texts:
        return word("invloed_niets")
    is_printed = field_specs()[influence.path].kind not in ("antwoord", "keuze")
    return word("invloed_tekst" if is_printed else "invloed_tekst_hangt_af")


def moot_sentence(settled: Settled) -> str:
    """Return why a question does not apply: which answer settles it."""
    kind = "invloed_niet_gesteld" if asked_if(settled.path) else "invloed_hoeft_niet"
    if settled.answer == "nee":
        kind = "invloed_hoeft_niet_nee"
    return word(kind, vraag=field_specs()[settled.by].vraag)


def _decides(influence: Influence, title_of: Callable[[str], str]) -> Iterator[str]:
    options, goals = influence.options, len(influence.goals)
    ending = {0: "", 1: "een_doel"}.get(goals, "doelen")
    parts = [part for part in ("opties" if options else "", ending) if part]
    if parts:
        told = _named([title_of(key) for key in options])
        told = told if ending else told.rstrip(",")
        yield word(f"invloed_{'_en_'.join(parts)}", opties=told, aantal=number_in_words(goals))


def _named(titles: list[str]) -> str:
    """Return the first titles, and how many others there are."""
    shown = [word("invloed_optie", titel=title) for title in titles[:MOST_NAMED]]
    rest = len(titles) - len(shown)
    if rest:
        shown.append(word("invloed_nog_opties" if rest > 1 else "invloed_nog_een_optie", aantal=number_in_words(rest)))
    return enumerate_nl(shown) + ("," if rest else "")


def _waits(influence: Influence) -> Iterator[str]:
    if influence.fills:
        several = influence.fills > 1
        yield word("invloed_plekken" if several else "invloed_een_plek", aantal=number_in_words(influence.fills))
