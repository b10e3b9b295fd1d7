"""The order of the tests: modules that take long begin first, so that no core waits at the end."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the modules that hold a slow test before the others; inside a module nothing moves."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)
