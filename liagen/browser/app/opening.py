"""Files that an officer opens: profiles, whole or in part, documents that liagen made, a house style, or a client."""

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
from liagen.make.client_packed import OpenClient, parse_client
from liagen.make.edited_draft import EditedDraft, read_document
from liagen.make.rewritten import rewritten
from liagen.profile.group import NAMELESS
from liagen.profile.own_fields import profile_model
from liagen.profile.read import parse_partial_profile, parse_profile
from liagen.word.styles.prepared_house import parse_prepared_house

_PROFILES: Final = (".yaml", ".yml")
_WORD: Final = (".docx",)
_HOUSE: Final = (".json",)
_CLIENT: Final = (".zip",)
_CHAPTER: Final = "hoofdstuk"
_MOST: Final = 20
"""How many files are read at once."""

_IN_OTHER_WORDS: Final = {"LIA002": "openen_geen_tekst", "LIA004": "openen_te_groot"}
"""The words of the page for what is wrong with the bytes of a text, by the code of the mistake."""

_Read = TypeVar("_Read")


def open_files(state: AppState, files: Sequence[UploadedFile], library: Library) -> tuple[AppState, Library]:
    """Return the state with what these files say, and the texts that count from now on: those of a client among them.

    Raises LiagenError with what is wrong with them, and then nothing changes. One profile takes the place of an empty
    one, and of what a client began with. Everything else is laid beside the answers that there are: what is new is
    taken, what contradicts is told. A chapter among them can be brought up to date.
    """
    _check_kinds(files)
    packed = next((each for each in files if each.name.lower().endswith(_CLIENT)), None)
    if packed is None:
        return _with_files(state, files, library), library
    client = parse_client(packed.data, packed.name)
    has_own = any(each.name.lower().endswith((*_PROFILES, *_WORD)) for each in files)
    with client.library.fields_in_use():
        taken = take_client(state, client, packed.name, begins=not has_own)
        found = _with_files(taken, files, client.library)
    opened = replace(found.opened or Opened(packed.name), client=client, client_file=packed.name)
    return replace(found, opened=opened), client.library


def _with_files(state: AppState, files: Sequence[UploadedFile], library: Library) -> AppState:
    """Return the state with what these files say, besides a client among them."""
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
    # What a colleague filled in may lack the name; it is no profile to go on with in the place of another.
    is_whole = len(partials) == 1 and (not state.values or partials[0].profile.gemeente.naam != NAMELESS)
    if is_whole and not drafts and is_untouched(state):
        values, file = values_of(partials[0].profile), profiles[0]
        opened = Opened(file.name, _text_of(file))
        return replace(state.with_values(values, {}), saved=values, opened=opened)
    return _laid_beside(state, drafts, partials, library)


# ------------------------------------------------------------ a client


def take_client(state: AppState, client: OpenClient, file: str = "", *, begins: bool = True) -> AppState:
    """Return the state with the house style of a client, and its profile when it has one and she has no answers yet.

    ``file`` is what she opened, empty when the page itself came with it; with ``begins`` false she opens a profile of
    her own with it. Raises ProfileError when the answers that she has do not go with the texts of the client.
    """
    found = Opened(file or client.name, client=client, client_file=file)
    if not is_untouched(state):
        known = client.library
        parse_partial_profile(profile_text(state), word("uw_antwoorden"), known.cards, known.section_keys)
        return replace(state.anew(), house=client.house, opened=replace(found, text=_opened_text(state)))
    empty = replace(state.with_values({}, {}).anew(), saved={}, house=client.house, opened=found)
    return begin_with(empty, "0") if begins and len(client.profiles) == 1 else empty


def begin_with(state: AppState, number: str) -> AppState:
    """Return the state with a profile of the client as her answers, by its number; as it is when she has answers."""
    opened = state.opened
    starts = dict(enumerate(opened.client.profiles)) if opened and opened.client else {}
    start = starts.get(int(number) if number.isdecimal() and len(number) < 4 else -1)
    if opened is None or opened.client is None or start is None or not is_untouched(state):
        return state
    profile = opened.client.wishes.applied(parse_partial_profile(start.text, start.name, None))
    values = values_of(profile)
    begun = replace(opened, text=start.text, begun=start.name, begun_values=values)
    return replace(state.with_values(values, {}), saved=values, opened=begun)


def is_untouched(state: AppState) -> bool:
    """Say whether there is nothing of hers to lose: no answers, or only those of the client that she opened."""
    came_with_it = state.opened.begun_values if state.opened and state.opened.client else {}
    return state.values == came_with_it and not state.refused


def _opened_text(state: AppState) -> str:
    return state.opened.text if state.opened else ""


def _check_kinds(files: Sequence[UploadedFile]) -> None:
    known = (*_PROFILES, *_WORD, *_HOUSE, *_CLIENT)
    problems = [
        Problem(each.name, word("openen_ander_soort")) for each in files if not each.name.lower().endswith(known)
    ]
    clients = [each for each in files if each.name.lower().endswith(_CLIENT)]
    problems += [Problem(each.name, word("openen_een_klant")) for each in clients[1:]]
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
