"""What the officer's page looks like: readable colours, little weight, and a rule for every class that it uses."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from colours import contrast
from every import every

from liagen.browser.app.assets import STYLE
from liagen.browser.app.exchange import Posted, UploadedFile
from liagen.browser.app.session import Session
from liagen.browser.app.steps import ABOUT, AFTER, BEFORE, subjects
from liagen.library.load import load_library
from tools.nlds import used_rules

ROOT = Path(__file__).parents[2]
APP = ROOT / "liagen" / "browser" / "app"
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (APP / "tokens.css").read_text(encoding="utf-8")))
WHITE = TOKENS["utrecht-document-background-color"]
SOFT = TOKENS["liagen-vlak-background-color"]
UNSTYLED = {"doel", "kopgroep", "niet_nu", "utrecht-form", "utrecht-document", "utrecht-surface"}
"""Classes that say what something is, and look as everything does."""


PAIRS = {
    name: name.replace("-color", "-background-color")
    for name in TOKENS
    if not re.search(r"(background|border|outline|lijn|inverse|decoration|inline-start)-?color", name)
    and name.replace("-color", "-background-color") in TOKENS
}


@every(("text", "ground"), PAIRS.items())
def test_text_is_readable_on_its_own_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@every(
    "text",
    [
        "utrecht-document-color", "utrecht-heading-color", "utrecht-link-color", "utrecht-link-hover-color",
        "utrecht-form-label-color", "utrecht-form-field-description-color", "utrecht-form-field-error-message-color",
        "utrecht-button-subtle-color", "liagen-zacht-color", "liagen-klaar-color",
    ],
)  # fmt: skip
@every("ground", [WHITE, SOFT, TOKENS["liagen-document-background-color"]])
def test_text_of_the_page_is_readable_on_every_ground(text, ground):
    assert contrast(TOKENS[text], ground) >= 4.5


@every(
    "edge",
    [
        "utrecht-form-control-border-color", "utrecht-form-control-invalid-border-color",
        "utrecht-radio-button-border-color", "utrecht-button-secondary-action-border-color",
        "utrecht-focus-outline-color", "liagen-nieuw-color",
    ],
)  # fmt: skip
@every("ground", [WHITE, SOFT])
def test_an_edge_that_means_something_is_visible(edge, ground):
    assert contrast(TOKENS[edge], ground) >= 3


def test_all_pairs_are_found():
    assert len(PAIRS) >= 12


def test_a_municipality_finds_every_colour_of_the_page_in_one_file():
    own = (APP / "app.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", own) == []


def test_all_looks_together_weigh_little():
    assert len(STYLE.encode()) < 65_000


def test_every_class_of_the_page_has_a_rule():
    session = Session(load_library(), dt.date(2027, 1, 4))
    data = (ROOT / "profiles" / "meierijstad.yaml").read_bytes()
    replies = [session.post(Posted([("doe", "openen")], [UploadedFile("meierijstad.yaml", data)]))]
    replies += [
        session.post(Posted([("plaats", place), ("doe", "naar")])) for place in (*BEFORE, *subjects(), *AFTER, ABOUT)
    ]
    html = "".join(text for reply in replies for text in reply.regions.values())
    used = {name for names in re.findall(r' class="([^"]*)"', html) for name in names.split()}
    assert used - set(re.findall(r"\.([a-zA-Z][\w-]*)", STYLE)) <= UNSTYLED


# --- what is taken of NL Design System


def test_rules_of_other_components_are_left_out():
    sheet = ".utrecht-button { color: red; }\n.utrecht-table, .utrecht-button--subtle { top: 0; }\n"
    assert used_rules(sheet) == [".utrecht-button {color: red}\n", ".utrecht-button--subtle {top: 0}\n"]


def test_rules_for_some_screens_only_are_left_out():
    assert used_rules("@media print {\n  .utrecht-button { top: 0; }\n}\n.utrecht-link { top: 1px; }\n") == [
        ".utrecht-link {top: 1px}\n"
    ]


def test_a_private_value_that_nobody_asks_for_or_sets_goes():
    sheet = ".utrecht-button { --_a: 1; --_b: 2; color: var(--_c, var(--_a, red)); }"
    assert used_rules(sheet) == [".utrecht-button {--_a: 1; color: var(--_a, red)}\n"]
