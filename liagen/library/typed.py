"""What every model of a library file shares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


def to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Zin = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Zinnen = Annotated[tuple[Zin, ...], BeforeValidator(to_tuple)]
JaNee = Literal["ja", "nee"]
Sleutel = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]


class CardModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
