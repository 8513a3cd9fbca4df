"""The questions of ``liagen nieuw --vragen``: what to ask next, how to ask it, and what a reply does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from liagen.errors import ProfileError
from liagen.files.check import check_model
from liagen.files.yaml_in import parse_yaml
from liagen.profile.blank import Answer, askable_fields, blank_value, check_answers, parse_reply
from liagen.profile.fields import FieldSpec, all_paths, field_specs, profile_value, word_for
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model
from liagen.profile.parsing import is_word
from liagen.profile.settled import not_applicable

INTRODUCTION = """\
Enter slaat een vraag over. U kunt ook typen:
  ?      de uitleg nog een keer
  terug  naar de vorige vraag
  stop   stoppen; wat u al hebt ingevuld, wordt bewaard (Ctrl-C doet hetzelfde)
"""

_SHAPES = {
    "keuze": "Typ een nummer of een woord.",
    "keuzelijst": "Typ een of meer nummers of woorden, met komma's ertussen. Niets van dit alles? Typ: geen.",
    "tekstlijst": "Zet er komma's tussen, of puntkomma's als er al komma's in staan. Zijn die er niet? Typ: geen.",
    "getal": "Typ een heel getal.",
    "datum": "Typ een datum, zoals 2027-01-31. Weet u de dag niet? Typ dan «juni 2027» of «eind 2027».",
}


@dataclass
class Interview:
    """A run through the questions; ``answers`` holds what can stand in the profile, by dotted path.

    ``visited`` are the paths that had their turn. ``profile_values`` is what the profile says already, as plain values;
    ``known`` are its answers that are not asked again.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)
    profile_values: Mapping[str, Any] = field(default_factory=blank_value)
    known: Mapping[str, Answer | None] = field(default_factory=dict)

    @classmethod
    def resumed(cls, text: str, file: str) -> Interview:
        """Return a run through what is still open in the text of a profile. Raises ProfileError."""
        tree = parse_yaml(text, file)
        profile, problems = check_model(profile_model(), tree, file, all_paths())
        if tree.problems or problems or profile is None:
            raise ProfileError(tree.problems or problems)
        profile_values = tree.value
        paths = [spec.path for spec in askable_fields() if not _is_open(spec, profile_values, profile)]
        return cls(profile_values=profile_values, known={path: profile_value(profile, path) for path in paths})

    @property
    def current(self) -> FieldSpec | None:
        """Return the question to ask now, or None when all have had their turn."""
        return next((spec for spec in self._relevant_fields() if spec.path not in self.visited), None)

    def question(self) -> str:
        """Return the current question as it stands in the terminal: with its number and its explanation."""
        spec, relevant = self.current, self._relevant_fields()
        if spec is None:
            return ""
        return f"Vraag {relevant.index(spec) + 1} van {len(relevant)}: {spec.vraag}\n{explanation(spec)}".rstrip()

    def answer_current(self, typed: str) -> str:
        """Take one reply to the current question; return what there is to say about it, or an empty string."""
        spec, reply = self.current, "".join(" " if char.isspace() else char for char in typed).strip()
        if spec is None:
            return ""
        if reply == "?":
            return explanation(spec) or "  Hier is geen verdere uitleg bij. Enter slaat de vraag over."
        if reply.lower() == "terug":
            return self._go_back()
        if reply and not is_word(reply, "onbekend"):
            answer, problem = self._parsed(spec, reply)
            if problem:
                return f"  Dat past niet. {problem[0].upper()}{problem[1:]}."
            if answer is not None:
                self.answers[spec.path] = answer
        self.visited.append(spec.path)
        return ""

    def summary(self) -> str:
        """Return how many questions were answered and what was not asked."""
        lists = [spec.label for spec in field_specs().values() if spec.kind == "groepen"]
        return (
            f"{len(self.answers)} van de {len(self._relevant_fields())} vragen beantwoord.\n"
            f"Niet gevraagd zijn {', '.join(lists[:-1])} en {lists[-1]}; die vult u in het bestand zelf in."
        )

    def _relevant_fields(self) -> list[FieldSpec]:
        answers = {**self.known, **self.answers}
        asked = [spec for spec in askable_fields() if spec.path not in self.known]
        return [spec for spec in asked if not not_applicable(spec.path, answers.get)]

    def _parsed(self, spec: FieldSpec, reply: str) -> tuple[Answer | None, str]:
        """Return the value that was meant, or why it cannot stand beside what was said before."""
        if not reply.isprintable():
            return None, "er staat een onzichtbaar teken in, misschien van een pijltjestoets; typ het antwoord opnieuw"
        answers = {**self.answers, spec.path: parse_reply(spec, reply)}
        profile, problem = check_answers(self.profile_values, answers, spec.path)
        return (profile_value(profile, spec.path) if profile else None), problem

    def _go_back(self) -> str:
        if not self.visited:
            return "  Dit is de eerste vraag."
        self.answers.pop(self.visited.pop(), None)
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
    is_explained = spec.uitleg and spec.kind in ("getal", "datum")
    rows += [shape] if shape and not is_explained else []
    if isinstance(spec.default, str) and spec.kind != "antwoord":
        rows += [f"Overslaan betekent: {spec.default}."]
    return "\n".join(f"  {row}" for row in rows)


def _shown(choice: str) -> str:
    words = word_for(choice)
    return choice if words == choice.replace("_", " ") else f"{choice} ({words})"


def _is_open(spec: FieldSpec, profile_values: Mapping[str, Any], profile: Profile) -> bool:
    """Return whether a profile leaves a question open: it is unknown, or the usual is meant by saying nothing."""
    given: Any = profile_values
    for name in spec.path.split("."):
        if is_word(given, "geen"):
            return False
        given = given.get(name) if isinstance(given, Mapping) else None
    value = profile_value(profile, spec.path)
    has_usual = spec.default not in (None, "onbekend")
    return value is None or (given is None and has_usual)
