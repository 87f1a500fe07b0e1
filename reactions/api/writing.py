"""Rows that are added, amended and deleted over the API, as the admin's desk does it.

Everything goes through `reactions.reviewing`, which asks for the right, keeps version
and history, and refuses what the codebook or the table does.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import reviewing
from reactions.api import row_bodies, serializers, views
from reactions.api.bodies import BoundedJSON
from reactions.api.idempotency import answered_once
from reactions.api.parameters import FORMAT, refuse_unknown
from reactions.api.permissions import Writers
from reactions.api.preconditions import tagged, version_asked
from reactions.api.refusals import as_answer
from reactions.api.verbs import Mergeable, PeopleSplittable, Reviewed, Splittable
from reactions.models import Evidence

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The version you have read, in quotes: "3". 412 if it is another now.',
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Sent again with the same body, the first answer comes again.",
)


class Writable:
    """What every address that can be written to has in common."""

    permission_classes = (Writers,)
    parser_classes = (BoundedJSON,)
    request: Any

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            refuse_unknown(request.query_params, known=(FORMAT,))

    def handle_exception(self, exc: Exception) -> Response:
        response: Response = super().handle_exception(  # type: ignore[misc]
            as_answer(exc)
        )
        return response

    def read_body(self, serializer: type[Any]) -> dict[str, Any]:
        """The body as the serializer reads it; raises what it refuses."""
        context = {"request": self.request}
        body = serializer(data=self.request.data, context=context)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)


class ReviewedWrites(Writable, Reviewed):
    """Create, amend and delete rows that editors review."""

    creation: type[Any]
    changes: type[Any]
    add: Callable[..., Any]
    model: Any

    def create(self, request: Request) -> Response:
        at = timezone.now()

        def make() -> Response:
            values = self.read_body(self.creation)
            words, note = values.pop("evidence"), values.pop("reason")
            row = type(self).add(words, values, by=request.user, at=at, note=note)
            return self.answer_with(row, status=status.HTTP_201_CREATED)

        return answered_once(request, make, at=at, said=request.data)

    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        row, version = self.get_object(), version_asked(request)
        changes = self.read_body(self.changes)
        note = changes.pop("reason", "")
        if not changes:
            raise ValidationError({"body": ["Name at least one field to amend."]})
        reviewing.amend(
            row,
            changes,
            by=request.user,
            at=timezone.now(),
            note=note,
            version=version,
        )
        return self.answer_with(row)

    def destroy(self, request: Request, **kwargs: Any) -> Response:
        row = self.get_object()
        reviewing.remove(
            row, by=request.user, at=timezone.now(), version=version_asked(request)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def answer_with(self, row: Any, *, status: int = 200) -> Response:
        """The row as it is read, with its version as tag."""
        fresh = self.model.objects.with_names().get(pk=row.pk)
        (shown,) = Evidence.objects.attached_to([fresh])
        response = Response(self.get_serializer(shown).data, status=status)
        if status == 201:
            response["Location"] = self.request.build_absolute_uri(
                f"/api/v1/{self.basename.removeprefix('api-')}/{fresh.public_id}/"
            )
        return tagged(response, fresh.version)


def described(
    *,
    creation: type[Any],
    changes: type[Any],
    answer: type[Any],
    examples: Sequence[OpenApiExample] = (),
) -> Any:
    """Describe the writes of a view in the OpenAPI document."""
    return extend_schema_view(
        create=extend_schema(
            request=creation,
            responses={201: answer},
            parameters=[IDEMPOTENCY_KEY],
            examples=list(examples),
        ),
        partial_update=extend_schema(
            request=changes, responses={200: answer}, parameters=[IF_MATCH]
        ),
        destroy=extend_schema(responses={204: None}, parameters=[IF_MATCH]),
    )


AN_ACTION = OpenApiExample(
    "A closed embassy",
    request_only=True,
    value={
        "country": "IT",
        "type": "embassy_closed",
        "stage": "done",
        "effective_on": "2021-08-15",
        "effective_on_precision": "day",
        "effective_on_basis": "relative",
        "evidence": {"article": 7, "quote": "Italy closed its embassy on Sunday"},
    },
)
A_STATEMENT = OpenApiExample(
    "A quotation",
    request_only=True,
    value={
        "country": "IT",
        "kind": "direct",
        "stance": "information",
        "speaker": "Luigi Esempio",
        "evidence": {"article": 7, "start": 120, "end": 164},
    },
)
AN_OFFICIAL = OpenApiExample(
    "A minister",
    request_only=True,
    value={
        "country": "IT",
        "name": "Luigi Esempio",
        "title": "foreign minister",
        "evidence": {"article": 7, "quote": "Luigi Esempio"},
    },
)


@described(
    creation=row_bodies.NewAction,
    changes=row_bodies.ActionChanges,
    answer=serializers.ActionSerializer,
    examples=[AN_ACTION],
)
class WrittenActions(ReviewedWrites, Mergeable, Splittable, views.ActionViewSet):
    creation = row_bodies.NewAction
    changes = row_bodies.ActionChanges
    add = staticmethod(reviewing.add_action)


@described(
    creation=row_bodies.NewStatement,
    changes=row_bodies.StatementChanges,
    answer=serializers.StatementSerializer,
    examples=[A_STATEMENT],
)
class WrittenStatements(ReviewedWrites, views.StatementViewSet):
    creation = row_bodies.NewStatement
    changes = row_bodies.StatementChanges
    add = staticmethod(reviewing.add_statement)


@described(
    creation=row_bodies.NewOfficial,
    changes=row_bodies.OfficialChanges,
    answer=serializers.OfficialSerializer,
    examples=[AN_OFFICIAL],
)
class WrittenOfficials(
    ReviewedWrites, Mergeable, PeopleSplittable, views.OfficialViewSet
):
    creation = row_bodies.NewOfficial
    changes = row_bodies.OfficialChanges
    add = staticmethod(reviewing.add_official)
