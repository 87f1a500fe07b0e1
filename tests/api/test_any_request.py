"""Whatever is sent, the answer is a page or a reason, never a failure of ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from reactions.api.urls import router

ODD = st.sampled_from(
    [
        "2021-08-15",
        "0000-00-00",
        "9999-12-31T23:59:59.999999-23:59",
        "2199-12-31T23:59:59-23:59",
        "1900-01-01T00:00:00+23:59",
        "IT",
        "it,NO,",
        ",",
        "%s%(a)d{}",
        "9" * 30,
        "-1",
        "1e9",
        "NaN",
        "true",
        "' OR 1=1 --",
        "kabul-2021",
        "embassy_closed,moved",
        "WyItc2FpZF9vbiIsbnVsbCwxXQ",
        "\u202e\U0001f600\ufeff",
        "{{7*7}}<script>",
    ]
)
VALUE = ODD | st.text(max_size=12)


@pytest.mark.parametrize("path", [path for path, _, _ in router.registry])
def test_no_parameters_break_a_list(as_viewer: APIClient, act: Any, path: str) -> None:
    act()
    (viewset,) = (each for name, each, _ in router.registry if name == path)
    names = [
        "limit",
        "cursor",
        "ordering",
        "count",
        "format",
        *viewset.filterset_class.base_filters,
    ]

    @settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.dictionaries(st.sampled_from(names), VALUE, max_size=3))
    def ask(asked: dict[str, str]) -> None:
        answer = as_viewer.get(f"/api/v1/{path}/", asked)
        assert answer.status_code in (200, 400)
        if answer.status_code == 400:
            assert answer.json()["errors"]

    ask()


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    st.sampled_from([path for path, _, _ in router.registry]),
    st.text(max_size=30).filter(lambda key: key.strip("/.")),
)
@pytest.mark.django_db
def test_no_key_breaks_a_row(path: str, key: str) -> None:
    answer = APIClient().get(f"/api/v1/{path}/{key}/".replace("//", "/"))
    assert answer.status_code in (200, 301, 400, 401, 404)
