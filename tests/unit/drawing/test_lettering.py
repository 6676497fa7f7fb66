"""Text in pictures: lines stay within their room, and no letter gets lost."""

from hypothesis import given
from hypothesis import strategies as st

from engine.drawing.lettering import NOT_IN_XML, cut_off, escaped, text_width, wrapped

ROOM, SIZE = 100, 13


@given(st.text(max_size=120))
def test_lines_never_exceed_their_room(text: str) -> None:
    lines = wrapped(text, ROOM, SIZE)

    assert all(text_width(line, SIZE) <= ROOM or len(line) == 1 for line in lines)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="-"), max_size=120))
def test_wrapping_loses_no_letter(text: str) -> None:
    lines = wrapped(text, ROOM, SIZE)

    assert "".join("".join(lines).replace("-", "").split()) == "".join(text.split())


def test_a_question_mark_in_french_stays_with_its_word_and_its_space() -> None:
    lines = wrapped("Nouvelle procuration accordée\u202f?", ROOM, SIZE)

    assert lines[-1].endswith("accordée\u202f?")


def test_long_words_break_after_a_slash_before_they_break_within() -> None:
    lines = wrapped("Sozialberatung/Arbeitsvermittlung", 120, SIZE)

    assert lines == ["Sozialberatung/", "Arbeitsvermittlung"]


def test_a_word_that_must_be_cut_leaves_no_single_letter() -> None:
    lines = wrapped("Arbeitsvermittlungen", ROOM, SIZE)

    assert lines == ["Arbeitsver-", "mittlungen"]


def test_what_is_cut_off_shows_it() -> None:
    lines = cut_off(["eins", "zwei", "drei"], 2)

    assert lines == ["eins", "zwei …"]


@given(st.text(max_size=60))
def test_escaped_text_holds_nothing_that_opens_a_tag_or_ends_an_attribute(text: str) -> None:
    safe = escaped(text)

    assert not set(safe) & set("<>\"'")
    assert NOT_IN_XML.search(safe) is None
