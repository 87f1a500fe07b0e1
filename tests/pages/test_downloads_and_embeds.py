"""What a story takes from a board: table, map, page to embed."""

import csv
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest

from tests.kabul import make_action, prove

ASKED = {"on": "2021-08-15", "known_by": "2021-08-16"}
BOARD = "/crises/kabul-2021/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def rows_of(response):
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_the_table_has_a_line_a_nation_with_its_proof(client, kabul, published):
    response = client.get(f"{BOARD}board.csv", ASKED)
    rows = {row["country"]: row for row in rows_of(response)}
    assert rows["DE"]["answer"] == "closed"
    proof = kabul.actions["DE"].evidence.first()
    assert rows["DE"]["quote"] == proof.quote
    assert rows["DE"]["page"] == f"http://testserver{proof.get_absolute_url()}"
    assert rows["DE"]["action"] == kabul.actions["DE"].public_id
    since = [rows["DE"][name] for name in ("since", "since_precision", "since_basis")]
    assert since == ["2021-08-15", "day", "relative"]
    assert "kabul-2021-2021-08-15" in response["Content-Disposition"]


def test_a_cell_of_the_table_never_runs(client, kabul, published):
    article = kabul.actions["DE"].evidence.first().article
    type(article).objects.filter(pk=article.pk).update(publisher="=1+1")
    found = rows_of(client.get(f"{BOARD}board.csv", ASKED))
    rows = {row["country"]: row for row in found}
    assert rows["DE"]["publisher"] == "'=1+1"


def test_the_map_is_one_file_with_its_question_in_it(client, kabul, published):
    response = client.get(f"{BOARD}board.svg", ASKED)
    assert response["Content-Type"] == "image/svg+xml"
    drawn = fromstring(response.content)
    title = drawn.find(f"{SVG}title").text
    assert "3 closed, 1 moved, 1 kept, as of 15 August 2021" in title
    told = {t.text for t in drawn.iter(f"{SVG}title")}
    assert "Germany: closed" in told


def test_only_embeds_may_stand_in_a_frame(client, kabul, published):
    for address in ("/embed/crises/kabul-2021/", "/embed/crises/kabul-2021/timeline/"):
        response = client.get(address, ASKED)
        assert response.status_code == 200
        assert "X-Frame-Options" not in response
        assert "frame-ancestors *" in response["Content-Security-Policy"]
    page = client.get(BOARD)
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["board.csv", "board.svg"])
def test_downloads_show_nobody_more_than_the_board(client, kabul, name):
    response = client.get(f"{BOARD}{name}", ASKED)
    assert b"Netherlands" not in response.content
    assert client.get(f"{BOARD}{name}", {"review": "proposed"}).status_code == 403
    assert client.get(f"{BOARD}{name}", {"on": "never"}).status_code == 404
    assert client.get(f"/crises/nowhere/{name}").status_code == 404


def test_organisations_stand_under_the_map(client, kabul, published):
    moved = make_action(kabul.crisis, "EU", "embassy_moved")
    prove(moved, kabul.round_up, "moved a core team to the airport")
    page = client.get(BOARD, ASKED).content.decode()
    assert "Not on the map:" in page
    assert 'aria-label="Germany: closed"' in page
    assert "Afghanistan, the country in crisis" in page
