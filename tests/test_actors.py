"""The table of actors, against ISO 3166, CLDR and the CIA's Factbook."""

import re
import unicodedata

import pycountry
import pytest
from babel import Locale
from pyworldatlas import Atlas, Country

from reactions import actors
from reactions.actors import (
    ACTORS,
    ActorTableError,
    Role,
    find_actor,
    is_lookalike,
    lookalikes,
    surfaces,
)
from reactions.vocabulary import ActorKind

ORGANISATIONS = {
    "NATO", "EU", "UN", "AFU", "ECOWAS", "ASEAN", "GCC", "OIC", "CARICOM", "G7", "OSCE",
    "ICRC", "ICC", "IAEA", "WHO", "LAS",
}  # fmt: skip
M49_REGIONS = 22
STATES = [actor for actor in ACTORS.values() if actor.kind is ActorKind.STATE]

# What the other source prints and no newspaper does, or what is left open on purpose.
CLDR_APART = {"CD", "CG", "GS", "HK", "MM", "MO", "UM"}
ISO_APART = {
    "Congo",
    "Falkland Islands (Malvinas)",
    "Saint Martin (French part)",
    "Sint Maarten (Dutch part)",
    "Taiwan, Province of China",
}
FACTBOOK_APART = {
    "adjectives": {"CC", "CK", "FK", "GG", "GI", "HK", "JE", "KI", "LU", "MO", "NF"}
    | {"PM", "PN", "SB", "SZ", "BW", "EH", "MP"},
    "people": {"BW", "CC", "EH", "GG", "HK", "JE", "LA", "MO", "MP", "PM", "SZ"},
}


def in_factbook(words: str) -> list[Country]:
    """The countries whose words the Factbook gives as newspapers print them."""
    return [
        country
        for country in Atlas().countries()
        if country.demonym and country.alpha2 not in FACTBOOK_APART[words]
    ]


def surfaces_of(text: str) -> set[tuple[str, Role, bool]]:
    return {(s.code, s.role, s.weak) for s in surfaces() if s.text == text}


@pytest.mark.parametrize("word", ["In", "No", "To", "It", "", " ", "Kabul", "Nowhere"])
def test_a_word_that_is_no_name_finds_nobody(word):
    assert find_actor(word) is None


@pytest.mark.parametrize("name", ["Congo", "Korea", "Virgin Islands"])
def test_a_name_two_states_share_finds_nobody(name):
    assert find_actor(name) is None


@pytest.mark.parametrize(
    "word",
    ["us", "polish", "turkey", "AU$", "Scotland", "Taliban", "MOFA", "Air India"],
)
def test_a_word_that_names_no_actor_is_no_surface(word):
    assert surfaces_of(word) == set()


@pytest.mark.parametrize("row", lookalikes(), ids=lambda row: row.example)
def test_words_beside_a_surface_can_make_it_no_actor(row):
    start = row.example.index("[")
    end = row.example.index("]") - 1
    text = row.example.replace("[", "").replace("]", "")
    assert surfaces_of(text[start:end])
    assert is_lookalike(text, start, end)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Mexico closed its embassy.", "Mexico"),
        ("New German aid reached them.", "German"),
        ("Washington posted a warning.", "Washington"),
        ("Jordan Valleys", "Jordan"),
        ("He left. Chad stays.", "Chad"),
        ("the Hair France lost", "France"),
    ],
)
def test_other_words_beside_a_surface_leave_it_an_actor(text, word):
    start = text.index(word)
    assert not is_lookalike(text, start, start + len(word))


def test_every_iso_country_kosovo_and_the_organisations_are_there_once():
    states = {actor.code: actor.alpha3 for actor in STATES}
    iso = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    assert states == iso | {"XK": "XKX"}
    assert set(ACTORS) - set(states) == ORGANISATIONS


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda c: c.alpha_2)
def test_iso_names_find_their_country(country):
    names = {
        getattr(country, attribute, country.name)
        for attribute in ("name", "common_name", "official_name")
    }
    for name in names - ISO_APART:
        assert find_actor(name) is ACTORS[country.alpha_2], name


@pytest.mark.parametrize("locale", [Locale("en"), Locale("en", "GB")], ids=str)
def test_cldr_names_find_their_country(locale):
    unknown = {
        actor.code
        for actor in STATES
        if find_actor(locale.territories[actor.code]) is not actor
    }
    assert unknown <= CLDR_APART


@pytest.mark.parametrize("country", in_factbook("adjectives"), ids=lambda c: c.alpha2)
def test_factbook_adjectives_are_in_the_table(country):
    first = re.split(r",| or |;|/", country.demonym.adjective)[0]
    assert first in ACTORS[country.alpha2].adjectives


@pytest.mark.parametrize("country", in_factbook("people"), ids=lambda c: c.alpha2)
def test_factbook_nouns_for_people_are_in_the_table(country):
    first = re.split(r",| or |;|/| \(", country.demonym.noun)[0]
    expected = {first.removesuffix("(s)"), re.sub(r"\((?:s|men)\)", "s", first)}
    if "(men)" in first:
        expected = {first.removesuffix("(men)")}
    assert expected <= set(ACTORS[country.alpha2].people)


