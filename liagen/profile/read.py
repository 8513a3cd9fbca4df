"""Files and profiles in, checked values out. All problems of a file are reported in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from liagen.errors import Problem, ProfileError, suggest
from liagen.files.check import check_model
from liagen.files.load import read_text, shipped_folder
from liagen.files.yaml_in import Tree, dotted, parse_yaml
from liagen.profile.fields import GOAL_CHOICES, OUTCOMES, all_paths, field_specs, other_goals
from liagen.profile.find import is_client_file
from liagen.profile.group import FILL_PREFIXES, NAMELESS
from liagen.profile.model import Profile
from liagen.profile.own_fields import OWN_FIELDS, own_fields, profile_model


class Option(Protocol):
    """What is asked of an option here: its goals by key."""

    @property
    def doelen(self) -> Mapping[str, object]:
        """Return the goals."""


Options = Mapping[str, Option]
"""What packages declare that a profile may name: option key → option."""


def shipped_profiles() -> dict[str, Path]:
    """Return the profiles that came with liagen: name → file."""
    return {path.stem: path for path in sorted(shipped_folder("profiles").glob("*.yaml"))}


def load_profile(path: Path, options: Options | None, sections: Collection[str] | None = None) -> Profile:
    """Read and check one profile; ``options`` are those that it may name, None when they are not known.

    ``sections`` are the keys of the sections of a chapter, in which own words may stand; None when not known.
    Raises ProfileError with every problem, each with line and column.
    """
    if is_client_file(path.name) or path.suffix.lower() == ".zip":
        message = (
            "dit is een klant en geen profiel; noem een profiel van de klant, of gebruik `liagen klant controleer`"
        )
        raise ProfileError([Problem(str(path), message)])
    text, problems = read_text(path)
    if problems:
        raise ProfileError(problems)
    return parse_profile(text, str(path), options, sections)


def parse_profile(text: str, file: str, options: Options | None, sections: Collection[str] | None = None) -> Profile:
    """Check the text of one profile as ``load_profile`` does. Raises ProfileError."""
    return _checked_profile(_profile_tree(text, file), file, options, sections)


def parse_partial_profile(
    text: str, file: str, options: Options | None, sections: Collection[str] | None = None
) -> Profile:
    """Check a part of a profile, as ``parse_profile`` does; it need not name the municipality. Raises ProfileError."""
    tree = _profile_tree(text, file)
    group = tree.value.setdefault("gemeente", {})
    if group is None:
        group = tree.value["gemeente"] = {}
    if isinstance(group, dict):
        group.setdefault("naam", NAMELESS)
    return _checked_profile(tree, file, options, sections)


def _profile_tree(text: str, file: str) -> Tree:
    """Return the fields that stand in a text. Raises ProfileError when there are none."""
    tree = parse_yaml(text, file)
    if tree.problems:
        raise ProfileError(tree.problems)
    if tree.value is not None and not isinstance(tree.value, dict):
        message = "dit is geen profiel: er staan geen velden in; begin met een profiel uit `liagen nieuw`"
        raise ProfileError([Problem(file, message, place=tree.place(()))])
    if tree.value is None:
        raise ProfileError([Problem(file, "het bestand is leeg; begin met een profiel uit `liagen nieuw`")])
    return tree


def _checked_profile(tree: Tree, file: str, options: Options | None, sections: Collection[str] | None) -> Profile:
    profile, problems = check_model(profile_model(), tree, file, all_paths())
    # Checked here and not by the model: which options there are is known once packages are read.
    if options is not None:
        goals = [f"{key}.{goal}" for key, option in options.items() for goal in option.doelen]
        problems += _unknown_keys("keuzes", options, tree, file)
        problems += _unknown_keys(GOAL_CHOICES, goals, tree, file)
        rows = tree.value.get("doelen")
        own = len(rows) if isinstance(rows, list) else 0
        problems += _unknown_keys(OUTCOMES, [*goals, *other_goals(own)], tree, file)
    if sections is not None:
        problems += _unknown_sections(sections, tree, file)
    if OWN_FIELDS in tree.value:
        problems = [*_of_unknown_packages(tree, file), *(each for each in problems if not _is_unknown(each))]
    told = tree.value.get("toelichting")
    if isinstance(told, dict):
        problems += [_unknown_field(key, tree, file) for key in told if key not in field_specs()]
    if problems or profile is None:
        raise ProfileError(problems)
    return profile


def _is_unknown(problem: Problem) -> bool:
    """Say whether a problem is that of a package that is not used, which is told in other words."""
    names = problem.field.split(".")
    used = {each.package for each in own_fields()}
    return names[0] == OWN_FIELDS and (not used or not used.issuperset(names[1:2]))


def _of_unknown_packages(tree: Tree, file: str) -> Iterator[Problem]:
    """Give a problem for every package whose questions are answered and that is not used."""
    given = tree.value[OWN_FIELDS]
    used = {each.package for each in own_fields()}
    for name in given if isinstance(given, dict) else ():
        if name not in used:
            message = f"deze antwoorden horen bij het pakket `{name}`; geef dat pakket mee met --pakket"
            hint = suggest(str(name), used)
            place, path = tree.place((OWN_FIELDS, name, "")), f"{OWN_FIELDS}.{name}"
            yield Problem(file, f"onbekend pakket{hint}" if hint else message, place=place, field=path)


def _unknown_field(key: str, tree: Tree, file: str) -> Problem:
    hint = suggest(str(key), field_specs()) or "; noem het veld met zijn hele naam, zoals `draagvlak.raad`"
    return Problem(file, f"onbekend veld{hint}", place=tree.place(("toelichting", key, "")), field=f"toelichting.{key}")


def _unknown_sections(known: Collection[str], tree: Tree, file: str) -> Iterator[Problem]:
    """Give a problem for every paragraph of the officer in a section that the chapter does not have."""
    rows = tree.value.get("eigen")
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        key = row.get("onderdeel") if isinstance(row, dict) else None
        if isinstance(key, str) and key not in known and not key.startswith(FILL_PREFIXES):
            path = ("eigen", number, "onderdeel")
            hint = suggest(key, known) or f"; kies uit: {', '.join(known)}"
            yield Problem(file, f"onbekend onderdeel `{key}`{hint}", place=tree.place(path), field=dotted(path))


def _unknown_keys(field: str, known: Collection[str], tree: Tree, file: str) -> Iterator[Problem]:
    """Give a problem for every key in a group of the profile that no package knows."""
    own: Any = tree.value
    path = tuple(field.split("."))
    for name in path:
        own = own.get(name) if isinstance(own, dict) else None
    message, advice = _UNKNOWN[field]
    for key in own if isinstance(own, dict) else ():
        if key not in known:
            hint = suggest(str(key), known) or advice
            yield Problem(file, f"{message}{hint}", place=tree.place((*path, key, "")), field=f"{field}.{key}")


_NO_GOAL: Final = "; noem de optie en het doel, zoals optie.doel"
_UNKNOWN: Final = {
    "keuzes": ("onbekende optie", "; zie `liagen opties`"),
    GOAL_CHOICES: ("onbekend doel", _NO_GOAL),
    OUTCOMES: ("onbekend doel", f"{_NO_GOAL}, of eigen.1 voor het eerste doel bij `doelen`"),
}
"""What is said of a key that no package knows, and the advice when none looks like it."""
