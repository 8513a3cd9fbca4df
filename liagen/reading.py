"""Files and profiles in, checked values out. All problems of a file are reported in one go."""

from __future__ import annotations

import importlib.resources
import stat
from pathlib import Path

from liagen.cards import Library
from liagen.checking import check_model
from liagen.errors import Problem, ProfileError, suggest
from liagen.profile import Profile
from liagen.yamltext import MAX_BYTES, decode, parse_yaml, too_big


def shipped(name: str) -> Path:
    """Return the folder ``templates`` or ``profiles`` that came with liagen, in a wheel or a checkout."""
    inside = Path(str(importlib.resources.files("liagen"))) / name
    return inside if inside.is_dir() else inside.parent.parent / name


def shipped_profiles() -> dict[str, Path]:
    """Return the profiles that came with liagen: name → file."""
    return {path.stem: path for path in sorted(shipped("profiles").glob("*.yaml"))}


def read_text(path: Path) -> tuple[str, list[Problem]]:
    """Read a text file; problems (missing, a folder, no rights, too big, not UTF-8 …) come back as values."""
    name = str(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return "", [Problem(name, 0, 0, "", "dit is een map; noem een bestand", "LIA001")]
        if not stat.S_ISREG(found.st_mode):
            message = "dit is geen gewoon bestand; gaf u het goede bestand op?"
            return "", [Problem(name, 0, 0, "", message, "LIA001")]
        if found.st_size > MAX_BYTES:
            return "", [Problem(name, 0, 0, "", too_big(), "LIA004")]
        return decode(path.read_bytes(), name)
    except FileNotFoundError:
        message = "dit bestand bestaat niet; kijk naar de naam en de map"
        return "", [Problem(name, 0, 0, "", message, "LIA001")]
    except PermissionError:
        return "", [Problem(name, 0, 0, "", "u mag dit bestand niet lezen; vraag om leesrechten", "LIA001")]
    except (OSError, ValueError):
        message = "dit bestand is niet te lezen; kijk naar de naam en probeer een kopie"
        return "", [Problem(name, 0, 0, "", message, "LIA001")]


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
        raise ProfileError([Problem(file, *tree.place(()), "", message)])
    if tree.value is None:
        raise ProfileError([Problem(file, 0, 0, "", "het bestand is leeg; begin met een profiel uit `liagen nieuw`")])
    profile, problems = check_model(Profile, tree, file)
    own = tree.value.get("keuzes")
    for key in own if isinstance(own, dict) else ():
        if key not in library.cards:
            place = tree.place(("keuzes", key, ""))
            hint = suggest(str(key), library.cards) or "; zie `liagen opties`"
            problems.append(Problem(file, *place, f"keuzes.{key}", f"onbekende optie{hint}"))
    if problems or profile is None:
        raise ProfileError(problems)
    return profile
