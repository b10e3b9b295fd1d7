"""Words are found in all texts of a page at once just as in each of them alone."""

from hypothesis import given
from hypothesis import strategies as st

from extract.texts import LINE, SHORT, Texts

WORDS = ("共", "备", "标识码", "主办", "aa", "a\u0301")
PARTS = st.sampled_from((*WORDS, "标识", "识码", "a", "办", "\0", " ", "字" * 60, "b" * 130))


@given(
    st.lists(st.lists(PARTS, max_size=5).map("".join), max_size=8),
    st.lists(st.sampled_from(WORDS), max_size=3),
    st.sampled_from((0, 1, 12, LINE, LINE + 1, SHORT, SHORT + 1, 1_000_000)),
)
def test_words_are_found_as_in_each_text_alone(
    texts: list[str], words: list[str], most: int
) -> None:
    alone = [
        number
        for number, text in enumerate(texts)
        if len(text) <= most and any(word in text for word in words)
    ]
    together = Texts(texts)

    for _ in range(2):
        assert together.with_words(words, most) == alone


def test_a_word_in_every_place_is_found_in_little_time() -> None:
    texts = Texts(["共" * SHORT] * 10_000)

    assert len(texts.with_words(("共", "总", "共共"), SHORT)) == 10_000
