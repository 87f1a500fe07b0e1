"""An address that leads nowhere, on a machine where DEBUG is on."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import Client

from tracker.not_found import OwnNotFoundMiddleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    "path", ["/nothing/", "/crises/mars/", "/crises/mars/board.csv", "/articles/9/"]
)
def test_the_page_is_our_own(settings, debug, path):
    settings.DEBUG = debug
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "Nothing is kept under this address" in answer.content.decode()
    assert "DEBUG" not in answer.content.decode()


def test_a_slash_is_still_added(settings):
    settings.DEBUG = True
    answer = Client().get("/codebook")
    assert (answer.status_code, answer["Location"]) == (301, "/codebook/")


def test_the_api_answers_as_ever(settings):
    settings.DEBUG = True
    for path in ("/api/v1/nothing/", "/api/v1/crises/mars"):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"


def test_without_debug_it_is_not_there(settings):
    settings.DEBUG = False
    with pytest.raises(MiddlewareNotUsed):
        OwnNotFoundMiddleware(lambda request: None)
