"""Files and profiles in, checked values out. All problems of a file are reported in one go."""

from __future__ import annotations

from pathlib import Path

from liagen.errors import Problem, ProfileError, suggest
from liagen.files.check import check_model
from liagen.files.load import read_text, shipped
from liagen.files.yaml_in import parse_yaml
from liagen.library.model import Library
from liagen.profile.model import Profile


def shipped_profiles() -> dict[str, Path]:
    """Return the profiles that came with liagen: name → file."""
    return {path.stem: path for path in sorted(shipped("profiles").glob("*.yaml"))}


def load_profile(path: Path, library: Library) -> Profile:
    """Read and check one profile. Raises ProfileError with every problem, each with line and column."""
    text, problems = read_text(path)
    if problems:
        raise ProfileError(problems)
    return parse_profile(text, str(path), library)


def parse_profile(text: str, file: str, library: Library) -> Profile:
    """Check the text of one profile, also that every key in `keuzes` is an option. Raises ProfileError."""
    tree = parse_yaml(text, file)
    if tree.problems:
        raise ProfileError(tree.problems)
    if tree.value is not None and not isinstance(tree.value, dict):
        message = "dit is geen profiel: er staan geen velden in; begin met een profiel uit `liagen nieuw`"
        raise ProfileError([Problem(file, message, place=tree.place(()))])
    if tree.value is None:
        raise ProfileError([Problem(file, "het bestand is leeg; begin met een profiel uit `liagen nieuw`")])
    profile, problems = check_model(Profile, tree, file)
    own = tree.value.get("keuzes")
    for key in own if isinstance(own, dict) else ():
        if key not in library.cards:
            place = tree.place(("keuzes", key, ""))
            hint = suggest(str(key), library.cards) or "; zie `liagen opties`"
            problems.append(Problem(file, f"onbekende optie{hint}", place=place, field=f"keuzes.{key}"))
    if problems or profile is None:
        raise ProfileError(problems)
    return profile
