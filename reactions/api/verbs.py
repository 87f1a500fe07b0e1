"""The verbs of review, for one row and for many: parse, one call, and what came of it.

Of many rows each is decided for itself; one that may not be does not stop the rest,
and the answer has a line for each, in the order in which they were sent.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import reviewing
from reactions.api.bodies import LONGEST_REASON, Body, ReasonBody
from reactions.api.preconditions import version_asked
from reactions.api.problems import reasons_of, refused
from reactions.api.refusals import as_answer
from reactions.api.serializers import ActionSerializer, OfficialSerializer
from reactions.api.visibility import visible_states
from reactions.models import Evidence, Statement

MOST_ROWS = 500
LARGEST = 2**63 - 1
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The version you have read, in quotes: "3". 412 if it is another now.',
)


class NeededReason(Body):
    reason = serializers.CharField(
        max_length=LONGEST_REASON, help_text="Why; kept on the row and in its history."
    )


class MergeBody(ReasonBody):
    into = serializers.CharField(max_length=24, help_text="Id of the row that stays.")


class SplitBody(ReasonBody):
    evidence = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST),
        min_length=1,
        max_length=1000,
        help_text="Ids of the pieces that get an action of their own.",
    )


class SplitPersonBody(SplitBody):
    name = serializers.CharField(
        max_length=200, help_text="Of the new official: two people need two names."
    )
    title = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=500,
        help_text="Of the new official; left out, the same as the old one's.",
    )
    statements = serializers.ListField(
        child=serializers.CharField(max_length=24),
        required=False,
        default=list,
        max_length=1000,
        help_text="Ids of the statements that are by the new official.",
    )


class OneOfMany(Body):
    id = serializers.CharField(max_length=24)
    version = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="The version you have read; refused (412) if it is another now.",
    )


class OneMerged(OneOfMany):
    into = serializers.CharField(max_length=24)


class OneSplit(OneOfMany):
    evidence = SplitBody().fields["evidence"]


class OnePersonSplit(OneSplit):
    name = SplitPersonBody().fields["name"]
    title = SplitPersonBody().fields["title"]
    statements = SplitPersonBody().fields["statements"]


class ManyRows(ReasonBody):
    rows = OneOfMany(many=True, min_length=1, max_length=MOST_ROWS)


class ManyRowsWithReason(NeededReason):
    rows = OneOfMany(many=True, min_length=1, max_length=MOST_ROWS)


class ManyMerges(ReasonBody):
    rows = OneMerged(many=True, min_length=1, max_length=MOST_ROWS)


class ManySplits(ReasonBody):
    rows = OneSplit(many=True, min_length=1, max_length=MOST_ROWS)


class ManyPersonSplits(ReasonBody):
    rows = OnePersonSplit(many=True, min_length=1, max_length=MOST_ROWS)


class ResultSerializer(serializers.Serializer[Any]):
    """What came of one row of many."""

    id = serializers.CharField()
    status = serializers.IntegerField(help_text="As the verb for one row answers.")
    version = serializers.IntegerField(
        allow_null=True, help_text="The row's version now; null where it was refused."
    )
    new = serializers.CharField(
        allow_null=True, help_text="Of a split: the id of the new row."
    )
    reason = serializers.CharField(help_text="Why it was refused; empty if it was not.")


class ResultsSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = ResultSerializer(many=True)


def verb_for_one(body: type[Body], **more: Any) -> Any:
    """An address below a row: POST /actions/{id}/accept."""

    def decorate(view: Any) -> Any:
        described = extend_schema(request=body, parameters=[IF_MATCH], **more)(view)
        return action(detail=True, methods=["post"])(described)

    return decorate


def verb_for_many(name: str, body: type[Body]) -> Any:
    """An address below the list: POST /actions/accept."""

    def decorate(view: Any) -> Any:
        described = extend_schema(
            request=body, responses={200: ResultsSerializer}, filters=False
        )(view)
        return action(
            detail=False,
            methods=["post"],
            url_path=name,
            pagination_class=None,
            filter_backends=(),
        )(described)

    return decorate


class Reviewed:
    """Accept, reject, reopen."""

    model: Any
    request: Any

    @verb_for_one(ReasonBody)
    def accept(self, request: Request, **kwargs: Any) -> Response:
        return self.decide("accept", ReasonBody)

    @verb_for_one(NeededReason)
    def reject(self, request: Request, **kwargs: Any) -> Response:
        return self.decide("reject", NeededReason)

    @verb_for_one(NeededReason)
    def reopen(self, request: Request, **kwargs: Any) -> Response:
        return self.decide("reopen", NeededReason)

    @verb_for_many("accept", ManyRows)
    def accept_rows(self, request: Request) -> Response:
        return self.decide_each("accept", ManyRows)

    @verb_for_many("reject", ManyRowsWithReason)
    def reject_rows(self, request: Request) -> Response:
        return self.decide_each("reject", ManyRowsWithReason)

    @verb_for_many("reopen", ManyRowsWithReason)
    def reopen_rows(self, request: Request) -> Response:
        return self.decide_each("reopen", ManyRowsWithReason)

    def decide(self: Any, verb: str, body: type[Body]) -> Response:
        """Carry a verb out on the row of the address, and answer with that row; a
        split answers with the new one."""
        row = self.get_object()
        asked = self.read_body(body) | {"version": version_asked(self.request)}
        new = self.carry_out(verb, row, asked, at=timezone.now())
        if new is not None:
            return self.answer_with(new, status=status.HTTP_201_CREATED)
        return self.answer_with(row)

    def decide_each(self: Any, verb: str, body: type[Body]) -> Response:
        asked, at = self.read_body(body), timezone.now()
        ids = {each["id"] for each in asked["rows"]}
        rows = {
            row.public_id: row for row in self.rows_in_sight().filter(public_id__in=ids)
        }
        results = [
            self.result_of(
                verb, rows.get(each["id"]), each | {"reason": asked["reason"]}, at=at
            )
            for each in asked["rows"]
        ]
        done = sum(result["status"] < 400 for result in results)
        told = {"done": done, "refused": len(results) - done, "results": results}
        return Response(told)

    def result_of(
        self: Any, verb: str, row: Any, asked: Mapping[str, Any], *, at: datetime
    ) -> dict[str, Any]:
        result = {
            "id": asked["id"],
            "status": 200,
            "version": None,
            "new": None,
            "reason": "",
        }
        try:
            if row is None:
                raise NotFound("There is no such row, or you may not see it.")
            new = self.carry_out(verb, row, asked, at=at)
        except Exception as error:
            answer = as_answer(error)
            if not isinstance(answer, APIException):
                raise
            told = {"status": answer.status_code, "reason": reasons_of(answer)}
            return result | told
        if new is not None:
            result |= {"status": 201, "new": new.public_id}
        return result | {"version": row.version}

    def rows_in_sight(self: Any) -> Any:
        states = visible_states(self.request.user, self.model)
        return self.model.objects.visible_as(states)

    def carry_out(
        self: Any, verb: str, row: Any, asked: Mapping[str, Any], *, at: datetime
    ) -> Any:
        """Do it; the new row where the verb makes one."""
        how: dict[str, Any] = {
            "by": self.request.user,
            "at": at,
            "note": asked["reason"],
            "version": asked.get("version"),
        }
        if verb == "merge":
            into = self.rows_in_sight().filter(public_id=asked["into"]).first()
            if into is None:
                raise refused("into", f"There is none with the id {asked['into']!r}.")
            return reviewing.merge(row, into=into, **how)
        if verb == "split":
            return _split(row, asked, how)
        return VERBS[verb](row, **how)


def _split(row: Any, asked: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
    pieces = Evidence.objects.filter(pk__in=asked["evidence"])
    named = asked.get("statements", ())
    statements = list(Statement.objects.filter(public_id__in=named))
    if len(statements) < len(set(named)):
        known = {each.public_id for each in statements}
        unknown = next(each for each in named if each not in known)
        raise refused("statements", f"There is none with the id {unknown!r}.")
    values = {name: asked[name] for name in ("name", "title") if name in asked}
    return reviewing.split(
        row, list(pieces), statements=statements, values=values, **how
    )


VERBS: dict[str, Any] = {
    "accept": reviewing.accept,
    "reject": reviewing.reject,
    "reopen": reviewing.reopen,
    "unmerge": reviewing.unmerge,
}


class Mergeable:
    """Merge two rows that are one, and take them apart again."""

    @verb_for_one(MergeBody)
    def merge(self: Any, request: Request, **kwargs: Any) -> Response:
        return self.decide("merge", MergeBody)

    @verb_for_one(ReasonBody)
    def unmerge(self: Any, request: Request, **kwargs: Any) -> Response:
        return self.decide("unmerge", ReasonBody)

    @verb_for_many("merge", ManyMerges)
    def merge_rows(self: Any, request: Request) -> Response:
        return self.decide_each("merge", ManyMerges)

    @verb_for_many("unmerge", ManyRows)
    def unmerge_rows(self: Any, request: Request) -> Response:
        return self.decide_each("unmerge", ManyRows)


class Splittable:
    """One act that is two: some of its evidence gets an act of its own."""

    @verb_for_one(SplitBody, responses={201: ActionSerializer})
    def split(self: Any, request: Request, **kwargs: Any) -> Response:
        return self.decide("split", SplitBody)

    @verb_for_many("split", ManySplits)
    def split_rows(self: Any, request: Request) -> Response:
        return self.decide_each("split", ManySplits)


class PeopleSplittable:
    """One official who is two people: evidence and statements go to the other."""

    @verb_for_one(SplitPersonBody, responses={201: OfficialSerializer})
    def split(self: Any, request: Request, **kwargs: Any) -> Response:
        return self.decide("split", SplitPersonBody)

    @verb_for_many("split", ManyPersonSplits)
    def split_rows(self: Any, request: Request) -> Response:
        return self.decide_each("split", ManyPersonSplits)
