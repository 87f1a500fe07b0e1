"""What is said of a crisis or a country that there is none of: which there are."""

from rest_framework.exceptions import NotFound

from reactions.models import Crisis

MOST_NAMED = 20


def no_crisis(slug: str) -> NotFound:
    return NotFound(f"There is no crisis {slug[:60]!r}. {known_crises()}")


def no_country(code: str) -> NotFound:
    return NotFound(f"There is no country {code[:60]!r}. {known_countries()}")


def known_crises() -> str:
    slugs = Crisis.objects.order_by("slug").values_list("slug", flat=True)
    known = list(slugs[: MOST_NAMED + 1])
    if not known:
        return "There is none at all yet."
    if len(known) > MOST_NAMED:
        named = ", ".join(known[:MOST_NAMED])
        return f"Among others there are: {named}; /api/v1/crises lists all."
    return f"There are: {', '.join(known)}."


def known_countries() -> str:
    return "/api/v1/countries lists all codes."
