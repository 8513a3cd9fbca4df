"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Tests that reach far, each through modules that have tests of their own: to count what they run doubles their time.
UNCOUNTED = (
    "cli",
    "test_attacks.py",
    "test_cases.py",
    "test_chain.py",
    "test_content.py",
    "test_docs.py",
    "test_faults.py",
    "test_gauges.py",
    "test_praktijk.py",
    "test_speed_rules.py",
    "test_tracing.py",
    "browser/test_live_browser.py",
    "make/test_page_numbers.py",
    "training/test_set.py",
    "web/test_chapter_page_browser.py",
    "word/test_columns.py",
    "word/test_libreoffice.py",
    "workshop/test_mistakes.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    plugin = item.config.pluginmanager.get_plugin("_cov")
    coverage = plugin.cov_controller if plugin else None
    uncounted = coverage and any(item.path.is_relative_to(HERE / name) for name in UNCOUNTED)
    if uncounted:  # with its fixtures, which the mark of pytest-cov would count
        coverage.pause()
    try:
        return (yield)
    finally:
        if uncounted:
            coverage.resume()
