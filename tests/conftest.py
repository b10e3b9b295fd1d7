"""What holds for all tests: their order, and the option that writes the golden night anew.

Modules that take long begin first, so that no core waits at the end.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the golden night be written as it is printed now."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/expected anew"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the modules that hold a slow test before the others; inside a module nothing moves."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)
