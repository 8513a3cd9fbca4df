"""All parts, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from soak.clients import CLIENTS
from soak.disturbed import FULL, KILLED, TOGETHER
from soak.names import NAMES
from soak.packages import PACKAGES
from soak.page import PAGE
from soak.profiles import PROFILES
from soak.texts import TEXTS_BACK
from soak.trial import Part
from soak.window import WINDOW
from soak.word_files import WORD_FILES

PARTS: Final[dict[str, Part]] = {
    part.name: part
    for part in (PROFILES, PAGE, PACKAGES, TEXTS_BACK, CLIENTS, WORD_FILES, NAMES, KILLED, FULL, TOGETHER, WINDOW)
}
