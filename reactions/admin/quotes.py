"""A quotation shown among the words around it, and its place in the article."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reactions.models import Evidence
from reactions.templatetags.coded import from_whole_word, to_whole_word

# A form sent with more lines than the row has evidence is shown with empty ones.
NOTHING = SafeString("–")


def quote_in_context(evidence: Evidence) -> SafeString:
    """The quote marked among its neighbours; wants `with_surroundings`."""
    if evidence.pk is None:
        return NOTHING
    return format_html(
        '<span class="context" dir="auto">{}<mark>{}</mark>{}</span>',
        from_whole_word(evidence.before),
        evidence.quote,
        to_whole_word(evidence.after),
    )


def link_to_place(evidence: Evidence) -> SafeString:
    if evidence.pk is None:
        return NOTHING
    return format_html(
        '<a href="{}">{}</a>', evidence.get_absolute_url(), evidence.article
    )
