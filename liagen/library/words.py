"""The short texts the program needs."""

from __future__ import annotations

import re
from typing import get_args

from liagen.library.cards import Verdict
from liagen.library.outline import CONTENT
from liagen.profile.model import Wie

WORD_NAME = re.compile(r"\{([a-z]+)\}")
_COMPARED = ("veld", "waarde", "nu")

WORDS: dict[str, set[str]] = {
    **{f"oordeel_{verdict}": set() for verdict in get_args(Verdict)},
    "oordeel_eigen_keuze": {"oordeel"},
    "optie_oordeel": {"oordeel", "redenen", "bronnen"},
    "optie_regel": {"optie", "oordeel", "reden"},
    "optie_overige": set(),
    "optie_praktijk": {"tekst", "bron"},
    "bron_rapport": {"paragrafen"},
    "bron_paragrafen": {"paragrafen"},
    "bron_overig": {"titel"},
    "bron_met_jaar": {"titel", "jaar"},
    "bron_buiten_rapport": {"bronnen"},
    "optie_regel_bron": {"bronnen"},
    "pakketten_inleiding": set(),
    "pakket": {"naam", "versie"},
    "bron_jaar": {"titel", "jaar"},
    "reden_onbekend": {"velden"},
    "reden_geen_aanleiding": set(),
    "reden_hoort_bij": {"optie"},
    "eigen_keuze_wel": {"reden"},
    "eigen_keuze_wel_zonder_reden": set(),
    "eigen_keuze_niet": {"reden"},
    "eigen_keuze_niet_zonder_reden": set(),
    "zou_veranderen": {"vergelijking"},
    "zou_veranderen_eigen_keuze": set(),
    "zou_veranderen_niets": set(),
    "en_als": set(),
    "of": set(),
    **{
        f"vergelijking_waarde_{sign}": set(_COMPARED)
        for sign in ("eq", "ne", "gt", "gteq", "lt", "lteq", "in", "notin")
    },
    **{f"vergelijking_{kind}": set(_COMPARED) for kind in ("lijst_in", "lijst_notin", "leeg_eq", "leeg_ne")},
    **{f"vergelijking_bekend_{sign}": {"veld"} for sign in ("eq", "ne", "in", "notin")},
    **{
        f"doel_geen_{name}": set()
        for name in ("wat", "actie", "eigenaar", "indicator", "podium", "ervaringsdeskundigen", "uren", "deadline")
    },
    "doel_uren_bestaand": set(),
    "doel_kop": {"nummer", "doel"},
    "doel_kop_kort": {"nummer", "onderwerp"},
    "doel_eigen": set(),
    **{
        f"doel_{name}": {"tekst"}
        for name in ("doel", "waarom", "actie", "ervaringsdeskundigen", "start", "uren", "meten", "podium")
    },
    "doel_waarom_optie": {"stap"},
    "doel_waarom_thema": {"thema"},
    "doel_waarom_eigen": set(),
    "doel_meetmoment": {"indicator", "deadline"},
    **{f"cox_{step}": set() for step in range(1, 7)},
    **{f"tabel_{name}": set() for name in CONTENT["tabel"]},
    **{
        f"kop_{name}": set()
        for name in (
            "nr",
            "doel",
            "eigenaar",
            "deadline",
            "indicator",
            "risico",
            "maatregel",
            "optie",
            "oordeel",
            "reden",
            "verandert",
            "aanname",
            "waarde",
            "rol",
            "wie",
            "taak",
        )
    },
    **{
        f"geen_{name}": set()
        for name in ("opties", "doelen", "lange_termijn", "risicos", "open_punten", "niet_gekozen", "podium")
    },
    "thema_uitgesloten": {"thema"},
    "lange_termijn_inleiding": set(),
    "lange_termijn": {"doel", "eigenaar"},
    "lange_termijn_deadline": {"doel", "eigenaar", "deadline"},
    "minimum_doel": {"doel", "deadline", "uren"},
    "podium_doel": {"nummer", "podium", "deadline"},
    "risico": {"titel", "tekst"},
    "open_veld": {"vraag", "plaatsen"},
    "open_keuze": {"vraag", "opties"},
    "open_beide": {"vraag", "plaatsen", "opties"},
    "open_los": {"titel", "plaatsen"},
    "open_thema": {"thema"},
    "open_verlopen": {"doel", "deadline"},
    **{f"open_groep_{who}": set() for who in (*get_args(Wie), "schrijver")},
    "open_plaats": {"onderdeel", "aantal"},
    "open_plek": {"nummer"},
    "kwartaal": {"nummer", "jaar"},
    "planning_klaar": set(),
    "planning_niets": set(),
    "document_titel": {"document", "gemeente"},
    "lopende_titel": {"titel", "gemeente"},
    **{
        f"vergelijk_{name}": set()
        for name in (
            "titel",
            "inleiding",
            "is",
            "voorstel_kop",
            "tabel_is",
            "tabel_voorstel",
            "stap",
            "gemeente",
            "onbekend",
            "geen_voorstel",
            "gemeenten",
            "veel",
            "soort",
            "tekst",
            *(f"filter_{name}" for name in ("kop", "gemeente", "tekst", "stap", "alle", "redenen", "wissen")),
        )
    },
    "vergelijk_filter_aantal": {"tabel", "getoond", "alle"},
    "vergelijk_lopend": {"gemeenten"},
    "vergelijk_optie": {"optie", "redenen"},
    "opmerking": {"optie", "oordeel", "reden", "feit", "bronnen"},
    **{f"opmerking_{name}": {"veld", "waarde"} for name in ("feit", "feit_onbekend", "feit_altijd")},
    "opmerking_alternatief": {"optie", "verandert"},
    "opmerking_geen_alternatief": set(),
    "inhoud": set(),
    "titelpagina_gemeente": {"gemeente"},
    "titelpagina_periode": {"van", "tot"},
    "titelpagina_concept": set(),
    "pagina": set(),
    "pagina_van": set(),
    **{f"pagina_{name}": set() for name in ("skip", "contents", "note", "box", "table")},
}
"""The short texts the program needs, each with the names it may hold between braces."""
