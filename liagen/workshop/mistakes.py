"""Every kind of mistake in a package by its stable code: what is wrong and why, how to mend it, and an example.

A code keeps its meaning. A mistake that no longer exists keeps its number unused; a new one gets a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from liagen.errors import Problem


@dataclass(frozen=True)
class Code:
    """One kind of mistake; a ``warning`` does not make a package unusable.

    ``wrong`` and ``right`` are the text of ``file`` in a package on top of `standaard`; without ``file`` the mistake
    is not one in a text, and they say in words what is so.
    """

    title: str
    why: str
    mend: str
    wrong: str
    right: str
    file: str = ""
    warning: bool = False


def explain(code: str) -> str:
    """Return what `sjabloon controleer --leg-uit` says about a code, as plain text. Raises KeyError."""
    found = CODES[code]
    kind = "waarschuwing" if found.warning else "fout"
    where = f" ({found.file})" if found.file else ""
    return "\n".join(
        (
            f"{code} {found.title} ({kind})", "", found.why, "", f"Herstellen: {found.mend}", "", f"Fout{where}:",
            *_indented(found.wrong), "", f"Goed{where}:", *_indented(found.right),
        )
    )  # fmt: skip


def shown(problem: Problem) -> str:
    """Return a problem on one line, with its code behind its place; a warning says that it is one."""
    place = problem.where
    kind = " waarschuwing:" if is_warning(problem.code) else ""
    field = f" {problem.field}:" if problem.field else ""
    return f"{place}: {problem.code}{kind}{field} {problem.message}".replace(":  ", ": ")


def is_warning(code: str) -> bool:
    """Say whether a code is a warning; what has no code is a mistake."""
    return code in CODES and CODES[code].warning


def _indented(text: str) -> list[str]:
    return [f"    {row}".rstrip() for row in text.rstrip("\n").split("\n")]


_INTRANET = "opties/communicatie/intranet.md"
_TEXT = "teksten/communicatie.md"
_HEAD = "naam: voorbeeld\nversie: '1.0'\nformaat: 1\nbasis: standaard\n"


def _card(front: str, body: str = "") -> str:
    return f"---\n{front}\n---\n{body}"


def _rule(condition: str) -> str:
    return _card(f"kies_als:\n  - als: {condition}\n    reden: De gemeente heeft een intranet.")


def _goal(row: str) -> str:
    return _card(f"doelen:\n  eerste_berichten:\n    {row}")


CODES: dict[str, Code] = {
    # ------------------------------------------------------------ the package and its files
    "LIA001": Code(
        "bestand ontbreekt of is niet te lezen",
        "liagen heeft dit bestand nodig en kan het niet openen. Het is er niet, het is een map, of u mag het niet "
        "lezen.",
        "Kijk naar de naam en de map. Vraag zo nodig om leesrechten.",
        "Een pakket zonder `basis` waarin woorden.yaml ontbreekt.",
        "Een pakket met `basis: standaard`. Dan komt woorden.yaml uit standaard.",
    ),
    "LIA002": Code(
        "geen tekst in UTF-8",
        "Het bestand is met een andere tekenset bewaard, of het is geen tekst. Letters met accenten gaan dan stuk.",
        "Bewaar het bestand opnieuw als UTF-8. In Kladblok: Opslaan als, Codering UTF-8.",
        "Een kaart, bewaard als «Windows-1252».",
        "Dezelfde kaart, bewaard als «UTF-8».",
    ),
    "LIA003": Code(
        "onzichtbaar teken",
        "In de tekst staat een stuurteken. U ziet het niet, maar Word kan het document er niet mee openen.",
        "Typ het woord op die plek opnieuw.",
        _card('titel: "Berichten\\a op intranet"'),
        _card('titel: "Berichten op intranet"'),
        _INTRANET,
    ),
    "LIA004": Code(
        "te groot",
        "Pakketten komen ook van anderen. Daarom leest liagen geen heel grote bestanden, en geen eindeloos aantal.",
        "Haal weg wat niet in het pakket hoort, of verklein de plaatjes in stijl.docx.",
        "Een kaart van 2 MB.",
        "Een kaart van een paar kilobyte.",
    ),
    "LIA005": Code(
        "geen pakket",
        "Een pakket is een map of zip-bestand met pakket.yaml. Hier staat dat bestand niet, of de zip is stuk.",
        "Noem de map waar pakket.yaml in staat. Begin een pakket met `liagen sjabloon kopieer`.",
        "Een map met alleen kaarten.",
        "Dezelfde map, met pakket.yaml erin.",
    ),
    "LIA006": Code(
        "ander formaat",
        "Het nummer bij `formaat` zegt voor welke vorm van pakketten dit is gemaakt. Deze liagen kent een ander "
        "nummer.",
        "Is het nummer hoger? Installeer een nieuwere liagen. Is het lager? Maak er het nummer van nu van en "
        "controleer.",
        _HEAD.replace("formaat: 1", "formaat: 2"),
        _HEAD,
        "pakket.yaml",
    ),
    "LIA007": Code(
        "verwijzing naar buiten het pakket",
        "Een pakket mag alleen eigen bestanden hebben. Een snelkoppeling of een pad met `..` kan iets anders van uw "
        "computer laten zien.",
        "Zet het bestand zelf in het pakket. Maak een zip met `liagen sjabloon inpakken`.",
        "Een kaart die een snelkoppeling is naar een bestand elders.",
        "De kaart zelf.",
    ),
    "LIA008": Code(
        "onbekende basis",
        "Een pakket ligt op een ander pakket. Dat staat bij `basis`. liagen kent dat andere pakket niet.",
        "Schrijf `basis: standaard`, of geef het andere pakket eerst mee met --pakket.",
        _HEAD.replace("standaard", "standard"),
        _HEAD,
        "pakket.yaml",
    ),
    "LIA009": Code(
        "naam van een ander pakket",
        "Twee pakketten met dezelfde naam kunt u niet uit elkaar houden, ook niet in de verantwoording.",
        "Kies bij `naam` een andere naam.",
        _HEAD.replace("voorbeeld", "standaard"),
        _HEAD,
        "pakket.yaml",
    ),
    "LIA010": Code(
        "bestand op de verkeerde plek",
        "De map zegt wat een bestand is. Een kaart in een andere map wordt nergens gebruikt.",
        "Zet opties in opties/<thema>, risico's in risicos en vaste teksten in teksten. Een LEESMIJ.md mag overal.",
        "---\n---\nTekst.\n",
        "Tekst.\n",
        "opties/intern/intranet.md",
    ),
    "LIA011": Code(
        "bestandsnaam is geen sleutel",
        "De bestandsnaam is de sleutel van de kaart. Andere bestanden verwijzen ernaar.",
        "Gebruik alleen kleine letters en _. Dus geen hoofdletters, cijfers, spaties of streepjes.",
        "Tekst.\n",
        "Tekst.\n",
        "teksten/mijn-tekst.md",
    ),
    "LIA012": Code(
        "optie staat in twee thema's",
        "De sleutel van een optie komt één keer voor. Dezelfde bestandsnaam in een andere map is dus dezelfde optie.",
        "Wilt u de optie veranderen? Zet het bestand in dezelfde map als in het pakket eronder. Anders: kies een "
        "andere naam.",
        _card(
            'titel: Berichten op intranet\ncox: 4\nbronnen: ["§4.1.3.1"]', "Intranet is de website voor medewerkers.\n"
        ),
        "Hetzelfde bestand in opties/communicatie.",
        "opties/training/intranet.md",
    ),
    # ------------------------------------------------------------ YAML
    "LIA020": Code(
        "geen geldige YAML",
        "De regels tussen de streepjes volgen de regels van YAML. Hier klopt de vorm niet.",
        "Kijk naar inspringing, haakjes en aanhalingstekens. Vergelijk met een kaart die wel klopt.",
        _card("titel: Intranet\n   cox: 4\n  rapport: [U1]").replace("titel: Intranet\n", "titel:\n"),
        _card("titel: Intranet\ncox: 4\nrapport: [U1]"),
        _INTRANET,
    ),
    "LIA021": Code(
        "tab",
        "In YAML springt u in met spaties. Een tab is niet overal even breed.",
        "Vervang de tab door twee spaties.",
        _card("kies_als:\n\t- als: altijd\n\t  reden: Er is een intranet."),
        _card("kies_als:\n  - als: altijd\n    reden: Er is een intranet."),
        _INTRANET,
    ),
    "LIA022": Code(
        "aanhalingsteken niet gesloten",
        "Een tekst die met een aanhalingsteken begint, loopt door tot het volgende. Dat ontbreekt.",
        "Zet ook aan het eind een aanhalingsteken. Begint de tekst met een apostrof? Zet er dubbele omheen.",
        _card("titel: 's Morgens op intranet"),
        _card('titel: "\'s Morgens op intranet"'),
        _INTRANET,
    ),
    "LIA023": Code(
        "haak niet gesloten",
        "Een lijst tussen [ en ] heeft beide haken nodig, en komma's ertussen.",
        "Zet de tweede haak erbij.",
        _card("rapport: [U13, T8"),
        _card("rapport: [U13, T8]"),
        _INTRANET,
    ),
    "LIA024": Code(
        "tekst begint met een bijzonder teken",
        "Tekens als `*`, `&`, `!`, `@` en `{` hebben in YAML een eigen betekenis als een tekst ermee begint.",
        "Zet de hele tekst tussen dubbele aanhalingstekens.",
        _card("titel: *Nieuw* op intranet"),
        _card('titel: "*Nieuw* op intranet"'),
        _INTRANET,
    ),
    "LIA025": Code(
        "dubbele punt of streepje op een verkeerde plek",
        "Een dubbele punt met een spatie maakt een sleutel, een streepje maakt een punt van een lijst.",
        "Zet een tekst met een dubbele punt tussen aanhalingstekens. Zet elk punt van een lijst op een eigen regel.",
        _card("titel: Intranet: verhalen van collega's"),
        _card('titel: "Intranet: verhalen van collega\'s"'),
        _INTRANET,
    ),
    "LIA026": Code(
        "schuine streep naar achteren",
        "Tussen dubbele aanhalingstekens heeft `\\` een eigen betekenis.",
        "Schrijf `\\\\`, of haal de streep weg.",
        _card('titel: "Nieuws \\en verhalen op intranet \\q"'),
        _card('titel: "Nieuws en verhalen op intranet"'),
        _INTRANET,
    ),
    "LIA027": Code(
        "dubbele sleutel",
        "Dezelfde sleutel staat er twee keer. Dan is niet duidelijk welke u bedoelt.",
        "Haal één van de twee weg.",
        _card("cox: 4\ncox: 5"),
        _card("cox: 4"),
        _INTRANET,
    ),
    "LIA028": Code(
        "vreemde spaties in de naam van een sleutel",
        "Rond de naam staat een spatie die u niet ziet. Voor liagen is het dan een andere naam.",
        "Typ de naam opnieuw.",
        _card('"titel\u00a0": Berichten op intranet'),
        _card("titel: Berichten op intranet"),
        _INTRANET,
    ),
    "LIA029": Code(
        "tweede document in één bestand",
        "Een regel met alleen --- begint in YAML een nieuw document. liagen leest er één per bestand.",
        "Haal de regel weg, of maak er twee bestanden van.",
        _HEAD + "---\nthemas: {}\n",
        _HEAD,
        "pakket.yaml",
    ),
    "LIA030": Code(
        "te diep in elkaar",
        "Er staan meer dan twintig niveaus in elkaar. Zo diep gaat geen enkele kaart.",
        "Kijk of er haken of spaties te veel staan.",
        _card(f"titel: {'[' * 25}{']' * 25}"),
        _card("titel: Berichten op intranet"),
        _INTRANET,
    ),
    "LIA031": Code(
        "gegevens bovenaan niet afgesloten",
        "De gegevens van een kaart staan tussen twee regels met ---. De tweede ontbreekt.",
        "Zet onder de gegevens een regel met alleen ---.",
        "---\ntitel: Berichten op intranet\n",
        _card("titel: Berichten op intranet"),
        _INTRANET,
    ),
    # ------------------------------------------------------------ keys and values
    "LIA032": Code(
        "onbekende sleutel",
        "liagen kent deze sleutel hier niet en zou hem dus overslaan.",
        "Kijk of u de naam goed typte en of de regel goed inspringt. Alle sleutels staan in "
        "docs/handleiding/kaarten.md.",
        _card("title: Berichten op intranet"),
        _card("titel: Berichten op intranet"),
        _INTRANET,
    ),
    "LIA033": Code(
        "verplichte sleutel ontbreekt",
        "Zonder dit gegeven kan liagen de kaart niet gebruiken. In een kaart boven op een andere mag alles weg wat "
        "gelijk "
        "blijft.",
        "Vul de sleutel in.",
        _card("kies_als:\n  - als: altijd"),
        _card("kies_als:\n  - als: altijd\n    reden: De gemeente heeft een intranet."),
        _INTRANET,
    ),
    "LIA034": Code(
        "verkeerde soort waarde",
        "Hier hoort iets anders te staan: een tekst, een lijst of een groep sleutels.",
        "Kijk in docs/handleiding/kaarten.md wat er hoort. Een lijst staat tussen [ en ], of met streepjes onder "
        "elkaar.",
        _card("hoort_bij: teamoverleg"),
        _card("hoort_bij: [teamoverleg]"),
        _INTRANET,
    ),
    "LIA035": Code(
        "geen heel getal",
        "Hier hoort een heel getal, zonder punt, komma of woorden.",
        "Schrijf alleen cijfers.",
        _card("cox: vier"),
        _card("cox: 4"),
        _INTRANET,
    ),
    "LIA036": Code(
        "getal buiten de grenzen",
        "Het getal is te klein of te groot voor deze plek.",
        "Kies een getal binnen de grenzen uit de melding.",
        _card("cox: 7"),
        _card("cox: 4"),
        _INTRANET,
    ),
    "LIA037": Code(
        "antwoord dat niet bestaat",
        "Op deze plek kan maar een paar woorden staan.",
        "Kies een van de woorden uit de melding.",
        _goal("bij: [voorstellen]"),
        _goal("bij: [voorstel]"),
        _INTRANET,
    ),
    "LIA038": Code(
        "lege tekst",
        "Hier hoort tekst die in het hoofdstuk komt.",
        "Vul een tekst in. Wilt u de sleutel weghalen? Schrijf dan null.",
        _card('titel: ""'),
        _card("titel: Berichten op intranet"),
        _INTRANET,
    ),
    "LIA039": Code(
        "vorm past niet",
        "Een sleutel bestaat uit kleine letters en _. Een adres begint met https://.",
        "Pas de vorm aan.",
        "blog:\n  titel: Een blog\n  url: www.voorbeeld.nl\n",
        "blog:\n  titel: Een blog\n  url: https://www.voorbeeld.nl\n",
        "bronnen.yaml",
    ),
    "LIA040": Code(
        "lijst te kort of te lang",
        "Hier hoort een vast of een minimaal aantal.",
        "Vul de lijst aan, of haal weg wat te veel is.",
        "rollen: []\n",
        "volgorde: [wethouder]\n",
        "rollen.yaml",
    ),
    # ------------------------------------------------------------ one package on another
    "LIA041": Code(
        "niets om weg te halen",
        "Met null haalt u iets weg uit het pakket eronder. Daar staat dit niet.",
        "Haal de regel weg, of kijk naar de naam. `liagen sjabloon toon SLEUTEL` laat zien wat er staat.",
        _card("voorbeelden: null"),
        _card("praktijk: null"),
        _INTRANET,
    ),
    "LIA042": Code(
        "rij zonder eigen sleutel",
        "Met een sleutel kan een ander pakket één rij veranderen. Twee rijen met dezelfde sleutel kan dus niet.",
        "Geef elke rij een eigen `sleutel`.",
        "rollen:\n  - {sleutel: raad, rol: Raad, wie: De raad, taak: Stelt vast.}\n"
        "  - {sleutel: raad, rol: Raad, wie: De raad, taak: Vraagt.}\n",
        "rollen:\n  - {sleutel: raad, rol: Raad, wie: De raad, taak: Stelt vast.}\n"
        "  - {sleutel: griffie, rol: Griffie, wie: De griffier, taak: Zet het op de agenda.}\n",
        "rollen.yaml",
    ),
    "LIA043": Code(
        "onbekende sleutel in de volgorde",
        "De volgorde noemt een rij die er niet is.",
        "Kijk naar de naam. Rijen die u niet noemt, volgen vanzelf.",
        "volgorde: [wethouders]\n",
        "volgorde: [wethouder]\n",
        "rollen.yaml",
    ),
    # ------------------------------------------------------------ conditions
    "LIA050": Code(
        "geen geldige voorwaarde",
        "De voorwaarde is niet te lezen.",
        "Schrijf een vergelijking, zoals organisatie.fte >= 400, zonder accolades eromheen.",
        _rule("organisatie.fte >"),
        _rule("organisatie.fte >= 400"),
        _INTRANET,
    ),
    "LIA051": Code(
        "onbekend veld in een voorwaarde",
        "Dit veld staat niet in het profiel. De voorwaarde kan dus nooit een antwoord krijgen.",
        "Kijk naar de naam. Alle velden staan in docs/handleiding/velden.md.",
        _rule("structuren.intranett == 'ja'"),
        _rule("structuren.intranet == 'ja'"),
        _INTRANET,
    ),
    "LIA052": Code(
        "onbekende optie in een voorwaarde",
        "`keuze.` vraagt naar het oordeel over een optie. Die optie is er niet, of een pakket haalt haar weg. In "
        "bestaat_als, kies_als en niet_als kan `keuze.` nooit: daar staan de oordelen nog niet vast.",
        "Kijk naar de sleutel, of haal de vraag weg.",
        _goal("als: keuze.teamoverlegg == 'voorstel'"),
        _goal("als: keuze.teamoverleg == 'voorstel'"),
        _INTRANET,
    ),
    "LIA053": Code(
        "onbekende instelling",
        "De grens achter `instelling.` staat niet in pakket.yaml.",
        "Kijk naar de naam, of zet de grens bij `instellingen` in pakket.yaml.",
        _rule("organisatie.fte >= instelling.groot"),
        _rule("organisatie.fte >= instelling.groot_vanaf_fte"),
        _INTRANET,
    ),
    "LIA054": Code(
        "vergelijking die nooit waar is",
        "Het veld kan deze waarde niet hebben. De voorwaarde is dus nooit ja.",
        "Kies een van de antwoorden uit de melding.",
        _rule("structuren.intranet == 'misschien'"),
        _rule("structuren.intranet == 'onbekend'"),
        _INTRANET,
    ),
    "LIA055": Code(
        "dit kan niet in een voorwaarde",
        "Een voorwaarde vergelijkt een veld met een vaste waarde. Rekenen en andere opdrachten kunnen niet.",
        "Schrijf veld, teken en waarde. Verbind vergelijkingen met and, or en not.",
        _rule("structuren.intranet"),
        _rule("structuren.intranet == 'ja'"),
        _INTRANET,
    ),
    "LIA056": Code(
        "vergelijking past niet bij het veld",
        "Een lijst, een getal en een antwoord vergelijkt u elk op een eigen manier. Vrije tekst en datums kunt u "
        "alleen "
        "vergelijken met 'onbekend'.",
        "Schrijf 'waarde' in lijst, lijst == [], getal >= 1 of antwoord == 'ja'.",
        _rule("gedaan.communicatie == 'intranet'"),
        _rule("\"'intranet' in gedaan.communicatie\""),
        _INTRANET,
    ),
    "LIA057": Code(
        "voorwaarde te lang",
        "De voorwaarde zit te diep in elkaar om te lezen.",
        "Maak er meer regels van, elk met een eigen reden.",
        "Een voorwaarde met duizenden haken.",
        "Twee regels onder kies_als.",
    ),
    "LIA058": Code(
        "waarde zonder aanhalingstekens",
        "Zonder aanhalingstekens leest liagen een woord als de naam van een veld.",
        "Zet de waarde tussen enkele aanhalingstekens.",
        _rule("structuren.intranet == ja"),
        _rule("structuren.intranet == 'ja'"),
        _INTRANET,
    ),
    # ------------------------------------------------------------ texts
    "LIA060": Code(
        "sjabloon klopt niet",
        "De accolades kloppen niet, of bij een {% if %} hoort nog een {% endif %}.",
        "Tel de opdrachten na. Elke {% if %}, {% for %} en {% block %} heeft een eind.",
        "{% if structuren.intranet == 'ja' %}Er is een intranet.\n",
        "{% if structuren.intranet == 'ja' %}Er is een intranet.{% endif %}\n",
        _TEXT,
    ),
    "LIA061": Code(
        "onbekend veld in een tekst",
        "Tussen de accolades staat een naam die het profiel niet kent.",
        "Kijk naar de naam. Alle velden staan in docs/handleiding/velden.md.",
        "De gemeente {{ gemeente.name }} vertelt erover.\n",
        "De gemeente {{ gemeente.naam }} vertelt erover.\n",
        _TEXT,
    ),
    "LIA062": Code(
        "opdracht kan niet in een tekst",
        "Een pakket kan van een ander komen. Daarom kan een tekst alleen gegevens tonen, kiezen en een lijst aflopen.",
        "Gebruik {{ veld }}, {% if %}, {% for %}, {% block %} en filters.",
        "{% set aantal = 3 %}\nTekst.\n",
        "Tekst.\n",
        _TEXT,
    ),
    "LIA063": Code(
        "geen veld tussen accolades",
        "Tussen {{ en }} hoort een veld uit het profiel. Rekenen en vaste tekst kan niet.",
        "Zet vaste tekst buiten de accolades.",
        "De organisatie telt {{ organisatie.fte + 1 }} fte.\n",
        "De organisatie telt {{ organisatie.fte }} fte.\n",
        _TEXT,
    ),
    "LIA064": Code(
        "onbekend filter",
        "Achter | staat een filter dat liagen niet kent.",
        "Kies een filter uit docs/handleiding/adviseur.md.",
        "{{ gemeente.naam|hoofdleter }} vertelt erover.\n",
        "{{ gemeente.naam|hoofdletter }} vertelt erover.\n",
        _TEXT,
    ),
    "LIA065": Code(
        "filter verkeerd gebruikt",
        "Het filter past niet bij dit veld, of tussen de haakjes staat niet wat erin hoort.",
        "Kijk in docs/handleiding/adviseur.md hoe u het filter schrijft.",
        "Er zijn {{ organisatie.aantal_afdelingen|aantal('afdeling') }}.\n",
        "Er zijn {{ organisatie.aantal_afdelingen|aantal('afdeling', 'afdelingen') }}.\n",
        _TEXT,
    ),
    "LIA066": Code(
        "lus klopt niet",
        "{% for %} loopt langs een lijst uit het profiel, met een eigen naam voor de rij, en niet in elkaar.",
        "Schrijf {% for rij in lijst %} met een lijst uit docs/handleiding/velden.md.",
        "{% for rij in gemeente.naam %}\n- {{ rij }}\n{% endfor %}\n",
        "{% for rij in ervaringsdeskundigen.organisaties %}\n- {{ rij.naam }}\n{% endfor %}\n",
        _TEXT,
    ),
    "LIA067": Code(
        "lijst met rijen op één regel",
        "Dit veld is een lijst waarvan elke rij meer gegevens heeft. Die past niet zomaar in een zin.",
        "Gebruik {% for %} of het filter namen.",
        "Er zijn contacten met {{ ervaringsdeskundigen.organisaties }}.\n",
        "Er zijn contacten met {{ ervaringsdeskundigen.organisaties|namen }}.\n",
        _TEXT,
    ),
    "LIA068": Code(
        "tekst te diep of te groot",
        "De opdrachten in de tekst zitten te diep in elkaar, of de tekst wordt met super() te groot.",
        "Maak de tekst eenvoudiger, of verdeel hem over meer teksten.",
        "Een tekst met honderden {% if %} in elkaar.",
        "Twee teksten met elk een paar keer {% if %}.",
    ),
    "LIA070": Code(
        "extends op een verkeerde plek",
        "{% extends %} zegt op welke tekst deze voortbouwt. Dat kan één keer, bovenaan, met de naam tussen "
        "aanhalingstekens.",
        'Zet {% extends "naam" %} op de eerste regel van de tekst.',
        'Vooraf.\n{% extends "communicatie" %}\n',
        '{% extends "communicatie" %}\n{% block alles %}Vooraf.\n\n{{ super() }}{% endblock %}\n',
        _TEXT,
    ),
    "LIA071": Code(
        "tekst om op voort te bouwen is er niet",
        "Een tekst bouwt voort op dezelfde tekst in een pakket eronder, of op een andere tekst in dezelfde map.",
        "Kijk naar de naam achter extends.",
        '{% extends "communicatiee" %}\n',
        '{% extends "communicatie" %}\n',
        _TEXT,
    ),
    "LIA072": Code(
        "blok klopt niet",
        "Onder {% extends %} staat alles in een blok. De naam van het blok komt uit de tekst eronder. Elke tekst "
        "heeft het "
        "blok `alles`.",
        "Gebruik {% block alles %}, of een blok dat in de tekst eronder staat.",
        '{% extends "communicatie" %}\n{% block slot %}Einde.{% endblock %}\n',
        '{% extends "communicatie" %}\n{% block alles %}{{ super() }}\n\nEinde.{% endblock %}\n',
        _TEXT,
    ),
    "LIA073": Code(
        "super() op een verkeerde plek",
        "super() zet de tekst van een laag lager neer. Dat kan alleen in een blok waar nog iets onder ligt.",
        "Haal super() weg, of zet het in een blok van een tekst met extends.",
        "{% block begin %}{{ super() }} Begin.{% endblock %}\n",
        "{% block begin %}Begin.{% endblock %}\n",
        _TEXT,
    ),
    # ------------------------------------------------------------ cards and what they refer to
    "LIA080": Code(
        "onbekend of dubbel kopje",
        "Een kopje in een kaart is geen kop in het hoofdstuk: het zegt wanneer het deel eronder meedoet.",
        "Gebruik ## Kort, ## Meer, ## Bestaat, ## Voorstel of ## Te overwegen, elk één keer.",
        _card("titel: Intranet", "Tekst.\n\n## Langer\n\nMeer tekst.\n"),
        _card("titel: Intranet", "Tekst.\n\n## Meer\n\nMeer tekst.\n"),
        _INTRANET,
    ),
    "LIA081": Code(
        "kaart zonder tekst",
        "Een optie of risico heeft tekst vóór het eerste kopje. Zonder die tekst staat er niets in het hoofdstuk.",
        "Schrijf onder de tweede regel met --- wat het is.",
        _card('titel: Nieuwsbrief\ncox: 4\nbronnen: ["§4.1.3.1"]'),
        _card('titel: Nieuwsbrief\ncox: 4\nbronnen: ["§4.1.3.1"]', "Een nieuwsbrief voor medewerkers.\n"),
        "opties/communicatie/nieuwsbrief.md",
    ),
    "LIA082": Code(
        "verwijzing naar een optie die er niet is",
        "`hoort_bij`, `sluit_uit`, `bij` of `volgorde` noemt een optie die er niet is, of die een pakket weghaalt.",
        "Kijk naar de sleutel, of haal de verwijzing weg.",
        _card("hoort_bij: [teamoverlegg]"),
        _card("hoort_bij: [teamoverleg]"),
        _INTRANET,
    ),
    "LIA083": Code(
        "verwijzing naar een doel dat er niet is",
        "`na` noemt een doel dat er niet is, of dat een pakket weghaalt. Schrijf het als optie.doel.",
        "Kijk naar de sleutels van optie en doel, of haal de verwijzing weg.",
        _goal("na: [individuele_uitvoerder.kiezen]"),
        _goal("na: [individuele_uitvoerder.aanwijzen]"),
        _INTRANET,
    ),
    "LIA084": Code(
        "doel wacht op zichzelf",
        "Via `na` wacht dit doel, soms met een omweg, op zichzelf. Dan komt het nooit aan de beurt.",
        "Haal een van de verwijzingen bij `na` weg.",
        _goal("na: [intranet.eerste_berichten]"),
        _goal("na: [individuele_uitvoerder.aanwijzen]"),
        _INTRANET,
    ),
    "LIA085": Code(
        "onbekende bron",
        "Een kaart rust op een bron die de lezer kan vinden. Deze staat niet in bronnen.yaml.",
        "Kijk naar de paragraaf of de sleutel, of zet de bron in bronnen.yaml.",
        _card('bronnen: ["§9.9"]'),
        _card('bronnen: ["§4.1.3.1"]'),
        _INTRANET,
    ),
    "LIA086": Code(
        "doel zonder eigenaar, termijn of indicator",
        "Een doel zonder eigenaar, termijn of indicator voert niemand uit.",
        "Vul alle drie in. Weet u de eigenaar nog niet? Maak een invulplek: [invullen: eigenaar].",
        _goal("eigenaar: n.v.t."),
        _goal('eigenaar: "[invullen: eigenaar]"'),
        _INTRANET,
    ),
    # ------------------------------------------------------------ tables
    "LIA090": Code(
        "instelling ontbreekt of past niet",
        "De planning heeft deze grens nodig, met een getal waar zij mee uit de voeten kan.",
        "Zet de instelling terug, of kies een getal binnen de grenzen.",
        _HEAD + "instellingen:\n  doelen_per_kwartaal: null\n",
        _HEAD + "instellingen:\n  doelen_per_kwartaal:\n    waarde: 3\n",
        "pakket.yaml",
    ),
    "LIA091": Code(
        "thema ontbreekt",
        "De zeven thema's liggen vast. De opties en de planning gebruiken ze.",
        "Zet het thema terug. Wilt u het niet in het hoofdstuk? Haal het dan uit opbouw.yaml.",
        _HEAD + "themas:\n  podium: null\n",
        _HEAD + "themas:\n  podium:\n    titel: Successen\n",
        "pakket.yaml",
    ),
    "LIA092": Code(
        "onbekend of ontbrekend woord",
        "Het programma gebruikt een vaste lijst woorden. Een ander woord gebruikt het nooit.",
        "Kijk naar de sleutel. De lijst staat in docs/handleiding/kaarten.md.",
        "pagnia: Blad\n",
        "pagina: Blad\n",
        "woorden.yaml",
    ),
    "LIA093": Code(
        "naam tussen accolades past niet",
        "In een woord vult liagen een paar namen in. Een andere naam blijft letterlijk staan.",
        "Gebruik alleen de namen uit de melding.",
        'oordeel_eigen_keuze: "{keuze} (eigen keuze)"\n',
        'oordeel_eigen_keuze: "{oordeel} (eigen keuze)"\n',
        "woorden.yaml",
    ),
    "LIA094": Code(
        "regel van de opbouw noemt niet één ding",
        "Elke regel bij `inhoud` of `vooraf` zet één ding in het hoofdstuk.",
        "Noem precies één van tekst, opties, tabel en lijst.",
        "vooraf:\n  - vanaf: standaard\n",
        "vooraf:\n  - tekst: voorbeeld\n    vanaf: standaard\n",
        "opbouw.yaml",
    ),
    "LIA095": Code(
        "onbekende tekst, tabel of lijst in de opbouw",
        "De regel noemt iets dat er niet is.",
        "Kijk naar de naam, of maak het bestand in de map teksten.",
        "vooraf:\n  - tekst: voorbeelt\n",
        "vooraf:\n  - tekst: voorbeeld\n",
        "opbouw.yaml",
    ),
    "LIA096": Code(
        "iets staat er twee keer",
        "Een tekst, tabel, onderdeel of rol kan één keer in het hoofdstuk staan.",
        "Haal één van de twee weg.",
        "vooraf:\n  - tekst: voorbeeld\n  - tekst: voorbeeld\n",
        "vooraf:\n  - tekst: voorbeeld\n",
        "opbouw.yaml",
    ),
    # ------------------------------------------------------------ what reads or shows badly
    "LIA101": Code(
        "opmaak die Word niet toont",
        "Teksten kennen alinea's, lijsten, kaders, **vet** en *cursief*. Andere tekens komen letterlijk in het "
        "hoofdstuk.",
        "Haal de tekens weg. Zet een adres in bronnen.yaml en verwijs ernaar bij `bronnen`.",
        _card("titel: Intranet", "Lees [de handreiking](https://www.voorbeeld.nl).\n"),
        _card("titel: Intranet", "Lees de handreiking.\n"),
        _INTRANET,
    ),
    "LIA102": Code(
        "opmaak die verdwijnt",
        "Een lijst in een lijst, een lijst in een kader en een nummering vanaf een ander getal komen niet in Word. Een "
        "tekst boven de tweede regel met --- komt op één regel.",
        "Maak er een gewone lijst of een gewone zin van.",
        _card("titel: Intranet", "- verhalen\n  - van collega's\n- foto's\n"),
        _card("titel: Intranet", "- verhalen van collega's\n- foto's\n"),
        _INTRANET,
        warning=True,
    ),
    "LIA110": Code(
        "lange zin",
        "Een zin van meer dan 25 woorden is op taalniveau B1 moeilijk te volgen.",
        "Maak er twee zinnen van.",
        "De uitvoerder plaatst elke maand een kort verhaal op het intranet van de gemeente en vraagt daarna in elk "
        "overleg "
        "van elk team wat collega's er precies van vinden.\n",
        "De uitvoerder plaatst elke maand een kort verhaal op intranet. Daarna vraagt zij in elk overleg wat collega's "
        "ervan vinden.\n",
        _TEXT,
        warning=True,
    ),
    "LIA111": Code(
        "zinnen zijn gemiddeld lang",
        "Een tekst met gemiddeld meer dan 15 woorden per zin kost een lezer op taalniveau B1 moeite.",
        "Kort de langste zinnen in.",
        "De uitvoerder plaatst elke maand een kort verhaal op het intranet van de gemeente en van de dienst. "
        "Daarna vraagt de uitvoerder in een overleg van het eigen team wat collega's ervan vinden en weten. "
        "Een collega uit een ander team vertelt in een bijeenkomst over wat het verhaal bij hem losmaakte. "
        "De wethouder noemt het verhaal in een gesprek met de raad over de agenda van dit jaar. "
        "De raad vraagt aan het eind van het jaar aan het college wat er nu anders gaat.\n",
        "De uitvoerder plaatst elke maand een verhaal. Daarna vraagt zij wat collega's ervan vinden.\n",
        _TEXT,
        warning=True,
    ),
    "LIA112": Code(
        "veel lange woorden",
        "Veel woorden van 16 letters of meer maken een tekst moeilijk.",
        "Zoek gewone woorden, of leg een vakwoord uit.",
        "De ervaringsdeskundigen en de beleidsadviseurs bespreken toegankelijkheidseisen.\n",
        "Mensen met ervaring en de adviseurs bespreken wat het gebouw toegankelijk maakt.\n",
        _TEXT,
        warning=True,
    ),
    "LIA113": Code(
        "lange alinea",
        "Een alinea van meer dan 100 woorden leest niemand graag.",
        "Zet na hoogstens 100 woorden een lege regel.",
        "De uitvoerder plaatst elke maand een kort verhaal. " * 13 + "\n",
        "De uitvoerder plaatst elke maand een kort verhaal.\n",
        _TEXT,
        warning=True,
    ),
    "LIA120": Code(
        "woorden die te veel beloven",
        "Het rapport beschrijft ervaringen van gemeenten. Het meet geen effect. Daarom belooft liagen geen resultaat.",
        "Schrijf wat gemeenten deden of ervoeren. De lijst staat bij `niet_schrijven` in pakket.yaml; die kunt u "
        "veranderen.",
        _card("titel: Intranet", "Berichten op intranet: dit werkt.\n"),
        _card("titel: Intranet", "Gemeenten vertellen op intranet over inclusie.\n"),
        _INTRANET,
    ),
    "LIA121": Code(
        "kaart zonder bron",
        "De lezer wil weten waar een optie of risico vandaan komt.",
        "Noem een bron. Staat het in geen bron? Zeg dan in de tekst dat het een aanname is.",
        _card("bronnen: []"),
        _card('bronnen: ["§4.1.3.1"]'),
        _INTRANET,
        warning=True,
    ),
    "LIA122": Code(
        "nog in te vullen",
        "Deze plek komt uit `liagen sjabloon nieuw` en wacht op uw tekst.",
        "Vul de tekst in en haal «VUL IN» weg.",
        _card("titel: 'VUL IN: de naam'"),
        _card("titel: Berichten op intranet"),
        _INTRANET,
        warning=True,
    ),
    "LIA123": Code(
        "twee doelen met dezelfde zin",
        "Staan beide doelen in de planning, dan ziet de lezer twee keer hetzelfde.",
        "Geef elk doel een eigen zin.",
        _card(
            "doelen:\n  eerste_berichten:\n    wat: Op intranet staan verhalen.\n  volhouden:\n"
            "    wat: Op intranet staan verhalen."
        ),
        _card(
            "doelen:\n  eerste_berichten:\n    wat: Op intranet staan verhalen.\n  volhouden:\n"
            "    wat: De verhalen komen terug."
        ),
        _INTRANET,
        warning=True,
    ),
}
