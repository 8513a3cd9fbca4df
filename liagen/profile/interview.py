"""The questions of ``liagen nieuw --vragen``: what to ask next, how to ask it, and what a reply does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from liagen.profile.blank import Answer, askable, refusal, typed_answer
from liagen.profile.fields import FieldSpec, field_specs, word_for
from liagen.profile.model import STANDS_WHEN_ABSENT

INTRODUCTION = """\
Enter slaat een vraag over. U kunt ook typen:
  ?      de uitleg nog een keer
  terug  naar de vorige vraag
  stop   stoppen; wat u al hebt ingevuld, wordt bewaard (Ctrl-C doet hetzelfde)
"""

_ANSWERED_BY = {"organisatie.aantal_afdelingen": "organisatie.afdelingen"}
"""A field that need not be asked once the other one is answered."""

_SHAPES = {
    "keuze": "Typ een nummer of een woord.",
    "keuzelijst": "Typ een of meer nummers of woorden, met komma's ertussen. Niets van dit alles? Typ: geen.",
    "tekstlijst": "Zet er komma's tussen, of puntkomma's als er al komma's in staan. Zijn die er niet? Typ: geen.",
    "getal": "Typ een heel getal.",
    "datum": "Typ een datum, zoals 2027-01-31.",
}


@dataclass
class Interview:
    """A run through the questions; ``answers`` holds what can stand in the profile, by dotted path."""

    answers: dict[str, Answer] = field(default_factory=dict)
    past: list[str] = field(default_factory=list)

    @property
    def current(self) -> FieldSpec | None:
        """Return the question to ask now, or None when all have had their turn."""
        return next((spec for spec in self._relevant() if spec.path not in self.past), None)

    def question(self) -> str:
        """Return the current question as it stands in the terminal: with its number and its explanation."""
        spec, relevant = self.current, self._relevant()
        if spec is None:
            return ""
        return f"Vraag {relevant.index(spec) + 1} van {len(relevant)}: {spec.vraag}\n{explanation(spec)}".rstrip()

    def take(self, typed: str) -> str:
        """Take one reply to the current question; return what there is to say about it, or an empty string."""
        spec, reply = self.current, typed.replace("\t", " ").replace("\u00a0", " ").strip()
        if spec is None:
            return ""
        if reply == "?":
            return explanation(spec) or "  Hier is geen verdere uitleg bij. Enter slaat de vraag over."
        if reply.lower() == "terug":
            return self._go_back()
        answer = typed_answer(spec, reply)
        if reply and "onbekend" not in (reply.lower(), answer):
            if problem := _refused(spec, reply, {**self.answers, spec.path: answer}):
                return f"  Dat past niet. {problem[0].upper()}{problem[1:]}."
            self.answers[spec.path] = answer
        self.past.append(spec.path)
        return ""

    def summary(self) -> str:
        """Return how many questions were answered and what was not asked."""
        lists = [spec.label for spec in field_specs().values() if spec.kind == "groepen"]
        return (
            f"{len(self.answers)} van de {len(self._relevant())} vragen beantwoord.\n"
            f"Niet gevraagd zijn {', '.join(lists[:-1])} en {lists[-1]}; die vult u in het bestand zelf in."
        )

    def _relevant(self) -> list[FieldSpec]:
        return [spec for spec in askable() if not _is_moot(spec.path, self.answers)]

    def _go_back(self) -> str:
        if not self.past:
            return "  Dit is de eerste vraag."
        self.answers.pop(self.past.pop(), None)
        return ""


def explanation(spec: FieldSpec) -> str:
    """Return what helps to answer: the explanation, the allowed answers, the shape, what skipping means."""
    if spec.kind == "antwoord":
        shape = f"Kies: {', '.join(choice for choice in spec.choices if choice != 'onbekend')} of onbekend."
    else:
        shape = _SHAPES.get(spec.kind, "")
    rows = [spec.uitleg] if spec.uitleg else []
    if spec.kind in ("keuze", "keuzelijst"):
        rows += [f"{number:>2}  {_shown(choice)}" for number, choice in enumerate(spec.choices, 1)]
    told = spec.uitleg and spec.kind in ("getal", "datum")
    rows += [shape] if shape and not told else []
    if isinstance(spec.default, str) and spec.kind != "antwoord":
        rows += [f"Overslaan betekent: {spec.default}."]
    return "\n".join(f"  {row}" for row in rows)


def _shown(choice: str) -> str:
    words = word_for(choice)
    return choice if words == choice.replace("_", " ") else f"{choice} ({words})"


def _is_moot(path: str, answers: Mapping[str, Answer]) -> bool:
    """Return whether an earlier answer already settles this question."""
    group, _, name = path.rpartition(".")
    if answers.get(f"{group}.aanwezig") == "nee" and name not in STANDS_WHEN_ABSENT:
        return True
    return bool(answers.get(_ANSWERED_BY.get(path, "")))


def _refused(spec: FieldSpec, reply: str, answers: Mapping[str, Answer]) -> str:
    if not reply.isprintable():
        return "er staat een onzichtbaar teken in, misschien van een pijltjestoets; typ het antwoord opnieuw"
    return refusal(answers, spec.path)
