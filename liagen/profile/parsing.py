"""What a person types for a field, as the value that it means in Dutch: one function for each kind of field.

What can mean one thing only is read; what is not understood comes back as it was typed, for the model to refuse, or is
refused here where better advice can be given. A profile and the questions in the terminal are read by the same ones.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache

from pydantic_core import PydanticCustomError

from liagen.files.yaml_in import Decimal
from liagen.profile.dates import period_end

FIRST_YEAR, LAST_YEAR = 1990, 2100


def refusal(message: str) -> PydanticCustomError:
    """Return what is raised to refuse a value of a profile: a Dutch message that is told with the place."""
    return PydanticCustomError("liagen", message)


CHOICE_WORDS = {
    "coordinatiegroep": "coördinatiegroep",
    "mee": "MEE",
    "adviesraad": "advies- of participatieraad",
    "netwerk_fysiek": "netwerk voor fysieke toegankelijkheid",
    "netwerk_sociaal": "netwerk voor sociale toegankelijkheid",
    "training_bewonerscontact": "training voor medewerkers met direct contact met bewoners",
    "vrije_inschrijving": "training met vrije inschrijving",
    "uitvoering_lia": "de uitvoering van de LIA",
    "beleid": "beleid",
    "voorzieningen": "voorzieningen van de gemeente",
    "logo_en_slogan": "logo en slogan",
    "uitleg_en_stellingen": "een gesprek met uitleg en een gesprek over stellingen",
    "uitleg": "een gesprek met uitleg",
    "campagne": "bewustwordingscampagne",
    "evenement": "thema bij een bestaand evenement",
    "grote_stad": "grote stadsgemeente",
    "stad": "stadsgemeente",
    "grotere_en_kleinere_kernen": "gemeente met grotere en kleinere kernen",
    "kleine_kernen": "gemeente met kleine kernen",
    "dorp": "gemeente met één dorp",
    "mensen": "mensen met een beperking",
    "personen": "personen met een beperking",
    "lia": "Lokale Inclusie Agenda",
    "bejegening": "omgang met inwoners",
    "taal": "moeilijke taal",
    "eigen_blik": "eigen terugblik",
    "activiteiten_gestopt": "activiteiten zijn gestopt",
    "doelen_niet_gehaald": "doelen zijn niet gehaald",
    "weinig_betrokken": "ervaringsdeskundigen waren weinig betrokken",
    "geen_coordinatie": "er was geen coördinatie",
    "geen_doelen": "er waren geen doelen",
    "te_weinig_geld": "er was te weinig geld",
    "te_weinig_tijd": "er was te weinig tijd",
    "niet_gevolgd": "niemand volgde de uitvoering",
    "niet_in_voorstellen": "inclusie kwam niet terug in voorstellen",
    "inclusieparagraaf": "een paragraaf over inclusie in voorstellen",
    "collegestukken_beoordelen": "stukken voor het college lezen op inclusie",
    "duidelijke_taal": "brieven in duidelijke taal",
    "co_trainers": "ervaringsdeskundigen als trainer",
    "dag_van_toegankelijkheid": "een dag van toegankelijkheid",
    "regionale_uitwisseling": "een parcours met andere gemeenten",
    "programma_van_eisen": "vooraf meedenken over de eisen",
    "ondersteuner_belangengroep": "een ondersteuner voor de belangengroep",
    "peiling_afdelingen": "een peiling onder afdelingen",
    "vng_monitor": "een vragenlijst voor collega's en bestuurders",
    "inclusief_werkgever": "een plan voor inclusief werkgeverschap",
    "uitvoering_door_welzijn": "een welzijnsorganisatie die een deel van het werk doet",
    "subsidievoorwaarde": "toegankelijkheid als voorwaarde bij subsidie",
}
"""How a reader sees a fixed answer, where that is not its name; who types it so is understood."""

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"mrt": 3, "sept": 9}
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})(?P<sign>[-/])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})", re.ASCII),
    re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTH_NUMBERS)})\.? (?P<year>\d{{4}})", re.ASCII),
)
_PARTS_OF_YEAR = {
    "begin": 3,
    "medio": 6,
    "eind": 12,
    "het eerste kwartaal van": 3,
    "het tweede kwartaal van": 6,
    "het derde kwartaal van": 9,
    "het vierde kwartaal van": 12,
    "de eerste helft van": 6,
    "de tweede helft van": 12,
    "het voorjaar van": 5,
    "de zomer van": 8,
    "het najaar van": 11,
}
"""The last month of a part of a year. Winter is not among them: it may be of either year."""
_DAYS_OF_MONTH = {"begin": 10, "medio": 20}
"""The day that a part of a month counts as; its end is that of the month."""
_OTHER_WORDS = {
    **dict.fromkeys(("half", "halverwege", "midden"), "medio"),
    "einde": "eind",
    **{part.split(" ", 1)[1].removesuffix(" van"): part for part in _PARTS_OF_YEAR if " " in part},
    **dict.fromkeys(("lente", "de lente van"), "het voorjaar van"),
    **dict.fromkeys(("herfst", "de herfst van"), "het najaar van"),
    **{
        typed: part
        for number, part in enumerate((part for part in _PARTS_OF_YEAR if "kwartaal" in part), 1)
        for typed in (f"q{number}", f"{number}e kwartaal", f"kwartaal {number}", f"k{number}")
    },
}
"""The same parts of a year as people type them too."""
_PERIODS = (
    re.compile(rf"(?:(?P<part>{'|'.join((*_PARTS_OF_YEAR, *_OTHER_WORDS))}) )?(?P<year>\d{{4}})", re.ASCII),
    re.compile(
        r"(?:(?P<part>begin|medio|half|halverwege|midden|eind|einde) )?"
        rf"(?P<month>{'|'.join(_MONTH_NUMBERS)})\.? (?P<year>\d{{4}})",
        re.ASCII,
    ),
    re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,2})", re.ASCII),
    re.compile(r"(?P<number>\d{1,2})[-/](?P<year>\d{4})", re.ASCII),
)
_SHORT_YEAR = re.compile(rf"\d{{1,2}}[-/ ](?:\d{{1,2}}|{'|'.join(_MONTH_NUMBERS)})\.?[-/ ]'?\d{{2}}", re.ASCII)
_MONTH_ONLY = re.compile(rf"(?:\w+ )?(?P<month>{'|'.join(_MONTH_NUMBERS)})\.? (?P<year>\d{{4}})", re.ASCII)
_PERIOD = re.compile(r"(?:[^\d\s]+ |\d{1,2}[-/]|q\d |\d(?:e|de|ste) [^\d\s]+ )?(?P<year>\d{4})(?:-\d{1,2})?", re.ASCII)

_DIGITS = re.compile(r"[0-9]{1,18}")
# Thousands in groups of three with one and the same sign between them all: 31.500 is a number and 31.500 12 is not.
_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?=([. ]))(?:\1[0-9]{3}){1,5}")
_EUROS = re.compile(
    r"(?:(?:€|eur|euro) ?)?(?P<whole>[0-9. ]*[0-9])"
    r"(?:,(?P<cents>[-–—]{1,2}|[0-9]{1,2}))?(?: ?(?:€|eur|euro))?"  # with the dashes that Word puts behind an amount
)
NUMBER_PATTERN = r"^\s*(?:[0-9]+|[1-9][0-9]{0,2}(?:[.\s][0-9]{3})+)\s*$"
EURO_PATTERN = r"^\s*(?:€|[Ee][Uu][Rr][Oo]?)?\s*[0-9][0-9.\s]*(?:,(?:00|-{1,2}|[–—]))?\s*(?:€|[Ee][Uu][Rr][Oo]?)?\s*$"
DATE_PATTERN = r"^\s*(?:\d{4}(?:-\d{1,2}){0,2}|(?:\d{1,2}[-/]){1,2}\d{4}|(?:[A-Za-z0-9]+\.?\s+){1,5}\d{4})\s*$"
"""The same for an editor, in the dialect of JSON Schema; what they let through, the functions below still judge."""

_MAX_PARTS = 100
"""How many answers a line may hold; a longer one is no list but a file in the wrong place."""
_MAX_ENS = 2
"""How often «en» may stand within one fixed answer."""
_YES, _NO = frozenset({"ja", "true", "yes", "on"}), frozenset({"nee", "false", "no", "off"})


def is_word(value: object, word: str) -> bool:
    """Return whether ``value`` is this one word, however it was typed: `Geen`, `geen.`."""
    return isinstance(value, str) and word in value.lower() and normalized(value) == word


def parse_choice(value: object, choices: tuple[str, ...]) -> object:
    """Return the fixed answer that was meant, by its name or its words; capitals, spaces and a full stop are free."""
    if isinstance(value, str) and value in choices:
        return value
    key = normalized(str(value)) if isinstance(value, str | bool) else ""
    if key in choices:
        return key
    # YAML before 1.2 and many editors know ja and nee as true, yes or on.
    if {"ja", "nee"} <= set(choices) and key in _YES | _NO:
        return "ja" if key in _YES else "nee"
    return next((choice for choice in choices if key and key == choice_key(choice)), value)


@cache
def choice_key(choice: str) -> str:
    """Return the words of a fixed answer as they are compared with what is typed."""
    return normalized(CHOICE_WORDS.get(choice, choice))


def choice_pattern(choices: tuple[str, ...]) -> str:
    """Return how fixed answers may be typed, for an editor: a pattern in the dialect of JSON Schema."""
    more = ("yes", "no", "on", "off") if {"ja", "nee"} <= set(choices) else ()
    names = dict.fromkeys(name for choice in choices for name in (choice, choice_key(choice)))
    free = (
        "".join(r"[\s_-]+" if char == "_" else f"[{char}{char.upper()}]" for char in name) for name in (*names, *more)
    )
    return rf"^\s*(?:{'|'.join(free)})\s*\.?\s*$"


def normalized(text: str) -> str:
    """Return a text as fixed answers are compared: without capitals, spaces, hyphens and a full stop."""
    return re.sub(r"[\s_\-\u2010\u2011]+", "_", text.strip().rstrip(". ").lower())


def parse_choices(value: object, choices: tuple[str, ...]) -> object:
    """Return fixed answers as a tuple: `geen` is none; a line holds one, or more with commas or «en» between them."""
    if value is None or isinstance(value, tuple):
        return value
    if is_word(value, "geen"):
        return ()
    parts = split_choices(value, choices) if isinstance(value, str) else value if isinstance(value, list) else [value]
    read = [parse_choice(part, choices) for part in parts]
    seen: set[str] = set()
    for word in map(str, read):
        if word in seen:
            raise refusal(f"`{word}` staat dubbel in deze lijst; haal er één weg")
        seen.add(word)
    return tuple(read)


def split_choices(text: str, choices: tuple[str, ...]) -> list[str]:
    """Cut a line into fixed answers: at commas and semicolons, and at «en» unless it belongs to an answer."""
    found: list[str] = []
    for each in re.split("[,;]", text, maxsplit=_MAX_PARTS):
        part = re.sub(r"^[Ee][Nn]\s", "", each.strip())
        whole = parse_choice(part, choices) in choices
        found += [part] if whole else _split_at_en(part, choices) or [part]
    return [part for part in found if part] or [text]


def parse_texts(value: object) -> object:
    """Return texts as a tuple: `geen` means none; a line is split at semicolons, or else at commas."""
    if isinstance(value, list):
        return tuple(value)
    if is_word(value, "geen"):
        return ()
    if not isinstance(value, str):
        return value
    return tuple(part for each in value.split(";" if ";" in value else ",") if (part := each.strip())) or value


def parse_numbers(value: object) -> object:
    """Return a tuple with what stands for each number: `geen` is none; a line may hold more, as in `2027 en 2028`."""
    if is_word(value, "geen"):
        return ()
    if isinstance(value, str):
        parts = re.split(r"[\s,;]+(?:[Ee][Nn]\s)?", value, maxsplit=_MAX_PARTS)
        return tuple(part for part in parts if part) or value
    if isinstance(value, list):
        return tuple(value)
    return (value,) if type(value) is int else value


def parse_whole_number(value: object) -> object:
    """Return a whole number from the text as written: `31.500` and `31 500` are thousands, as in Dutch."""
    text = _single_spaced(value.text if isinstance(value, Decimal) else value)
    if _DIGITS.fullmatch(text) or _GROUPS.fullmatch(text):
        return int(text.replace(".", "").replace(" ", ""))
    # A number with words («ongeveer 400», «10 tot 15») is refused here with advice; other text is left for the model to
    # refuse.
    if isinstance(value, str) and re.search(r"[0-9]", text) and re.search(r"[^\W\d_]|[±~]", text):
        raise refusal("kies één getal en zet er geen woorden bij")
    return value


def parse_euros(value: object) -> object:
    """Return an amount in whole euros: also `€ 7.500`, `7.500,-`, `7500 euro` and `7.500,00`."""
    found = _EUROS.fullmatch(_single_spaced(value).lower())
    if found is None:
        return parse_whole_number(value)
    if (found["cents"] or "00").strip("-–—") not in ("", "00"):
        raise refusal("vul het bedrag in hele euro's in, zonder centen")
    whole = parse_whole_number(found["whole"])
    return whole if isinstance(whole, int) else value


def parse_date(value: object) -> object:
    """Return a date, or a period that counts as its last day: `juni 2027`, `eind 2027`. Anything else is refused."""
    text = _single_spaced(str(value) if type(value) is int else value)
    return _period_end(text.lower().rstrip(".")) or parse_day(value)


def parse_day(value: object) -> object:
    """Return a whole date: `2027-04-22`, `22-4-2027`, `22/4/2027`, `22 april 2027`. Anything else is refused."""
    if value is None or isinstance(value, dt.date):
        return value
    text = _single_spaced(str(value) if type(value) is int else value)
    if found := next((match for form in _DATES if (match := form.fullmatch(text.lower()))), None):
        month = _MONTH_NUMBERS.get(found["month"]) or int(found["month"])
        return _checked_date(text, int(found["year"]), month, int(found["day"]))
    raise refusal(_date_advice(text.lower()))


def _period_end(text: str) -> dt.date | None:
    """Return the last day of a month, a part of a year or a year, when that is what stands there."""
    found = next((match for form in _PERIODS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    typed, year = found.groupdict(default=""), int(found["year"])
    month = _MONTH_NUMBERS.get(typed.get("month", "")) or int(typed.get("number") or 0)
    if "number" in typed and not 1 <= month <= len(MONTHS):
        return None
    part = _OTHER_WORDS.get(typed.get("part", ""), typed.get("part", ""))
    words = " ".join(word for word in (part, MONTHS[month - 1] if month else "", str(year)) if word)
    last = month or _PARTS_OF_YEAR.get(part, len(MONTHS))
    first_day = _checked_date(words, year, last, 1)
    days = calendar.monthrange(year, last)[1]
    return period_end(first_day.replace(day=_DAYS_OF_MONTH.get(part, days) if month else days), words)


def _checked_date(text: str, year: int, month: int, day: int) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusal(f"het jaar {year} kan niet; kies {FIRST_YEAR} tot en met {LAST_YEAR}")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise refusal(f"de datum {text} bestaat niet; kijk naar de dag en de maand") from None


def _date_advice(text: str) -> str:
    if _SHORT_YEAR.fullmatch(text):
        return "schrijf het jaar met vier cijfers, bijvoorbeeld 2027"
    if found := _MONTH_ONLY.fullmatch(text):
        year, month = int(found["year"]), _MONTH_NUMBERS[found["month"]]
        return f"noem ook de dag, zoals {calendar.monthrange(year, month)[1]} {MONTHS[month - 1]} {year}"
    if found := _PERIOD.fullmatch(text):
        return f"noem ook de dag, zoals 31 december {found['year']}"
    return "schrijf de datum als JJJJ-MM-DD, bijvoorbeeld 2027-01-31"


def _split_at_en(text: str, choices: tuple[str, ...]) -> list[str]:
    """Cut «a en b» where that gives fixed answers only, each as long as can be; else nothing."""
    # Longest first: «advies- en participatieraad» is one answer with «en» in it.
    words, start = re.split(r"\s[Ee][Nn]\s", text, maxsplit=_MAX_PARTS), 0
    found: list[str] = []
    while start < len(words):
        ends = range(min(start + _MAX_ENS + 1, len(words)), start, -1)
        end = next((end for end in ends if parse_choice(" en ".join(words[start:end]), choices) in choices), 0)
        if not end:
            return []
        found.append(" en ".join(words[start:end]))
        start = end
    return found


def _single_spaced(value: object) -> str:
    """Return a text with single spaces; nothing for what is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""
