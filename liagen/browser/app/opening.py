"""Files that an officer opens: profiles, whole or in part, documents that liagen made, and a prepared house style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from liagen.browser.app.answers import values_of
from liagen.browser.app.exchange import UploadedFile
from liagen.browser.app.opened import Opened
from liagen.browser.app.state import AppState
from liagen.browser.app.taking import profile_text
from liagen.browser.app.words import word
from liagen.errors import LiagenError, Problem, ProfileError
from liagen.files.yaml_in import decode, parse_yaml
from liagen.library.model import Library
from liagen.make.answers import PartialProfile, base_profile, read_answers
from liagen.make.edited_draft import EditedDraft, read_document
from liagen.make.rewritten import rewritten
from liagen.profile.own_fields import profile_model
from liagen.profile.read import parse_partial_profile, parse_profile
from liagen.word.styles.prepared_house import parse_prepared_house

_PROFILES: Final = (".yaml", ".yml")
_WORD: Final = (".docx",)
_HOUSE: Final = (".json",)
_CHAPTER: Final = "hoofdstuk"
_MOST: Final = 20
"""How many files are read at once."""

_IN_OTHER_WORDS: Final = {"LIA002": "openen_geen_tekst", "LIA004": "openen_te_groot"}
"""The words of the page for what is wrong with the bytes of a text, by the code of the mistake."""

_Read = TypeVar("_Read")


def open_files(state: AppState, files: Sequence[UploadedFile], library: Library) -> AppState:
    """Return the state with what these files say. Raises LiagenError with what is wrong with them, and changes nothing.

    One profile takes the place of an empty one. Everything else is laid beside the answers that there are: what is new
    is taken, what contradicts is told. A chapter among them can be brought up to date.
    """
    _check_kinds(files)
    profiles = [each for each in files if each.name.lower().endswith(_PROFILES)]
    documents = [each for each in files if each.name.lower().endswith(_WORD)]
    for house in (each for each in files if each.name.lower().endswith(_HOUSE)):
        state = replace(
            state,
            house=parse_prepared_house(house.data, house.name),
            opened=Opened(house.name, _opened_text(state), house=house.name),
        )
    if not profiles and not documents:
        return state
    partials = _all(profiles, lambda file: _partial(file, library))
    drafts = _all(documents, lambda file: read_document(file.data, file.name))
    if len(partials) == 1 and not drafts and not state.values:
        values, file = values_of(partials[0].profile), profiles[0]
        return replace(state.with_values(values, {}), saved=values, opened=Opened(file.name, _text_of(file)))
    return _laid_beside(state, drafts, partials, library)


def _opened_text(state: AppState) -> str:
    return state.opened.text if state.opened else ""


def _check_kinds(files: Sequence[UploadedFile]) -> None:
    known = (*_PROFILES, *_WORD, *_HOUSE)
    problems = [
        Problem(each.name, word("openen_ander_soort")) for each in files if not each.name.lower().endswith(known)
    ]
    if len(files) > _MOST:
        problems.append(Problem(files[_MOST].name, word("openen_te_veel", aantal=_MOST)))
    if problems:
        raise LiagenError(problems)


def _all(files: Iterable[UploadedFile], read: Callable[[UploadedFile], _Read]) -> list[_Read]:
    """Return what every file says. Raises LiagenError with the problems of all."""
    found: list[_Read] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found.append(read(file))
        except LiagenError as error:
            problems += error.problems
    if problems:
        raise LiagenError(problems)
    return found


def _partial(file: UploadedFile, library: Library) -> PartialProfile:
    text = _text_of(file)
    tree = parse_yaml(text, file.name)
    if not tree.problems and not set(tree.mapping) & set(profile_model().model_fields):
        raise ProfileError([Problem(file.name, word("openen_niet_van_ons"))])
    profile = parse_partial_profile(text, file.name, library.cards, library.section_keys)
    return PartialProfile(file.name, profile)


def _text_of(file: UploadedFile) -> str:
    text, problems = decode(file.data, file.name)
    if problems:
        told = (word(_IN_OTHER_WORDS[each.code]) if each.code in _IN_OTHER_WORDS else each.message for each in problems)
        raise ProfileError([replace(each, message=message) for each, message in zip(problems, told, strict=True)])
    return text


def _laid_beside(
    state: AppState, drafts: Sequence[EditedDraft], partials: Sequence[PartialProfile], library: Library
) -> AppState:
    mine = base_profile(profile_text(state), word("uw_antwoorden"), library) if state.values or not drafts else None
    found = read_answers(drafts, library, mine, partials)
    names = ", ".join([*(draft.file.name for draft in drafts), *(partial.file for partial in partials)])
    chapter = next((draft for draft in drafts if draft.basis.document == _CHAPTER), None)
    opened = Opened(names, found.text, chapter, found, rewritten(drafts, library))
    if not found.text:
        return replace(state, opened=opened)
    profile = parse_profile(found.text, names, library.cards, library.section_keys)
    return replace(state.with_values(values_of(profile), {}), opened=opened)
