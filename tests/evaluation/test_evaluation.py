"""Figures for hand-made gold and claims, each counted out."""

import json

import pytest

from reactions.evaluation import (
    Evaluation,
    Figures,
    as_json,
    changes_since,
    evaluate,
    from_json,
    parse_gold,
    parse_rows,
)

TEXT = "Peru shut its mission. “We regret it,” minister Ana Ruiz said. Chile stays."
SHUT = {"country": "PE", "type": "closed", "stage": "done", "start": 0, "end": 21}
STAYS = {"country": "CL", "type": "kept", "stage": "done", "start": 62, "end": 73}
REGRET = {
    "country": "PE",
    "speaker": "Ana Ruiz",
    "kind": "direct",
    "evidence": "We regret it,",
}
RUIZ = {"name": "Ana Ruiz", "country": "PE", "title": "minister"}


def gold(**records: list[dict]) -> dict:
    kinds = ("postures", "actions", "officials", "statements")
    return {"a": {kind: records.get(kind, []) for kind in kinds}}


def act(record: dict, **changes: object) -> dict:
    return {**record, "type": f"embassy_{record['type']}", **changes}


def said(**changes: object) -> dict:
    start = TEXT.index("We regret")
    row = {
        "country": "PE",
        "speaker": "minister Ana Ruiz",
        "kind": "direct",
        "start": start,
        "end": start + 13,
        "text": TEXT[start : start + 13],
    }
    return {**row, **changes}


def judge(wanted: dict, **claims: list[dict]) -> Evaluation:
    return evaluate(wanted, {"a": {"file": "a.txt", **claims}}, {"a": TEXT})


def figures(evaluation: Evaluation, name: str) -> Figures:
    each = (*evaluation.kinds, *evaluation.types)
    return next(figure for figure in each if figure.name == name)


def test_nothing_wanted_and_nothing_claimed_is_faultless():
    posture = figures(judge(gold()), "posture")
    assert (posture.precision, posture.recall, posture.f1) == (1.0, 1.0, 1.0)


def test_a_claim_without_gold_is_wrong_and_gold_without_a_claim_missed():
    evaluation = judge(gold(postures=[SHUT]), actions=[act(STAYS)])
    posture = figures(evaluation, "posture")
    assert (posture.found, posture.missed, posture.wrong) == (0, 1, 1)
    assert posture.f1 == 0.0
    assert [(m.outcome, m.what) for m in evaluation.misses] == [
        ("missed", "PE closed"),
        ("wrong", "CL embassy_kept"),
    ]


def test_an_optional_record_is_neither_missed_nor_wrong():
    optional = gold(postures=[{**SHUT, "optional": True}])
    for actions in ([], [act(SHUT)]):
        posture = figures(judge(optional, actions=actions), "posture")
        assert (posture.found, posture.missed, posture.wrong) == (0, 0, 0)


def test_acts_are_counted_by_kind_and_type_with_stage_and_span():
    evaluation = judge(
        gold(postures=[SHUT, STAYS]),
        actions=[act(SHUT, stage="announced"), act(STAYS, start=0, end=5)],
    )
    posture = figures(evaluation, "posture")
    assert posture.found == 2
    assert posture.agreements["stage"].share == 0.5
    assert posture.agreements["span"].share == 0.5
    assert figures(evaluation, "embassy_closed").found == 1
    assert figures(evaluation, "embassy_kept").found == 1


def test_two_claims_of_one_act_are_one():
    wanted = gold(actions=[{**SHUT, "type": "aid_pledged"}])
    claim = {**SHUT, "type": "aid_pledged"}
    action = figures(judge(wanted, actions=[claim, claim]), "action")
    assert (action.found, action.wrong) == (1, 0)


def test_an_official_is_found_by_last_name_and_country():
    claim = {"name": "A. RUIZ", "country": "PE", "title": "the minister"}
    official = figures(judge(gold(officials=[RUIZ]), officials=[claim]), "official")
    assert (official.found, official.agreements["title"].share) == (1, 1.0)


def test_a_statement_is_found_where_half_of_the_shorter_span_is_shared():
    wanted = gold(statements=[REGRET])
    start = TEXT.index("We regret")
    half = figures(judge(wanted, statements=[said(end=start + 9)]), "statement")
    assert (half.found, half.agreements["exact span"].share) == (1, 0.0)
    aside = figures(judge(wanted, statements=[said(start=0, end=21)]), "statement")
    assert (aside.found, aside.missed, aside.wrong) == (0, 1, 1)


def test_a_second_piece_of_a_statement_found_is_not_wrong():
    start = TEXT.index("We regret")
    pieces = [said(), said(start=start, end=start + 5, text=TEXT[start : start + 5])]
    statement = figures(
        judge(gold(statements=[REGRET]), statements=pieces), "statement"
    )
    assert (statement.found, statement.wrong) == (1, 0)


def test_speaker_and_kind_are_judged_on_those_found():
    claim = said(speaker="a spokesman", kind="indirect")
    statement = figures(
        judge(gold(statements=[REGRET]), statements=[claim]), "statement"
    )
    assert statement.agreements["speaker"].share == 0.0
    assert statement.agreements["kind"].share == 0.0


@pytest.mark.parametrize(
    "wrong", [{"start": 0, "end": 900}, {"start": 9, "end": 9}, {"text": "other words"}]
)
def test_words_that_are_not_at_their_offsets_are_ungrounded(wrong: dict):
    evaluation = judge(gold(), statements=[said(**wrong), said()])
    assert (evaluation.claims, evaluation.ungrounded) == (2, 1)
    assert evaluation.grounding == 0.5


def test_an_article_without_a_row_misses_everything():
    evaluation = evaluate(gold(postures=[SHUT]), {}, {})
    assert (evaluation.articles, evaluation.absent) == (1, 1)
    assert figures(evaluation, "posture").missed == 1


def test_an_evaluation_survives_its_file():
    evaluation = judge(gold(postures=[SHUT]), actions=[act(SHUT), act(STAYS)])
    assert from_json(json.loads(json.dumps(as_json(evaluation)))) == evaluation


def test_changes_are_told_by_kind_and_type():
    before = judge(gold(postures=[SHUT]))
    now = judge(gold(postures=[SHUT]), actions=[act(SHUT)])
    changes = changes_since(now, before)
    assert changes["posture"] == 1.0
    assert changes["statement"] == 0.0


@pytest.mark.parametrize(
    "raw",
    [
        '{"x/a.txt": {"postures": []}}',
        '{"id": "a.txt", "gold": {"postures": []}}',
        '{"id": "a", "gold": {"postures": []}}\n{"id": "b", "gold": {}}\n',
    ],
)
def test_gold_is_read_in_both_forms(raw: str):
    assert parse_gold(raw)["a"] == {"postures": []}


def test_rows_are_named_by_their_file_without_suffix():
    rows = parse_rows('{"file": "x/a.b.txt", "actions": []}\n\n')
    assert set(rows) == {"a.b"}


def test_embassy_acts_in_a_text_without_one_are_counted_as_made_up():
    quiet = {"actions": [{**SHUT, "type": "embassy_closed"}]}
    found = evaluate({"a": {}}, {"a": quiet}, {"a": TEXT})
    assert (found.quiet, found.made_up) == (1, 1)
    told = evaluate({"a": gold(postures=[SHUT])["a"]}, {"a": quiet}, {"a": TEXT})
    assert (told.quiet, told.made_up) == (0, 0)
