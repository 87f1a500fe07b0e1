"""The first page of the API, and the answer to addresses that it does not have."""

from typing import Any

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reactions.api.parameters import StrictView
from reactions.vocabulary import CODEBOOK_VERSION

LISTS = (
    "crises",
    "countries",
    "officials",
    "articles",
    "statements",
    "actions",
    "evidence",
    "imports",
    "tombstones",
)


class Entrance(StrictView):
    """The addresses of the API. Its documentation stands at `docs`."""

    permission_classes = (AllowAny,)

    def get_view_name(self) -> str:
        return "Country reactions API"

    @extend_schema(responses={200: OpenApiTypes.OBJECT}, operation_id="entrance")
    def get(self, request: Request) -> Response:
        addresses: dict[str, Any] = {
            name: reverse(f"api-{name}-list", request=request) for name in LISTS
        }
        addresses["docs"] = reverse("api-docs", request=request)
        addresses["schema"] = reverse("api-schema", request=request)
        addresses["codebook_version"] = CODEBOOK_VERSION
        return Response(addresses)


@extend_schema(exclude=True)
class NoSuchAddress(StrictView):
    """Every address below /api/v1/ that is none of ours."""

    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound("There is no such address; /api/v1/ lists those there are.")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise NotFound
