"""One official who is two people, and what a split does to decisions between claims."""

import pytest
from django.core.exceptions import ValidationError

from reactions import overview, reviewing
from reactions.models import (
    Action,
    ConflictKind,
    Evidence,
    Official,
    Preference,
    Statement,
)
from tests.builders import (
    NOON,
    a_crisis,
    a_statement,
    a_user,
    an_action,
    an_article,
    an_official,
    prove,
)

pytestmark = pytest.mark.django_db
TWO = "Anne Legrand spoke. Later Annick Legrand said: we stay. She spoke again."


@pytest.fixture
def legrands():
    """An official of two names, with a statement of each."""
    one = an_official(title="minister", aliases=["Annick Legrand"])
    article = an_article(TWO)
    piece = prove(one, quote="Annick Legrand", article=article)
    left = a_statement(official=one)
    stay = a_statement("we stay", official=one, article=article)
    return one, piece, left, stay


def part(official, pieces, by, **how):
    values = {"name": "Annick Legrand", "aliases": []}
    given = {"values": values, "staying_values": {"aliases": []}} | how
    return reviewing.split(official, pieces, by=by, at=NOON, **given)


def speaker(statement):
    return Statement.objects.get(pk=statement.pk).official


def test_evidence_and_statements_go_to_the_new_person(legrands, boss):
    one, piece, left, stay = legrands
    reviewing.accept(one, by=boss, at=NOON)
    new = part(one, [piece], boss, statements=[stay], note="her sister")
    assert (new.name, new.name_key, new.review) == (
        "Annick Legrand",
        "annick legrand",
        "proposed",
    )
    assert (new.title, new.aliases, new.version) == ("minister", [], 1)
    assert new.evidence.get() == piece
    assert (speaker(stay), speaker(left)) == (new, one)
    kept = Official.objects.get(pk=one.pk)
    assert (kept.review, kept.aliases, kept.version) == ("accepted", [], 3)
    assert kept.evidence.count() == 1


def test_all_three_histories_tell_of_it(legrands, boss):
    one, piece, _, stay = legrands
    new = part(one, [piece], boss, statements=[stay], note="her sister")
    for row, told in (
        (
            new,
            f"split from {one.public_id}, writing its name, aliases: her sister",
        ),
        (one, f"{new.public_id} split from it, writing its aliases: her sister"),
        (
            stay,
            f"amended: given to {new.public_id}, split from {one.public_id}:"
            " her sister",
        ),
    ):
        line = row.history.latest("history_id")
        assert line.history_change_reason == told
        assert (line.history_user, line.history_date) == (boss, NOON)
    assert reviewing.split_from(new) == one


def test_one_call_undoes_it(legrands, boss):
    one, piece, left, stay = legrands
    new = part(one, [piece], boss, statements=[stay])
    assert reviewing.undo_split(new, by=boss, at=NOON) == one
    back = Official.objects.get(pk=one.pk)
    assert (back.name, back.aliases) == ("Anne Legrand", ["Annick Legrand"])
    assert back.evidence.count() == 2
    assert speaker(stay) == speaker(left) == one
    assert not Official.objects.filter(pk=new.pk).exists()
    assert Official.history.filter(id=new.pk).latest("history_id").history_type == "-"
    line = stay.history.latest("history_id")
    assert line.history_change_reason.startswith("amended: given back to ")


def test_what_came_to_the_new_person_since_is_given_back_too(legrands, boss):
    one, piece, *_ = legrands
    new = part(one, [piece], boss)
    later = prove(new, quote="She spoke", article=an_article(TWO))
    said = a_statement("on Sunday", official=new)
    reviewing.undo_split(new, by=boss, at=NOON)
    assert Evidence.objects.get(pk=later.pk).official == one
    assert speaker(said) == one


