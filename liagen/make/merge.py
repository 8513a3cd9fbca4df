"""A partial profile, as a colleague filled it in, put into a profile: what is new is taken, no known answer changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from liagen.errors import ProfileError
from liagen.files.check import check_model
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.make.shown import shown_value
from liagen.profile.blank import Answer, check_answers
from liagen.profile.canonical import write_profile
from liagen.profile.fields import FieldSpec, field_of, field_specs, profile_value
from liagen.profile.model import Profile
from liagen.profile.own_fields import profile_model

_NAME: Final = "gemeente.naam"
_OTHER: Final = "dit is een profiel van een andere gemeente; er is niets overgenomen"
_KNOWN: Final = "het profiel zegt iets anders"
_CHANGES: Final = "hiermee zou ook `{path}` in het profiel veranderen; kies zelf"


@dataclass(frozen=True)
class Conflict:
    """A field of which two profiles say something that cannot both stand, as a reader sees it, and why not.

    ``mine`` is «onbekend» when the answer itself is new but goes against another one.
    """

    path: str
    mine: str
    theirs: str
    reason: str


@dataclass(frozen=True)
class Merged:
    """What comes of two profiles: the answers that were taken, the paths that said the same, and conflicts.

    ``answers`` are by path, as they would be typed.
    """

    answers: Mapping[str, Answer]
    same: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge_profile(values: Mapping[str, Any], theirs: Profile) -> Merged:
    """Return what a partial profile says besides ``values``, a profile as a YAML file says it.

    What it leaves unknown says nothing, and neither does what is so when nothing is said. A list of rows is one answer:
    taken when it is unknown here. Of keys that each stand for themselves (`toelichting`, `keuzes`, `doelen_kiezen`)
    each is an answer. Raises ProfileError when ``values`` do not hold.
    """
    mine, problems = check_model(profile_model(), Tree(dict(values)), "")
    if mine is None:
        raise ProfileError(problems)
    merging = _Merging(values, mine)
    names = [each.gemeente.naam for each in (mine, theirs)]
    if all(names) and len({str(name).strip().casefold() for name in names}) > 1:
        return Merged({}, (), (Conflict(_NAME, str(names[0]), str(names[1]), _OTHER),))
    merging.take(dict(given_answers(theirs)), theirs)
    return Merged(merging.taken, tuple(merging.same), tuple(merging.conflicts))


def given_answers(profile: Profile) -> Iterator[tuple[str, Answer]]:
    """Yield what a profile says, by path, as it would be typed; of two shapes of one fact the one that tells more."""
    value = parse_yaml(write_profile(profile), "").value
    for spec in field_specs().values():
        given = value
        for name in spec.path.split("."):
            given = given.get(name) if isinstance(given, dict) else None
        if given is None or (spec.path == _NAME and profile.gemeente.naam is None):
            continue
        yield from _by_key(spec.path, given) if isinstance(given, dict) else ((spec.path, _answer(given)),)


def spec_of(path: str) -> FieldSpec:
    """Return the field that a path of ``given_answers`` is in: the path itself, or what stands before a key."""
    return field_specs()[field_of(path)]


def _by_key(path: str, given: Mapping[str, Any]) -> Iterator[tuple[str, Answer]]:
    for key, value in given.items():
        if isinstance(value, dict):
            yield from ((f"{path}.{key}.{name}", _answer(each)) for name, each in value.items())
        else:
            yield f"{path}.{key}", _answer(value)


def _answer(value: Any) -> Answer:
    return tuple(value) if isinstance(value, list) else value


@dataclass
class _Merging:
    """Answers while they are put in, one after another, each beside those that were taken before it."""

    values: Mapping[str, Any]
    mine: Profile
    taken: dict[str, Answer] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = dict(given_answers(self.mine))

    def take(self, answers: dict[str, Answer], theirs: Profile) -> None:
        """Take the answers that can be, as long as one more can: some wait for another («ja», and how many)."""
        waiting: dict[str, Answer] = {}
        for path, answer in answers.items():
            if _is_same(profile_value(self.mine, path), profile_value(theirs, path)):
                self.same.append(path)
            elif path in self.known:
                self.refuse(path, theirs, _KNOWN)
            else:
                waiting[path] = answer
        reasons: dict[str, str] = {}
        while True:
            before = len(waiting)
            for path, answer in list(waiting.items()):
                reasons[path] = self.why_not(path, answer)
                if not reasons[path]:
                    self.taken[path] = waiting.pop(path)
            if len(waiting) in (0, before):
                break
        for path in waiting:
            self.refuse(path, theirs, reasons[path])

    def why_not(self, path: str, answer: Answer) -> str:
        """Return why an answer cannot be put in; empty when it can."""
        profile, problem = check_answers(self.values, {**self.taken, path: answer}, path)
        if profile is None or problem:
            return problem or _KNOWN
        changed = (each for each in self.known if profile_value(profile, each) != profile_value(self.mine, each))
        other = next(changed, "")
        return _CHANGES.format(path=other) if other else ""

    def refuse(self, path: str, theirs: Profile, reason: str) -> None:
        mine, other = (shown_value(profile_value(profile, path), path) for profile in (self.mine, theirs))
        self.conflicts.append(Conflict(path, mine, other, reason))


def _is_same(mine: Any, theirs: Any) -> bool:
    """Say whether two answers are the same; of a list also when every item of theirs stands in mine."""
    if isinstance(mine, tuple) and isinstance(theirs, tuple) and theirs:
        return all(each in mine for each in theirs)
    return bool(mine == theirs)
