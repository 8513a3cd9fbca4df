"""What an officer takes with her: the documents in Word, a web page, her profile, a list for a colleague."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

from liagen.browser.app.answers import check_values, value_at
from liagen.browser.app.exchange import Download, Posted
from liagen.browser.app.made import document_named
from liagen.browser.app.state import ActionResult, Answers, AppState, Message
from liagen.browser.app.words import word
from liagen.chapter.question_list import Asked
from liagen.document.blocks import Edition
from liagen.files.yaml_in import parse_yaml
from liagen.library.model import Library
from liagen.make.chain import WrittenDocument, make_documents, make_docx
from liagen.make.order import SHEET_SUFFIX, Form, Order
from liagen.make.question_list import LIST_SUFFIX, make_question_list, open_questions, question_mail
from liagen.make.update import update
from liagen.profile.canonical import write_profile
from liagen.profile.edit import insert_answers
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.group import Wie
from liagen.profile.model import Profile

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP: Final = "application/zip"
_HTML: Final = "text/html; charset=utf-8"
_YAML: Final = "application/yaml; charset=utf-8"
_PLAIN: Final = "text/plain; charset=utf-8"


def file_stem(state: AppState) -> str:
    """Return what the names of files begin with: the municipality in letters that every computer takes."""
    name = re.sub(r"[^a-z0-9]+", "-", (state.profile.gemeente.naam or "").lower()).strip("-")
    return name or "mijn-gemeente"


def take_word(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give one document in Word, or all that there are in one zip file when none is named."""
    if not argument:
        return _documents(state, library, "concept")
    name = document_named(argument)
    suffix = {"hoofdstuk": "", "werkblad": SHEET_SUFFIX}.get(name, f"-{name}")
    found = next((each for each in _made(state, library, "docx", "concept") if each.suffix == suffix), None)
    if found is None:
        return ActionResult(state)
    return _given(state, Download(f"{file_stem(state)}{suffix}.docx", _WORD, found.data))


def take_clean(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give the documents without remarks, to hand out."""
    return _documents(state, library, "schoon")


def take_page(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give the chapter as a web page."""
    made = _made(state, library, "html", "concept")
    return _given(state, Download(f"{file_stem(state)}.html", _HTML, made[0].data))


def _documents(state: AppState, library: Library, edition: Edition) -> ActionResult:
    made, stem = _made(state, library, "docx", edition), file_stem(state)
    files = {f"{stem}{each.suffix}.docx": each.data for each in made}
    if len(files) == 1:
        name, data = next(iter(files.items()))
        return _given(state, Download(name, _WORD, data))
    return _given(state, Download(f"{stem}{'-schoon' if edition == 'schoon' else ''}.zip", _ZIP, zipped(files)))


def _made(state: AppState, library: Library, form: Form, edition: Edition) -> Sequence[WrittenDocument]:
    order = Order(form, state.answers.today, edition=edition, house=state.house, papers=None)
    return make_documents(state.profile, library, order).documents


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one zip file; the same files give the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # dated 1980
    return data.getvalue()


def _given(state: AppState, file: Download) -> ActionResult:
    return ActionResult(state, said=word("gezegd_bestand", naam=file.name), download=file)


# ------------------------------------------------------------ the profile


def profile_text(state: AppState) -> str:
    """Return her answers as a profile: over the one that she opened, with its remarks, or else the shortest text."""
    opened = state.opened.text if state.opened else ""
    return _with_answers(opened, state.answers) or write_profile(state.profile)


def _with_answers(text: str, answers: Answers) -> str:
    """Return the text of a profile with other answers in it and all else as it was; empty when that cannot be."""
    there = parse_yaml(text, "").mapping if text else {}
    before, after = check_values(there)[0] if text else None, answers.profile
    if before is None:
        return ""
    changed: dict[str, Any] = {}
    for path in field_specs():
        if _differs(path, before, after):
            changed.update(_answers_at(path, value_at(there, path), value_at(answers.values, path)))
    if any(value is None for value in changed.values()):
        return ""  # an answer that was taken back has no place to be taken from safely
    typed = {path: tuple(each) if isinstance(each, list) else each for path, each in changed.items()}
    found = insert_answers(text, typed) if typed else text
    return found if found and check_values(parse_yaml(found, "").mapping)[0] == after else ""


def _answers_at(path: str, before: object, after: object) -> Iterator[tuple[str, Any]]:
    """Give what became different at a path; of rows with keys each field by itself, so that the others stay."""
    if not isinstance(after, Mapping):
        yield path, after
        return
    known = before if isinstance(before, Mapping) else {}
    for key in [*known, *(key for key in after if key not in known)]:
        if known.get(key) != after.get(key):
            yield from _answers_at(f"{path}.{key}", known.get(key), after.get(key))


def _differs(path: str, before: Profile, after: Profile) -> bool:
    return bool(profile_value(before, path) != profile_value(after, path))


def take_profile(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give her work as one file that the page, the program and a person can read."""
    text, head = profile_text(state), word("profiel_hoofd")
    text = text if head in text else f"{head}\n{text}"
    file = Download(f"{file_stem(state)}.yaml", _YAML, text.encode())
    return _given(replace(state, saved=state.values), file)


# ------------------------------------------------------------ an edited draft, and colleagues


def take_updated(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give the chapter that she opened, brought up to date, with its sheet."""
    draft = state.opened.draft if state.opened else None
    if draft is None:
        return ActionResult(state, "bericht-kop", message=Message("warning", word("geen_concept")))
    made = update(draft, state.profile, library, state.answers.date, tracked=argument == "wijziging")
    sheet = make_docx(made.sheet, library, "concept", state.house, basis=made.basis._replace(document="werkblad"))
    stem = f"{file_stem(state)}-{'met-wijzigingen' if argument == 'wijziging' else 'bijgewerkt'}"
    return _given(
        state, Download(f"{stem}.zip", _ZIP, zipped({f"{stem}.docx": made.data, f"{stem}-werkblad.docx": sheet}))
    )


def take_list(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give the open questions that one kind of colleague can answer as a Word file."""
    who = _who(argument)
    if who is None:
        return ActionResult(state)
    order = Order("docx", state.answers.today, house=state.house)
    data = make_question_list(open_questions(state.profile, library, order, Asked(who)), order).data
    return _given(state, Download(f"{file_stem(state)}{LIST_SUFFIX}-{who}.docx", _WORD, data))


def take_mail(state: AppState, argument: str, posted: Posted, library: Library) -> ActionResult:
    """Give the same questions as text for an e-mail."""
    who = _who(argument)
    if who is None:
        return ActionResult(state)
    order = Order("md", state.answers.today)
    text = question_mail(open_questions(state.profile, library, order, Asked(who)))
    return _given(state, Download(f"{file_stem(state)}{LIST_SUFFIX}-{who}.txt", _PLAIN, text.encode()))


def _who(name: str) -> Wie | None:
    return next((each for each in get_args(Wie) if each == name), None)