def test_factbook_regions_and_capitals_agree():
    regions, capitals = {}, {}
    for country in Atlas().countries():
        actor = ACTORS[country.alpha2]
        if country.subregion not in (actor.region, None):
            regions[actor.code] = (country.subregion, actor.region)
        printed = {plain(capital) for capital in actor.capitals}
        other = [c.name for c in country.capitals if plain(c.name) not in printed]
        if other and actor.capitals:
            capitals[actor.code] = other
    assert regions == {}
    assert capitals == {
        "GQ": ["Ciudad de la Paz"],
        "GS": ["Grytviken"],
        "PS": ["East Jerusalem"],
    }


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("‘", "'").replace("’", "'"))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def test_regions_are_those_of_the_un_and_antarctica():
    regions = {actor.region for actor in STATES}
    assert len(regions - {"Antarctica"}) == M49_REGIONS
    assert all(actor.region == "" for actor in ACTORS.values() if actor not in STATES)


def test_the_united_nations_has_its_193_members():
    assert sum(actor.un_member for actor in ACTORS.values()) == 193
    for observer in ("VA", "PS", "TW", "XK"):
        assert not ACTORS[observer].un_member


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AF", "AF"), ("af", "AF"), ("GBR", "GB"), ("xk", "XK"), ("AU", "AU"),
        ("US", "US"), ("U.S.", "US"), ("USA", "US"), ("UK", "GB"), ("U.K.", "GB"),
        ("UAE", "AE"), ("DRC", "CD"), ("DPRK", "KP"), ("Türkiye", "TR"),
        ("TURKIYE", "TR"), ("Czechia", "CZ"), ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"), ("Burma", "MM"), ("Swaziland", "SZ"),
        ("Cabo Verde", "CV"), ("Timor-Leste", "TL"), ("Macedonia", "MK"),
        ("the Netherlands", "NL"), ("The Gambia", "GM"), ("Gambia", "GM"),
        ("Korea, Republic of", "KR"), ("Britain", "GB"), ("Vatican", "VA"),
        ("Palestine", "PS"), ("Taiwan", "TW"), ("Nato", "NATO"), ("AFU", "AFU"),
        ("African Union", "AFU"), ("Arab League", "LAS"), ("St Lucia", "LC"),
        ("Antigua & Barbuda", "AG"), ("  Norway ", "NO"), ("ISRAEL", "IL"),
    ],
)  # fmt: skip
def test_codes_names_and_former_names_find_their_actor(text, code):
    assert find_actor(text) is ACTORS[code]


@pytest.mark.parametrize(
    ("text", "code", "role", "weak"),
    [
        ("Georgia", "GE", Role.NAME, True), ("Jordan", "JO", Role.NAME, True),
        ("Chad", "TD", Role.NAME, True), ("Turkey", "TR", Role.NAME, False),
        ("Dutch", "NL", Role.ADJECTIVE, False),
        ("Emirati", "AE", Role.ADJECTIVE, False),
        ("Czech", "CZ", Role.ADJECTIVE, False), ("Polish", "PL", Role.ADJECTIVE, False),
        ("Britons", "GB", Role.PEOPLE, False), ("Danes", "DK", Role.PEOPLE, False),
        ("Spaniards", "ES", Role.PEOPLE, False), ("Poles", "PL", Role.PEOPLE, False),
        ("Dutchman", "NL", Role.PEOPLE, False), ("Filipinos", "PH", Role.PEOPLE, False),
        ("The Hague", "NL", Role.CAPITAL, True), ("Victoria", "SC", Role.CAPITAL, True),
        ("Male", "MV", Role.CAPITAL, True), ("Moscow", "RU", Role.CAPITAL, False),
        ("Kremlin", "RU", Role.METONYM, False), ("Elysee", "FR", Role.METONYM, False),
        ("Quai d’Orsay", "FR", Role.METONYM, False),
        ("Downing Street", "GB", Role.METONYM, False),
        ("Pentagon", "US", Role.METONYM, False), ("FCDO", "GB", Role.OFFICE, False),
        ("State Department", "US", Role.OFFICE, False),
        ("Auswärtiges Amt", "DE", Role.OFFICE, False),
        ("Qatar Airways", "QA", Role.CARRIER, False),
        ("Emirates", "AE", Role.CARRIER, False), ("PIA", "PK", Role.CARRIER, False),
        ("Singapore", "SG", Role.NAME, False),
    ],
)  # fmt: skip
def test_surfaces_say_whose_they_are_and_how_sure(text, code, role, weak):
    assert surfaces_of(text) == {(code, role, weak)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Congolese", {"CD", "CG"}), ("Korean", {"KP", "KR"}),
        ("Dominican", {"DM", "DO"}), ("Brussels", {"BE", "EU", "NATO"}),
    ],
)  # fmt: skip
def test_a_surface_of_several_actors_is_weak_for_each(text, codes):
    found = surfaces_of(text)
    assert {code for code, _, _ in found} == codes
    assert all(weak for _, _, weak in found)


def test_each_text_is_one_surface_of_an_actor():
    pairs = [(surface.text, surface.code) for surface in surfaces()]
    assert len(pairs) == len(set(pairs))
    assert all(text == text.strip() and text for text, _ in pairs)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "carriers.csv",
            "code,text,why\nZZ,Air Nowhere,owned\n",
            "unknown actor: 'ZZ'",
        ),
        ("carriers.csv", "code,text,why\nAE,Emirates,\n", "without text or reason"),
        ("carriers.csv", "code,text\nAE,Emirates\n", "must have the columns"),
        ("carriers.csv", "code,text,why\nAE,Emirates\n", "line 2 has too many or too"),
        ("organisations.csv", "code,name,aliases\nFR,France,\n", r"\['FR'\]"),
        ("metonyms.csv", None, "metonyms.csv cannot be read"),
    ],
)
def test_a_bad_table_stops_the_start(tmp_path, monkeypatch, name, content, message):
    for table in actors.TABLES.glob("*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr(actors, "TABLES", tmp_path)
    with pytest.raises(ActorTableError, match=message):
        actors._read_actors()
