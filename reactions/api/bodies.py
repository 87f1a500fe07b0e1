"""What a request's body may be: JSON of a bounded size, every field known.

As with parameters, what is not understood is refused and not ignored.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from reactions.api.refusals import TooLarge

LONGEST_REASON = 500


class BoundedJSON(JSONParser):
    """JSON that can be stored: not too long, too deep, or of halved characters."""

    def parse(
        self, stream: Any, media_type: Any = None, parser_context: Any = None
    ) -> Any:
        request = (parser_context or {}).get("request")
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        length = request.META.get("CONTENT_LENGTH") if request is not None else None
        if most is not None and length and int(length) > most:
            raise TooLarge(f"The body is longer than {most:,} bytes.")
        try:
            parsed = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error
        if _has_halved_characters(parsed):
            raise ParseError("JSON parse error - half of a surrogate pair")
        return parsed


class Body(serializers.Serializer[Any]):
    """A JSON object whose fields are all known."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"body": ["Send an object of fields."]})
        unknown = {
            str(name): [_unknown(str(name), known=list(self.fields))]
            for name in data
            if name not in self.fields
        }
        if unknown:
            raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)


class ReasonBody(Body):
    reason = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=LONGEST_REASON,
        help_text="Why; kept in the history.",
    )


def _unknown(name: str, *, known: list[str]) -> str:
    near = get_close_matches(name[:60], known, n=1)
    if near:
        return f"Unknown field. Did you mean {near[0]}?"
    return f"Unknown field. Known: {', '.join(sorted(known))}."


def _has_halved_characters(parsed: Any) -> bool:
    """JSON may spell half of a pair (\\ud83d), which no database stores."""
    left = [parsed]
    while left:
        each = left.pop()
        if isinstance(each, str):
            if not each.isascii() and any("\ud800" <= c <= "\udfff" for c in each):
                return True
        elif isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each
    return False
