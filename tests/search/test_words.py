"""How texts and questions are taken apart."""

import pytest

from ymdm.search import index, words
from ymdm.search.models import Document
from ymdm.search.showing import excerpt, marked


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("食堂", ["食堂"]),
        ("水", ["水"]),
        ("食堂　供暖", ["食堂", "供暖"]),
        ("ＨＳＺ－５－３－０１２", ["hsz-5-3-012"]),
        ('"食堂" OR 供暖', ["食堂", "or", "供暖"]),
        ("%_'\"", []),
        ("50%", ["50%"]),
        ("食\0堂", ["食", "堂"]),
        ("水 水 水", ["水"]),
        (" ".join("一二三四五六七八九十"), list("一二三四五六七八")),
        ("好" * 10_000, ["好" * 100]),
    ],
)  # fmt: skip
def test_a_question_is_parted_at_blanks_and_read_as_plain_words(question, terms):
    assert words.terms(question) == terms


def test_a_folded_text_has_its_places_where_they_were():
    text = "ＡＢ㎡İ①ß：中Ａ"
    assert len(words.fold(text)) == len(text)
    assert words.fold("ＡＢ：") == "ab:"


@pytest.mark.parametrize("term", ["水", "食堂", "职工食堂", "hsz-5-3-012", "2026年", "5-3", "a市"])
def test_whatever_holds_a_word_has_all_its_pieces(term):
    held = Document(title="", text=f"前面{term.upper()}后面", kind="x", unit=1, open_to=0)
    assert words.pieces_of(term) <= index.tokens(held)


def test_every_token_is_one_number_of_its_own():
    held = Document(title="改造食堂a1", text="𬭎水，食堂b2", kind="x", unit=17, open_to=2)
    tokens = index.tokens(held)
    numbers = set(index._numbers(tokens))
    assert len(numbers) == len(tokens)
    assert max(numbers) < 2**63


@pytest.mark.parametrize(
    ("text", "terms", "parts"),
    [
        ("改造食堂", ["食堂"], [("改造", False), ("食堂", True)]),
        ("食堂食堂", ["食堂"], [("食堂食堂", True)]),
        ("职工食堂", ["工食", "食堂"], [("职", False), ("工食堂", True)]),
        ("Ａ市供暖", ["a市"], [("Ａ市", True), ("供暖", False)]),
        ("<b>食</b>", ["b"], [("<", False), ("b", True), (">食</", False), ("b", True), (">", False)]),
        ("没有", ["食堂"], [("没有", False)]),
    ],
)  # fmt: skip
def test_found_words_are_marked_where_they_stand(text, terms, parts):
    assert marked(text, terms) == parts


def test_an_excerpt_shows_the_first_word_that_was_found():
    told = excerpt("甲" * 500 + "食堂" + "乙" * 500, ["食堂"])
    assert ("食堂", True) in told
    assert told[0][0] == told[-1][0] == "…"
    assert len("".join(text for text, _ in told)) < 130
