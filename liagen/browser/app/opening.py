"""Files that an officer opens: a profile, or documents that liagen made and someone edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from liagen.browser.app.answers import NAME, NAMELESS, given_paths, value_at, values_of, with_value
from liagen.browser.app.exchange import UploadedFile
from liagen.browser.app.opened import Opened
from liagen.browser.app.state import AppState
from liagen.browser.app.taking import profile_text
from liagen.browser.app.words import word
from liagen.errors import LiagenError, Problem, ProfileError
from liagen.files.yaml_in import MAX_BYTES, parse_yaml
from liagen.library.model import Library
from liagen.make.answers import base_profile, read_answers
from liagen.make.edited_draft import EditedDraft, read_document
from liagen.profile.read import parse_profile

_PROFILES: Final = (".yaml", ".yml")
_WORD: Final = (".docx",)
_CHAPTER: Final = "hoofdstuk"


def open_files(state: AppState, files: Sequence[UploadedFile], library: Library) -> AppState:
    """Return the state with what these files say. Raises LiagenError with what is wrong with them, and changes nothing.

    A profile takes the place of an empty one, and is laid beside one that has answers. Word files of liagen give their
    answers; a chapter among them can be brought up to date.
    """
    _check_kinds(files)
    for file in (each for each in files if each.name.lower().endswith(_PROFILES)):
        state = _with_profile(state, file, library)
    documents = [each for each in files if each.name.lower().endswith(_WORD)]
    return _with_documents(state, documents, library) if documents else state


def _check_kinds(files: Sequence[UploadedFile]) -> None:
    problems = [
        Problem(each.name, word("openen_ander_soort"))
        for each in files
        if not each.name.lower().endswith((*_PROFILES, *_WORD))
    ]
    if problems:
        raise LiagenError(problems)


# ------------------------------------------------------------ a profile


def _with_profile(state: AppState, file: UploadedFile, library: Library) -> AppState:
    text = _text_of(file)
    tree = parse_yaml(text, file.name)
    given: dict[str, Any] = dict(tree.mapping)
    if not tree.problems and given and not value_at(given, NAME):
        # Part of a profile, as a colleague filled it in: whose it is need not stand in it.
        text = f"{text.rstrip()}\n" if "gemeente" in given else f'gemeente:\n  naam: "{NAMELESS}"\n{text}'
    values = values_of(parse_profile(text, file.name, library.cards, library.section_keys))
    if not state.values:
        return replace(state.with_values(values, {}), saved=values, opened=Opened(file.name, text))
    return _merged(state, values, file)


def _merged(state: AppState, values: Mapping[str, Any], file: UploadedFile) -> AppState:
    """Return the state with what a second profile says where hers says nothing; what differs is told."""
    found, conflicts = dict(state.values), []
    for path in given_paths(values):
        mine, theirs = value_at(found, path), value_at(values, path)
        if mine is None:
            found = with_value(found, path, theirs)
        elif mine != theirs:
            conflicts.append(path)
    raise LookupError(conflicts)


def _text_of(file: UploadedFile) -> str:
    if len(file.data) > MAX_BYTES:
        raise ProfileError([Problem(file.name, word("openen_te_groot"))])
    try:
        return file.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ProfileError([Problem(file.name, word("openen_geen_tekst"))]) from None


# ------------------------------------------------------------ Word files


def _with_documents(state: AppState, files: Sequence[UploadedFile], library: Library) -> AppState:
    drafts = _read(files)
    mine = base_profile(profile_text(state), word("uw_antwoorden"), library) if state.values else None
    found = read_answers(drafts, library, mine)
    names = ", ".join(file.name for file in files)
    chapter = next((draft for draft in drafts if draft.basis.document == _CHAPTER), None)
    if not found.text:
        return replace(state, opened=Opened(names, draft=chapter, answers=found))
    profile = parse_profile(found.text, names, library.cards, library.section_keys)
    return replace(state.with_values(values_of(profile), {}), opened=Opened(names, found.text, chapter, found))


def _read(files: Sequence[UploadedFile]) -> list[EditedDraft]:
    """Return every document. Raises LiagenError with what is wrong with any."""
    drafts: list[EditedDraft] = []
    problems: list[Problem] = []
    for file in files:
        try:
            drafts.append(read_document(file.data, file.name))
        except LiagenError as error:
            problems += error.problems
    if problems:
        raise LiagenError(problems)
    return drafts
