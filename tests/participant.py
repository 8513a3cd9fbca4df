"""A participant: judges options by the printed rules and the facts on the task sheet, and by nothing else."""

from __future__ import annotations

import re

from liagen.document.blocks import Paragraph, Table, span_text

_VALUES = r"«[^»]*»(?: of «[^»]*»)*"
_NUMBER = r"\d[\d.]*"


def facts_on(sheet):
    """Return the facts of a task sheet by their label, as the rules write it."""
    tables = [block for block in sheet.blocks if isinstance(block, Table) and len(block.header) == 2]
    rows = [[span_text(cell.spans) for cell in row.cells] for table in tables for row in table.rows]
    return {label[:1].lower() + label[1:]: value for label, value in rows}


def options_on(sheet):
    """Return what the sheet of rules says of each option, by its number."""
    found = {}
    for block in sheet.blocks:
        if isinstance(block, Paragraph) and (number := re.match(r"\d+", span_text(block.spans))):
            found[number[0]] = span_text(block.spans)
    return found


def rules_of(text):
    """Return the rules in a text by their verdict: number and condition."""
    parts = re.split(r"(Is er al|Niet nu|Voorstel): (?=\d+[a-z] )", text)[1:]
    return {
        verdict: re.findall(r"(\d+[a-z]) (.+?)(?=; \d+[a-z] |\.?\s*$)", told)
        for verdict, told in zip(parts[::2], parts[1::2], strict=True)
    }


def judged(text, facts):
    """Return the verdict on one option, and the numbers of the rules that gave it."""
    rules = rules_of(text)
    for verdict in ("Is er al", "Niet nu", "Voorstel"):
        if held := [number for number, told in rules.get(verdict, ()) if answer(told, facts) is True]:
            return verdict, held
    for verdict in ("Is er al", "Voorstel"):
        if any(answer(told, facts) is None for _, told in rules.get(verdict, ())):
            return ("Voorstel" if "Veilig." in text else "Te overwegen"), []
    return "Niet nu", []


def answer(told, facts):
    """Answer a printed condition: True, False, or None when a fact is unknown."""
    answers = []

    def keep(found):
        answers.append(_compared(found[0], facts))
        return f"<{len(answers) - 1}>"

    labels = "|".join(map(re.escape, sorted((*facts, "omvang van de organisatie"), key=len, reverse=True)))
    shapes = (
        rf"(?:{_VALUES}) staat (?:niet )?bij (?:{labels})",
        rf"(?:{labels}) is (?:niet )?{_VALUES}",
        rf"(?:{labels}) is {_NUMBER} of (?:meer|minder)",
        rf"(?:{labels}) is (?:meer|minder) dan {_NUMBER}",
        r"dit geldt steeds",
    )
    shape = re.sub("|".join(shapes), keep, told)
    assert re.fullmatch(r"[<>\d(), enof]+", shape), (told, shape)
    return all_of([_any_of(part, answers) for part in shape.split(", en ")])


def all_of(answers):
    return False if False in answers else None if None in answers else True


def _any_of(part, answers):
    found = [answers[int(number)] for number in re.findall(r"<(\d+)>", part)]
    return True if True in found else None if None in found else False


def _size(facts):
    for label, small, large in (
        ("aantal fte", 150, 400),
        ("aantal afdelingen", 2, 4),
        ("aantal inwoners", 20_000, 50_000),
    ):
        if facts.get(label, "onbekend") != "onbekend":
            number = int(facts[label].replace(".", ""))
            return "klein" if number <= small else "groot" if number >= large else "middel"
    return "onbekend"


def _compared(told, facts):
    if told == "dit geldt steeds":
        return True
    facts = {**facts, "omvang van de organisatie": _size(facts)}
    values = re.findall(r"«([^»]*)»", told)
    label = next(
        name
        for name in sorted(facts, key=len, reverse=True)
        if told.endswith(f"bij {name}") or told.startswith(f"{name} is ")
    )
    fact = facts[label]
    if fact == "onbekend" and "onbekend" not in values:
        return None
    if " staat " in told:
        return any(value in fact.split("; ") for value in values) != (" staat niet bij " in told)
    if values:
        return (fact in values) != told.startswith(f"{label} is niet ")
    number, limit = (int(re.search(_NUMBER, text)[0].replace(".", "")) for text in (fact, told.removeprefix(label)))
    kinds = {"of meer": number >= limit, "of minder": number <= limit, "meer dan": number > limit}
    return next((held for kind, held in kinds.items() if kind in told), number < limit)


NUMBERS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]


def number_in(text):
    words = {word: number for number, word in enumerate(NUMBERS)} | {"één": 1}
    found = re.search(rf"\d[\d.]*|\b(?:{'|'.join(words)})\b", text)
    return words.get(found[0]) or int(found[0].replace(".", ""))
