"""Many cases of one cheap check in one test: an item of pytest costs more than most of those."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def every(names: str | tuple[str, ...], cases: Iterable[Any], **_ids: Any) -> Callable[..., Callable[..., None]]:
    """Give a test each of these cases, as ``pytest.mark.parametrize`` does, but in one go.

    All are tried; what fails is told with its case. Only for a test that leaves nothing behind: it gets its fixtures
    once. An ``ids`` is taken and not needed, so that one word makes a test of the one kind into one of the other.
    """
    named = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    found = [dict(zip(named, _values(case, len(named)), strict=True)) for case in cases]
    assert found, "no case"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def all_of_them(**fixtures: Any) -> None:
            wrong = [error for case in found if (error := _tried(test, case, fixtures))]
            if wrong:
                raise ExceptionGroup(f"{len(wrong)} of {len(found)} cases fail", wrong)

        asked = inspect.signature(test)
        left = [parameter for name, parameter in asked.parameters.items() if name not in named]
        all_of_them.__signature__ = asked.replace(parameters=left)  # type: ignore[attr-defined]
        return all_of_them

    return decorate


def _values(case: Any, count: int) -> Iterable[Any]:
    if isinstance(case, type(pytest.param())):
        assert not case.marks, "a case with a mark is a test of its own"
        return case.values
    return [case] if count == 1 else case


def _tried(test: Callable[..., None], case: dict[str, Any], fixtures: dict[str, Any]) -> Exception | None:
    try:
        test(**fixtures, **case)
    except Exception as error:
        error.add_note("the case: " + ", ".join(f"{name}={value!r:.300}" for name, value in case.items()))
        return error
    return None
