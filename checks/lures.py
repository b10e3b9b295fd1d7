"""Lures 诱导词: words of gambling, fake papers and the like, in hidden links and defaced titles.

The words stand in `extract/lures.py`; the office adds to them and takes from them in
`lures.csv` (checks/word_file.py).
"""

from __future__ import annotations

from extract.lures import FOUGHT, LURES, standing
from model.words import WordList


def lures_in(text: str, own: WordList) -> tuple[str, ...]:
    """Return the lures of a text, ours and the office's; none where the text fights them."""
    known = (*LURES, *own.lures) if own.lures else LURES
    found = tuple(word for word in standing(text, known) if word not in own.no_lures)
    return () if found and any(word in text for word in FOUGHT) else tuple(dict.fromkeys(found))
