"""Queries compiled once: each answer is that of its own values."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions.models import Country, Official
from reactions.models.prepared import Prepared
from tests.builders import an_action, an_official

pytestmark = pytest.mark.django_db

NAMED = Prepared(
    lambda countries, names: (
        Country.objects.filter(code__in=countries, name__in=names)
        .order_by("code")
        .values_list("code")
    ),
    str,
    str,
)


def codes(countries, names) -> list[str]:
    return [code for (code,) in NAMED.rows(countries, names)]


def test_values_of_one_question_are_not_in_the_next():
    assert codes(["PE"], ["Peru"]) == ["PE"]
    assert codes(["CL"], ["Peru"]) == []
    assert codes(["CL"], ["Chile"]) == ["CL"]


def test_lists_of_any_length_are_asked_whole():
    names = list(Country.objects.order_by("code").values_list("code", "name")[:70])
    for length in range(1, 71):
        some = names[:length]
        wanted = [code for code, _ in some]
        assert codes(wanted, [name for _, name in some]) == wanted


def test_each_list_keeps_to_its_own_column():
    assert codes(["PE", "CL", "FR"], ["Chile", "Peru"]) == ["CL", "PE"]
    assert codes({"Peru"}, {"PE"}) == []


def test_odd_values_are_values_and_no_text_of_the_question():
    odd = ["' OR 1=1 --", "%s", "%", "\\", "é", "\x1a0"]
    assert codes(["PE"], odd) == []
    assert codes(odd, ["Peru"]) == []


def test_instances_are_as_the_model_layer_gives_them():
    action, official = an_action(quantity=7), an_official(aliases=["A. Ruiz", "%"])
    for row in (action, official):
        model = type(row)
        prepared = Prepared(lambda ids, of=model: of.objects.filter(pk__in=ids), int)
        (found,) = prepared.instances([row.pk])
        there = model.objects.get(pk=row.pk)
        for field in model._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(there, field.attname)
        assert not found.get_deferred_fields()
    assert Official.objects.get().aliases == ["A. Ruiz", "%"]


def test_a_question_is_one_query_however_long_its_lists():
    with CaptureQueriesContext(connection) as queries:
        codes([f"{n}" for n in range(300)], ["Peru"])
    assert len(queries) == 1