def test_what_somebody_changed_since_the_split_stays(legrands, boss):
    one, piece, _, stay = legrands
    third = an_official("Zoe Petit", proved=False)
    new = part(one, [piece], boss, statements=[stay])
    reviewing.amend(one, {"aliases": ["A. Legrand"]}, by=boss, at=NOON)
    reviewing.amend(stay, {"official": third}, by=boss, at=NOON)
    reviewing.undo_split(new, by=boss, at=NOON)
    assert Official.objects.get(pk=one.pk).aliases == ["A. Legrand"]
    assert speaker(stay) == third


def test_names_may_change_sides(legrands, boss):
    one, piece, *_ = legrands
    new = part(
        one,
        [piece],
        boss,
        values={"aliases": []},
        staying_values={"name": "Annick Legrand"},
    )
    assert new.name == "Anne Legrand"
    assert Official.objects.get(pk=one.pk).name == "Annick Legrand"
    reviewing.undo_split(new, by=boss, at=NOON)
    assert Official.objects.get(pk=one.pk).name == "Anne Legrand"


def test_a_name_that_was_taken_since_cannot_be_given_back(legrands, boss):
    one, piece, *_ = legrands
    names = {"values": {"name": "A"}, "staying_values": {"name": "B"}}
    new = part(one, [piece], boss, **names)
    an_official(proved=False)
    with pytest.raises(reviewing.NotSplittable, match="can't be given back"):
        reviewing.undo_split(new, by=boss, at=NOON)
    assert Official.objects.get(pk=new.pk).evidence.get() == piece


@pytest.mark.parametrize("name", ["Anne Legrand", "ANNE  LEGRAND", "Zoe Petit"])
def test_two_people_of_a_country_need_two_names(legrands, boss, name):
    one, piece, *_ = legrands
    an_official("Zoe Petit", proved=False)
    with pytest.raises(reviewing.NameTaken, match="two names"):
        part(one, [piece], boss, values={"name": name})
    with pytest.raises(reviewing.NameTaken):
        part(one, [piece], boss, values={})
    assert one.evidence.count() == 2
    assert Official.objects.count() == 2


def test_the_new_person_may_be_of_another_country(legrands, boss):
    one, piece, *_ = legrands
    belgian = an_official(country="BE", proved=False).country
    new = part(one, [piece], boss, values={"country": belgian, "name": "Annick"})
    assert new.country_id == "BE"


def test_what_is_not_the_persons_own_does_not_go(legrands, boss):
    one, piece, *_ = legrands
    other = an_official("Zoe Petit", proved=False)
    foreign = prove(other, quote="said")
    both = list(one.evidence.all())
    for pieces, told in (
        ([], "own evidence"),
        ([piece, foreign], "own evidence"),
        (both, "At least one piece stays with the official"),
    ):
        with pytest.raises(reviewing.NotSplittable, match=told):
            part(one, pieces, boss)
    said = a_statement("on Sunday", official=other)
    with pytest.raises(reviewing.NotSplittable, match="statements by this person"):
        part(one, [piece], boss, statements=[said])
    with pytest.raises(reviewing.NotSplittable, match="can be split"):
        reviewing.split(said, [piece], by=boss, at=NOON)
    assert Official.objects.filter(name_key="annick legrand").count() == 0


def test_an_act_has_no_statements_to_give(boss):
    act = an_action()
    piece = prove(act, quote="on Sunday")
    said = a_statement()
    with pytest.raises(reviewing.NotSplittable):
        reviewing.split(act, [piece], statements=[said], by=boss, at=NOON)


def test_lesser_roles_and_stale_pages_split_nobody(legrands, boss):
    one, piece, *_ = legrands
    for role in ("viewer", "editor"):
        with pytest.raises(reviewing.NotAllowed):
            part(one, [piece], a_user(role, group=role))
    with pytest.raises(reviewing.StaleVersion):
        part(one, [piece], boss, version=9)
    new = part(one, [piece], boss)
    with pytest.raises(reviewing.NotAllowed):
        reviewing.undo_split(new, by=a_user("editor"), at=NOON)


