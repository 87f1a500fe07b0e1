"""Which fields of a row a reader wants, and which rows it names she wants whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import Serializer

from reactions.api.operations import NamedOperations
from reactions.api.problems import refused

PARAMETERS = ("fields", "expand")
SNIPPET = "snippet"
"""No field of a row: what a search shows of it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """`fields` is None for all of them."""

    fields: tuple[str, ...] | None
    expand: tuple[str, ...]

    @property
    def wants_snippet(self) -> bool:
        """Where words are searched; who chooses fields, chooses it among them."""
        return self.fields is None or SNIPPET in self.fields

    def apply_to(self, serializer: Serializer[Any]) -> None:
        """Make it write the chosen fields, and whole what is to be expanded."""
        # Here, for serializers import nothing of this.
        from reactions.api.expanding import whole_serializer

        for name in self.expand:
            holder = serializer
            if name == "article" and "evidence" in serializer.fields:
                holder = serializer.fields["evidence"].child  # type: ignore[attr-defined]
            holder.fields[name] = whole_serializer(name)
        if self.fields is not None:
            for name in set(serializer.fields) - set(self.fields):
                serializer.fields.pop(name)


def read_chosen(
    asked: Mapping[str, str],
    *,
    fields: Sequence[str],
    expands: Sequence[str],
    may_mark: bool = False,
) -> Chosen:
    """`may_mark` says that the rows of a search have a snippet."""
    known = (*fields, SNIPPET) if may_mark else fields
    chosen = read_listed("fields", asked.get("fields", ""), known=known)
    if SNIPPET in chosen and not asked.get("search", "").strip():
        raise refused("fields", f"{SNIPPET} is there with `search` only.")
    expand = read_listed("expand", asked.get("expand", ""), known=expands)
    return Chosen(chosen or None, expand)


def read_listed(name: str, text: str, *, known: Sequence[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part))
    for each in named:
        if each not in known:
            have = ", ".join(known) if known else "nothing here"
            raise refused(name, f"{each[:60]!r} is not one of: {have}.")
    return named


class ChoosingSchema(NamedOperations):
    """Describes both parameters where rows are read."""

    def get_override_parameters(self) -> list[Any]:
        if getattr(self.view, "action", "") not in ("list", "retrieve"):
            return []
        fields = self.view.get_serializer_class().Meta.fields
        if self.view.may_mark:
            fields = (*fields, f"and with search {SNIPPET}")
        return list(describe_choices(fields=fields, expands=self.view.expands))


def describe_choices(
    *, fields: Sequence[str], expands: Sequence[str]
) -> list[OpenApiParameter]:
    found = [
        OpenApiParameter(
            "fields", str, description=f"Only these, by commas: {', '.join(fields)}."
        )
    ]
    if expands:
        about = f"Give these whole, by commas: {', '.join(expands)}."
        found.append(OpenApiParameter("expand", str, description=about))
    return found
