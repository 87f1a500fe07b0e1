import pytest

from tests.kabul import Kabul, make_kabul


@pytest.fixture
def kabul(db: None) -> Kabul:
    return make_kabul()