def test_statements_go_with_whoever_may_amend_them(legrands):
    """A group of one's own may lack what the desk's groups have."""
    from django.contrib.auth.models import Permission

    one, piece, _, stay = legrands
    clerk = a_user("clerk")
    clerk.user_permissions.add(Permission.objects.get(codename="review_official"))
    with pytest.raises(reviewing.NotAllowed, match="change_statement"):
        part(one, [piece], clerk, statements=[stay])
    assert speaker(stay) == one
    assert part(one, [piece], a_user("clerk")).name == "Annick Legrand"


def test_a_person_who_was_changed_since_is_merged_back(legrands, boss):
    one, piece, *_ = legrands
    new = part(one, [piece], boss)
    reviewing.accept(new, by=boss, at=NOON)
    with pytest.raises(reviewing.NotSplittable, match="merge it back"):
        reviewing.undo_split(new, by=boss, at=NOON)


def test_a_person_without_a_name_is_refused(legrands, boss):
    one, piece, *_ = legrands
    with pytest.raises(ValidationError):
        part(one, [piece], boss, values={"name": ""})


# --- Four eyes ------------------------------------------------------------------------


def test_whoever_wrote_a_half_leaves_it_to_somebody_else(legrands, boss, settings):
    one, piece, _, stay = legrands
    new = part(one, [piece], boss, statements=[stay])
    stay.refresh_from_db()
    settings.FOUR_EYES = True
    for row in (new, one, stay):
        with pytest.raises(reviewing.OwnWork):
            reviewing.accept(row, by=boss, at=NOON)
    other = a_user("other", group="reviewer")
    for row in (new, one, stay):
        reviewing.accept(row, by=other, at=NOON)


def test_values_typed_into_a_half_of_an_act_are_own_work(boss, settings):
    act = an_action()
    piece = prove(act, quote="on Sunday")
    new = reviewing.split(
        act, [piece], by=boss, at=NOON, values={"destination": "Doha"}
    )
    settings.FOUR_EYES = True
    with pytest.raises(reviewing.OwnWork):
        reviewing.accept(new, by=boss, at=NOON)
    reviewing.accept(act, by=boss, at=NOON)
    assert act.review == "accepted"


# --- Decisions between claims ---------------------------------------------------------


@pytest.fixture
def decided(boss):
    """An act of three claims; between the last two a number was decided."""
    act = an_action()
    body = "It flew out 300 people, said one. It flew out 500 people, said another."
    less, more = (
        prove(
            act,
            quote=f"{number} people",
            article=an_article(body),
            machine_claim={"quantity": number},
        )
        for number in (300, 500)
    )
    made = reviewing.prefer_claim(
        more, over=less, kind=ConflictKind.NUMBERS, reason="list", by=boss, at=NOON
    )
    act.refresh_from_db()
    assert act.quantity == 500
    return act, less, more, made


def standing():
    return Preference.objects.standing()


def is_preferred(piece):
    return Evidence.objects.get(pk=piece.pk).preferred


@pytest.mark.parametrize("which", [0, 1])
def test_a_decision_ends_where_its_claims_part(decided, boss, which):
    act, less, more, made = decided
    new = reviewing.split(act, [(less, more)[which]], by=boss, at=NOON)
    made.refresh_from_db()
    assert made.undone_by == boss
    assert made.undone_because == f"{new.public_id} split from it"
    assert not standing().exists()
    assert not is_preferred(more)
    assert overview.open_disputes(a_crisis(), kinds=[ConflictKind.NUMBERS]) == ()
    # Each says what the forms of the split said; without them, what it said before.
    assert {row.quantity for row in Action.objects.all()} == {500}


def test_a_decision_goes_along_with_both_claims(decided, boss):
    act, less, more, made = decided
    new = reviewing.split(act, [less, more], by=boss, at=NOON)
    carried = standing().get()
    assert (carried.preferred, carried.other) == (new, new)
    assert (carried.preferred_piece, carried.other_piece) == (more, less)
    assert (carried.reason, carried.decided_by) == ("list", boss)
    assert is_preferred(more)
    assert overview.open_disputes(a_crisis(), kinds=[ConflictKind.NUMBERS]) == ()


