"""The facets of the search: counted among the hits, each leading to as many."""

from datetime import date

import pytest

from reactions.pages import narrowing, searching
from tests.builders import a_crisis
from tests.kabul import make_action


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def asked(client, **question):
    return client.get("/search/", question).context


def facet(context, name):
    return next(each for each in context["facets"] if each.name == name)


def counts(context, name):
    return {each.value: each.count for each in facet(context, name).choices}


def acts_of(context):
    (acts,) = (each for each in context["shown"] if each.kind == "acts")
    return {hit.row.country_id for hit in acts.hits}


def test_a_choice_leads_to_as_many_hits_as_it_says(client, kabul, published):
    context = asked(client, q="embassy")
    tried = 0
    for each in context["facets"]:
        for choice in each.choices:
            led_to = client.get("/search/" + choice.address).context["found"]
            counted = (kind for kind in led_to if each.name in narrowed_by(kind.kind))
            assert sum(kind.count for kind in counted) == choice.count, choice
            tried += 1
    assert tried > 5


def narrowed_by(kind):
    return narrowing.NARROWED_BY[kind]


def test_hits_are_narrowed_to_a_country(client, kabul, published):
    assert counts(asked(client, q="embassy", kind="acts"), "country")["DE"] >= 1
    narrowed = asked(client, q="embassy", kind="acts", country="de")
    assert acts_of(narrowed) == {"DE"}
    assert facet(narrowed, "country").chosen.label == "Germany"


def test_a_country_is_no_substitute_for_the_words(client, kabul, published):
    assert asked(client, q="nowhere", country="DE")["shown"] == []


def test_hits_are_narrowed_to_a_type_and_a_review(client, kabul, published):
    row = kabul.actions["DE"]
    found = asked(client, q="embassy", type=row.type, review=row.review)
    assert "DE" in acts_of(found)
    assert {each.kind for each in found["shown"]} == {"acts"}
    other = next(t for t in ("embassy_reduced", "aid_pledged") if t != row.type)
    assert asked(client, q="embassy", type=other, country="DE")["shown"] == []


def test_hits_are_narrowed_to_a_crisis_by_its_slug(client, kabul, published):
    other = a_crisis("other-2022", name="Another")
    make_action(other, "DE", "embassy_closed", effective_on=date(2022, 1, 5))
    found = counts(asked(client, q="embassy", kind="acts"), "crisis")
    assert found["other-2022"] == 1
    assert acts_of(asked(client, q="embassy", crisis="other-2022")) == {"DE"}


def test_what_is_not_known_is_named_and_left_out(client, kabul, published):
    page = client.get("/search/", {"q": "embassy", "country": "Q9", "type": "<b>"})
    assert page.context["shown"]
    text = page.content.decode()
    assert "country “Q9”" in text
    assert "type of act “&lt;b&gt;”" in text


def test_hidden_rows_are_in_no_count_and_not_asked_for(client, kabul, settings):
    settings.PUBLISH_PROPOSED = False
    context = asked(client, q="embassy", kind="acts")
    assert "NL" not in str(context["facets"])
    assert client.get("/search/?q=embassy&review=proposed").status_code == 403


def test_beyond_the_bound_hits_are_not_counted(client, kabul, published, monkeypatch):
    monkeypatch.setattr(narrowing, "COUNTED", 3)
    monkeypatch.setattr(searching, "COUNTED", 3)
    context = asked(client, q="embassy", kind="acts")
    (acts,) = (each for each in context["found"] if each.kind == "acts")
    assert acts.told == "3+"
    assert sum(counts(context, "country").values()) == 3
    assert len(context["shown"][0].hits) == 3


def test_the_pages_of_a_kind_have_each_hit_once(client, kabul, published, monkeypatch):
    monkeypatch.setattr(searching, "SHOWN", 2)
    seen, page = [], 1
    while page:
        context = asked(client, q="embassy", kind="acts", page=page)
        seen += [hit.row.pk for hit in context["shown"][0].hits]
        page = context["older"]
    (acts,) = (each for each in context["found"] if each.kind == "acts")
    assert len(seen) == len(set(seen)) == acts.count > 4
    assert asked(client, q="embassy", kind="acts", page="99")["newer"] > 0
    assert asked(client, q="embassy", kind="acts", page="x")["newer"] == 0


def test_facets_cost_no_further_query(
    client, kabul, published, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        client.get("/search/?q=embassy")
    with django_assert_max_num_queries(10):
        client.get("/search/?q=embassy&kind=acts&country=DE&type=embassy_closed")
