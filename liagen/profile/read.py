"""Files and profiles in, checked values out. All problems of a file are reported in one go."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from liagen.errors import Problem, ProfileError, suggest
from liagen.files.check import check_model
from liagen.files.load import read_text, shipped_folder
from liagen.files.yaml_in import Tree, parse_yaml
from liagen.profile.fields import all_paths, field_specs
from liagen.profile.model import Profile


def shipped_profiles() -> dict[str, Path]:
    """Return the profiles that came with liagen: name → file."""
    return {path.stem: path for path in sorted(shipped_folder("profiles").glob("*.yaml"))}


def load_profile(path: Path, options: Collection[str] | None) -> Profile:
    """Read and check one profile; ``options`` are the keys that `keuzes` may hold, None when they are not known.

    Raises ProfileError with every problem, each with line and column.
    """
    text, problems = read_text(path)
    if problems:
        raise ProfileError(problems)
    return parse_profile(text, str(path), options)


def parse_profile(text: str, file: str, options: Collection[str] | None) -> Profile:
    """Check the text of one profile as ``load_profile`` does. Raises ProfileError."""
    tree = parse_yaml(text, file)
    if tree.problems:
        raise ProfileError(tree.problems)
    if tree.value is not None and not isinstance(tree.value, dict):
        message = "dit is geen profiel: er staan geen velden in; begin met een profiel uit `liagen nieuw`"
        raise ProfileError([Problem(file, message, place=tree.place(()))])
    if tree.value is None:
        raise ProfileError([Problem(file, "het bestand is leeg; begin met een profiel uit `liagen nieuw`")])
    profile, problems = check_model(Profile, tree, file, all_paths())
    # Checked here and not by the model: which options there are is known once packages are read.
    own = tree.value.get("keuzes")
    if options is not None and isinstance(own, dict):
        problems += [_unknown_option(key, tree, file, options) for key in own if key not in options]
    told = tree.value.get("toelichting")
    if isinstance(told, dict):
        problems += [_unknown_field(key, tree, file) for key in told if key not in field_specs()]
    if problems or profile is None:
        raise ProfileError(problems)
    return profile


def _unknown_field(key: str, tree: Tree, file: str) -> Problem:
    hint = suggest(str(key), field_specs()) or "; noem het veld met zijn hele naam, zoals `draagvlak.raad`"
    return Problem(file, f"onbekend veld{hint}", place=tree.place(("toelichting", key, "")), field=f"toelichting.{key}")


def _unknown_option(key: str, tree: Tree, file: str, options: Collection[str]) -> Problem:
    hint = suggest(str(key), options) or "; zie `liagen opties`"
    return Problem(file, f"onbekende optie{hint}", place=tree.place(("keuzes", key, "")), field=f"keuzes.{key}")
