"""The API as a page to look around in, under the same strict rules as all pages."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BrowsableAPIRenderer


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
