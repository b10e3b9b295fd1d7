from __future__ import annotations

import io
import zipfile

import pytest

from model.letter import LetterKind
from reports.letter_docx import template_bytes
from reports.letter_template import build


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_templates_in_the_package_are_current(kind: LetterKind) -> None:
    assert parts(template_bytes(kind)) == parts(build(kind)), (
        "run python -m reports.letter_template"
    )
