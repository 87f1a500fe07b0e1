"""How answers are written: JSON by the fastest writer there is, and a page to look
around in, under the same strict rules as all pages."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer

from reactions.exporting.documents import WRITTEN


def writes_as_is(request: Any) -> bool:
    """Whether pieces of JSON may be handed over as texts: not where they are to be
    indented, on a page or because `Accept` says so."""
    plain = request.accepted_renderer.format == QuickJSONRenderer.format
    return plain and "indent" not in request.accepted_media_type.lower()


class QuickJSONRenderer(JSONRenderer):
    """JSON in UTF-8, days and moments as ISO 8601; what orjson does not know, such as
    a translated text, is written as its words."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        indent = self.get_indent(accepted_media_type or "", renderer_context or {})
        options = WRITTEN | (orjson.OPT_INDENT_2 if indent else 0)
        return orjson.dumps(data, default=str, option=options)


class PageRenderer(BrowsableAPIRenderer):
    """DRF's page less what our content policy blocks: styles within the page.

    The filter form and the menu of further addresses are such things: /api/v1/docs/
    offers every filter to try, and rows hold the addresses that go with them.
    """

    def get_context(
        self,
        data: Any,
        accepted_media_type: str | None,
        renderer_context: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        context = super().get_context(data, accepted_media_type, renderer_context)
        return context | {"code_style": "", "extra_actions": None}

    def get_rendered_html_form(
        self, data: Any, view: Any, method: str, request: Any
    ) -> Any:
        """The buttons; of forms only the raw one, for the others ask for the fields of
        answers, which are not those of bodies."""
        if method not in ("DELETE", "OPTIONS"):
            return None
        return super().get_rendered_html_form(data, view, method, request)

    def get_filter_form(self, data: Any, view: Any, request: Any) -> None:
        return None
