"""The whole forms of what rows name in short."""

from typing import Any

from rest_framework.serializers import Serializer

from reactions.api.serializers import (
    ArticleSerializer,
    CountrySerializer,
    CrisisSerializer,
    OfficialNamedSerializer,
)

WHOLE: dict[str, type[Serializer[Any]]] = {
    "article": ArticleSerializer,
    "country": CountrySerializer,
    "crisis": CrisisSerializer,
    "official": OfficialNamedSerializer,
}


def whole_serializer(name: str) -> Serializer[Any]:
    return WHOLE[name](allow_null=name == "official")
