"""Which query parameters a request may carry: unknown and doubled ones are refused.

A misspelt filter that is silently ignored answers a question nobody asked.
"""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from django.http import Http404, QueryDict
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from reactions.api.problems import answer_with_problem, refused
from reactions.api.renderers import PageRenderer
from reactions.api.throttling import tell_throttle

FORMAT = "format"


def refuse_unknown(
    given: QueryDict, *, known: Collection[str], many: Collection[str] = ()
) -> None:
    """Refuse names outside `known`, and several values for one outside `many`."""
    errors: dict[str, list[str]] = {}
    for name, values in given.lists():
        if name not in known:
            errors[name] = [_unknown(name, known)]
        elif len(values) > 1 and name not in many:
            errors[name] = ["Given more than once; it takes one value."]
        elif any("\0" in value for value in values):
            errors[name] = ["Holds a NUL character."]
    if errors:
        raise ValidationError(errors)


def _unknown(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name[:60], sorted(known), n=1)
    if near:
        return f"Unknown parameter. Did you mean {near[0]}?"
    return f"Unknown parameter. Known: {', '.join(sorted(known))}."


class FormatNegotiation(DefaultContentNegotiation):
    """Answers an unknown `format=` with what is wrong, not with "not found"."""

    def filter_renderers(
        self,
        renderers: list[BaseRenderer],
        format: str,  # noqa: A002 - DRF's name for it
    ) -> list[BaseRenderer]:
        try:
            return super().filter_renderers(renderers, format)
        except Http404 as error:
            known = ", ".join(sorted(str(each.format) for each in renderers))
            raise refused(FORMAT, f"Give one of {known}.") from error


class StrictView(APIView):
    """A view that refuses what it does not understand, with its reasons."""

    content_negotiation_class = FormatNegotiation
    renderer_classes = (JSONRenderer, PageRenderer)

    def known_parameters(self) -> Collection[str]:
        """The query parameters this address takes."""
        return ()

    def several_valued_parameters(self) -> Collection[str]:
        """Those of them that may be given more than once."""
        return ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            refuse_unknown(
                request.query_params,
                known=(*self.known_parameters(), FORMAT),
                many=self.several_valued_parameters(),
            )

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        tell_throttle(request, final)
        return final

    def get_exception_handler(self) -> Any:
        return answer_with_problem
