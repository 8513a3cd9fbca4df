"""A reader of a chapter: looks up by the facts on the sheet whether what the printed rules ask for stands there."""

from __future__ import annotations

import re

from liagen.document.blocks import ListBlock, Table, span_text
from liagen.document.walk import by_section

GAPS = {
    "tijdgebrek": r"te weinig tijd|weinig tijd voor",
    "kennis": r"weten (er )?nog (te )?weinig|te weinig kennis",
    "weerstand": r"[Nn]iet iedereen is al overtuigd",
    "personeelsverloop": r"komen en gaan",
}
OCCASIONS = {
    "rekenkamer": r"[Rr]ekenkamer",
    "raadslid": r"raadslid",
    "wethouder": r"wethouder",
    "lobby": r"[Bb]elangenorganisaties",
    "koploper": r"koplopers",
}
PROMISES = {
    r"aanjager": r"heeft een aanjager|de eigen aanjager",
    r"teams leren|training": r"teams hebben .*ervaringsdeskundige",
    r"testen": r"getest voordat",
}


class Reading:
    """A chapter beside the facts of a sheet, by their label."""

    def __init__(self, chapter, facts):
        self.facts = facts
        self.text = {}
        self.goals = {}
        self.risks = []
        self.points = {}
        for key, _, block in by_section(chapter):
            lines = (
                [span_text(cell.spans) for row in block.rows for cell in row.cells]
                if isinstance(block, Table)
                else (
                    [span_text(item.spans) for item in block.items]
                    if isinstance(block, ListBlock)
                    else [span_text(block.spans)]
                )
            )
            self.text[key] = "\n".join((self.text.get(key, ""), *lines))
            if isinstance(block, ListBlock):
                self.points.setdefault(key, []).extend(lines)
            if isinstance(block, Table) and block.id == "tabel.doelen":
                self.goals = {
                    int(span_text(row.cells[0].spans)): [span_text(c.spans) for c in row.cells] for row in block.rows
                }
            if isinstance(block, Table) and block.id == "tabel.risicos":
                self.risks = [span_text(row.cells[0].spans) for row in block.rows]

    def fact(self, label):
        """Return the values of a fact; none when it is unknown or there is nothing."""
        told = self.facts[label]
        return [] if told in ("onbekend", "geen") else told.split("; ")

    def says(self, section, pattern):
        return bool(re.search(pattern, self.text.get(section, "")))

    def meets(self, demand):
        """Say whether what a demand asks for stands in the chapter."""
        return getattr(self, f"_{demand}")()

    def _knelpunten(self):
        return all(self.says("waar_staan_we", GAPS[each]) for each in self.fact("knelpunten"))

    def _training(self):
        return not self.fact("gegeven training") or self.says("waar_staan_we", "Er was al een|Wij hielden al")

    def _tests(self):
        return not self.fact("tests door ervaringsdeskundigen") or self.says("testen", "testten bij ons al")

    def _drempels(self):
        told = self.fact("grootste drempels volgens bewoners of onderzoek")
        return all(self.says("waarom", f"liggen bij .*{re.escape(each)}") for each in told)

    def _aanleiding(self):
        told = [OCCASIONS[each] for each in self.fact("aanleiding") if each in OCCASIONS]
        return any(self.says("waarom", each) for each in told)

    def _besluit(self):
        return self.says("wat_wij_vragen", r"besluit(en)? in [a-z]+ \d{4}")

    def _open_bedrag(self):
        return any(self.says(section, r"\[invullen: bedrag") for section in ("tijd_en_geld", "wat_wij_vragen"))

    def _belofte(self):
        goals = "\n".join(cells[1] for cells in self.goals.values())
        told = "\n".join(self.points["in_het_kort"])
        return all(re.search(goal, goals) for said, goal in PROMISES.items() if re.search(said, told))

    def _reactie(self):
        return self.says("bestuur", r"reactie .*gaat mee( met het voorstel)?\.") or self.says(
            "wie_doet_wat", "reactie op dit hoofdstuk.* (?:zodat beide mee kunnen|gaan mee) in het voorstel"
        )

    def _terugkijken(self):
        return self.says("volgen", "jaar na het besluit kijken wij .*terug")

    def _eerste_stap(self):
        before = [
            number for number, cells in self.goals.items() if re.match("zes weken vóór het besluit|eind ", cells[3])
        ]
        return all(self.says("eerste_stappen", rf"\(doel\s{number}\)") for number in before)

    def _risico_tijd(self):
        wanted = {"tijdgebrek", "weerstand"} & set(self.fact("knelpunten"))
        return not wanted or any("tijd" in risk and "trekker" not in risk for risk in self.risks)

    def _risico_bureau(self):
        return self.facts["externe begeleiding"] != "ja" or any("bureau" in risk for risk in self.risks)

    def _risico_een(self):
        return any("hangt aan één collega" in risk for risk in self.risks)

    def _risico_begin(self):
        return any("gebouwen" in risk for risk in self.risks)

    def _per_tijd(self):
        return not re.search(r"\d\suur(?!\sper\s(week|maand|jaar))", self.text["tijd_en_geld"])

    def _groep(self):
        names = "|".join(self.fact("vorm van de groep")) or "groep"
        return self.says("wie_doet_wat", f"[Dd]e ({names}) (?:blijft bestaan|stellen wij voor dit plan opnieuw samen)")

    def _vergoeding(self):
        return self.says(
            "tijd_en_geld", "vergoeding van ervaringsdeskundigen|Ervaringsdeskundigen krijgen van ons een vergoeding"
        )

    def _podium(self):
        return self.says("volgen", "kort verhaal|laat dat zelf zien|vertelt het team")

    def _nieuw(self):
        return self.says("vertellen", "Nieuwe collega's horen")

    def _vervanger(self):
        return self.says("wie_doet_wat", "een vervanger")

    def _vervanger_bekend(self):
        return all(self.says("wie_doet_wat", each) for each in self.fact("functie van de vervanger"))

    def _melden(self):
        return self.says("wat_wij_vragen", "elk jaar.* te melden")

    def _beslispunten(self):
        told = re.search(
            r"De raad stelt (?:de )?doel(?:en)?\s(\d+)(?:(?: en| tot en met) (\d+))? vast", self.text["doelen"]
        )
        numbers = range(int(told[1]), int(told[2] or told[1]) + 1)
        asked = "\n".join(self.points["wat_wij_vragen"])
        return all(re.search(rf"^doel\s{number}\b.* vast te stellen: «", asked, re.MULTILINE) for number in numbers)

    def _doelen_erna(self):
        return any("nieuwe doelen" in text for text in self.text.values())

    def _aanspreekpunt(self):
        return self.says("wie_doet_wat", "aanspreekpunt in het college")