@pytest.mark.parametrize("goes", [[1], [0, 1]])
def test_undoing_the_split_brings_the_decision_back(decided, boss, goes):
    act, less, more, made = decided
    pieces = [(less, more)[number] for number in goes]
    new = reviewing.split(act, pieces, by=boss, at=NOON)
    reviewing.undo_split(new, by=boss, at=NOON)
    assert standing().get() == made
    made.refresh_from_db()
    assert (made.preferred, made.undone_by, made.undone_because) == (act, None, "")
    assert is_preferred(more)
    reviewing.undo_preference(made, by=boss, at=NOON)
    assert not is_preferred(more)


def test_a_decision_that_the_split_does_not_touch_stands(decided, boss):
    act, less, more, made = decided
    first = act.evidence.order_by("pk").first()
    new = reviewing.split(act, [first], by=boss, at=NOON)
    assert standing().get() == made
    reviewing.undo_split(new, by=boss, at=NOON)
    assert standing().get() == made


def test_what_was_decided_anew_is_not_decided_twice(decided, boss):
    """The decision was undone by hand, not by the split: it stays undone."""
    act, less, more, made = decided
    new = reviewing.split(act, [more], by=boss, at=NOON)
    Preference.objects.filter(pk=made.pk).update(undone_because="on a second thought")
    reviewing.undo_split(new, by=boss, at=NOON)
    assert not standing().exists()


@pytest.fixture
def merged(boss):
    """Two acts made one; a number of each, and one of them preferred."""
    into, part_ = an_action(quantity=300, quote=""), an_action(quote="")
    body = "It flew out 300 people, said one. It flew out 500 people, said another."
    pieces = [
        prove(
            act,
            quote=f"{number} people",
            article=an_article(body),
            machine_claim={"quantity": number},
        )
        for act, number in ((into, 300), (part_, 500))
    ]
    reviewing.merge(part_, into=into, by=boss, at=NOON)
    pieces = [Evidence.objects.get(pk=piece.pk) for piece in pieces]
    return into, part_, *pieces


def test_undoing_a_merge_ends_what_was_decided_between_the_two(merged, boss):
    into, part_, less, more = merged
    made = reviewing.prefer_claim(
        more, over=less, kind=ConflictKind.NUMBERS, reason="so", by=boss, at=NOON
    )
    assert Action.objects.get(pk=into.pk).quantity == 500
    reviewing.unmerge(part_, by=boss, at=NOON)
    made.refresh_from_db()
    assert (made.undone_by, made.undone_because) == (
        boss,
        f"{part_.public_id} unmerged",
    )
    assert Action.objects.get(pk=into.pk).quantity == 300
    assert not is_preferred(more)


def test_a_merge_is_undone_once(merged, boss):
    _, part_, *_ = merged
    again = Action.objects.get(pk=part_.pk)
    assert again.merged_into is not None
    reviewing.unmerge(part_, by=boss, at=NOON)
    with pytest.raises(reviewing.NotMergeable, match="meanwhile"):
        reviewing.unmerge(again, by=boss, at=NOON)


# --- Rings ----------------------------------------------------------------------------


def test_a_ring_is_refused_in_words(boss):
    plan, deed, later = an_action(), an_action(quote=""), an_action(quote="")
    reviewing.amend(deed, {"fulfils": plan}, by=boss, at=NOON)
    reviewing.amend(later, {"fulfils": deed}, by=boss, at=NOON)
    for wrong in (deed, later):
        with pytest.raises(ValidationError, match="carries out this one already"):
            reviewing.amend(plan, {"fulfils": wrong}, by=boss, at=NOON)
    with pytest.raises(ValidationError, match="does not carry out itself"):
        reviewing.amend(plan, {"fulfils": plan}, by=boss, at=NOON)
