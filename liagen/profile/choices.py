"""The fixed answers that stand in more than one place of a profile, or are many."""

from __future__ import annotations

from typing import Literal

Antwoord = Literal["ja", "nee", "onbekend"]
JaNee = Literal["ja", "nee"]
Steun = Literal["ja", "deels", "nee", "onbekend"]
Length = Literal["kort", "standaard", "uitgebreid"]
Paper = Literal["collegevoorstel", "raadsvoorstel", "samenvatting"]

THEMA = Literal["beleggen", "draagvlak", "communicatie", "training", "testen", "plan", "podium"]

RITME = Literal["maandelijks", "per_kwartaal", "halfjaarlijks", "jaarlijks"]

LID = Literal[
    "gehandicaptenplatform", "adviesraad", "sociaal_ondernemers", "mee", "seniorenraad", "raadsleden", "ambtenaren"
]

GROEPSLID = Literal[
    "gehandicaptenplatform",
    "adviesraad",
    "sociaal_ondernemers",
    "mee",
    "seniorenraad",
    "raadsleden",
    "ambtenaren",
    "inwoners",
]

VORM = Literal["werkgroep", "projectgroep", "coordinatiegroep", "netwerk_fysiek", "netwerk_sociaal", "kerngroep"]

GROEPSSOORT = Literal[
    "werkgroep",
    "projectgroep",
    "klankbordgroep",
    "panel",
    "netwerk",
    "kerngroep",
    "stuurgroep",
    "ambtelijke_groep",
]

TOEGANKELIJKHEID = Literal["fysiek", "sociaal", "digitaal", "verstandelijk"]

DREMPEL = Literal["fysiek", "sociaal", "digitaal", "bejegening", "taal", "balie"]

TRAINING = Literal["workshop", "masterclass", "ervaringsparcours", "training_bewonerscontact", "vrije_inschrijving"]

COMMUNICATIE = Literal[
    "intranet",
    "medewerkersbijeenkomst",
    "individuele_gesprekken",
    "teamoverleg",
    "campagne",
    "logo_en_slogan",
    "serviceteam",
    "evenement",
    "borrelpraat",
]

GETEST = Literal["projecten", "beleid", "voorzieningen", "uitvoering_lia", "iets_anders"]

AANLEIDING = Literal[
    "motie", "koploper", "lobby", "coalitieakkoord", "rekenkamer", "raadslid", "wethouder", "wettelijk"
]

KNELPUNT = Literal["tijdgebrek", "weerstand", "kennis", "geld", "personeelsverloop"]

BEVINDING = Literal[
    "activiteiten_gestopt",
    "doelen_niet_gehaald",
    "weinig_betrokken",
    "geen_coordinatie",
    "geen_doelen",
    "te_weinig_geld",
    "te_weinig_tijd",
    "niet_gevolgd",
    "niet_in_voorstellen",
]

OORZAAK = Literal[
    "geen_coordinatie",
    "te_weinig_geld",
    "te_weinig_tijd",
    "weinig_betrokken",
    "geen_doelen",
    "niet_gevolgd",
]
PRAKTIJK = Literal[
    "inclusieparagraaf",
    "collegestukken_beoordelen",
    "duidelijke_taal",
    "co_trainers",
    "dag_van_toegankelijkheid",
    "regionale_uitwisseling",
    "programma_van_eisen",
    "ondersteuner_belangengroep",
    "peiling_afdelingen",
    "vng_monitor",
    "inclusief_werkgever",
    "uitvoering_door_welzijn",
    "subsidievoorwaarde",
]
"""What a municipality can have of the options from practice and no other field tells, by the key of the card."""

GELDT_VOOR = Literal["hoofdstuk", "agenda"]
