"""What a near copy has in its original's place: what is nothing of that kind first."""

import pytest

from reactions.importing.replaced_words import Replaced, replaced_words

STORY = (
    "Germany closed its embassy in Kabul on Sunday and moved 40 staff to the airport,"
    " the foreign ministry in Berlin said. French and Italian officials said that their"
    " missions would stay open for now."
)


def edited(*changes: tuple[str, str]) -> Replaced:
    text = STORY
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return replaced_words(STORY, text)


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (("Germany closed", "Berlin closed"),),
        (("Germany closed", "The Germans closed"),),
        (("in Berlin said", "in Bonn said"),),
        (("Germany closed", "KABUL (Wire) - Germany closed"),),
        (("French and Italian", "Italian and French"),),
        (("French and Italian officials", "Officials"),),
        (("said that their missions", "said their embassies"),),
        (("Germany closed its embassy in Kabul on", "An embassy was shut, Austria"),),
    ],
)  # fmt: skip
def test_what_desks_do_replaces_no_actor(changes):
    assert edited(*changes).actors == ()


def test_another_dateline_is_no_other_actor():
    one = replaced_words(f"GERMANY – {STORY}", f"AUSTRIA – {STORY}")
    other = replaced_words(f"Germany – {STORY}", f"Austria – {STORY}")
    assert one.actors == other.actors == ()


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        ("Germany closed", "Austria closed", ("DE", "AT")),
        ("French and", "Dutch and", ("FR", "NL")),
        ("Italian officials", "South Korean officials", ("IT", "KR")),
    ],
)
def test_another_actor_in_the_same_place_is_told(before, after, pair):
    assert edited((before, after)).actors == (pair,)


def test_a_part_of_a_name_makes_another_actor():
    story = STORY.replace("Germany", "South Korea")
    other = STORY.replace("Germany", "North Korea")
    assert replaced_words(story, other).actors == (("KR", "KP"),)


def test_actors_that_change_their_parts_are_told():
    said = edited(("Germany", "X"), ("French", "German"), ("X closed", "France closed"))
    assert set(said.actors) == {("DE", "FR"), ("FR", "DE")}


def test_another_figure_is_told_whole():
    story = STORY.replace("40", "3,400")
    assert replaced_words(STORY, story.replace("3,400", "45")).figures == (
        ("40", "45"),
    )
    assert replaced_words(story, story.replace("3,", "5,")).figures == (
        ("3,400", "5,400"),
    )


def test_an_empty_text_replaces_nothing():
    assert replaced_words(STORY, "") == replaced_words("", STORY) == Replaced()
