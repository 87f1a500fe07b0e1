"""What the OpenAPI description says beyond the views: names of lists, and errors."""

from typing import Any

from reactions.api.problems import MEDIA_TYPE
from reactions.models.coded import choices
from reactions.vocabulary import (
    ActionType,
    ActorKind,
    Answer,
    Basis,
    Kind,
    Precision,
    ReviewState,
)

# Closed lists that several fields share, for one name each in the description
# (settings, ENUM_NAME_OVERRIDES).
PRECISIONS = choices(Precision)
BASES = choices(Basis)
REVIEW_STATES = choices(ReviewState)
ACTION_TYPES = choices(ActionType)
ACTOR_KINDS = choices(ActorKind)
STATEMENT_KINDS = choices(Kind)
BOARD_ANSWERS = choices(Answer)
ANSWERS_OF_ACTS = choices(each for each in Answer if each is not Answer.UNKNOWN)
REVIEWS_SHOWN = [(each, each) for each in ("accepted", "proposed")]

CHOSEN = "Chosen"
TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": TEXT | {"description": "about:blank: the status says it all."},
        "title": TEXT | {"description": "The status in words."},
        "status": {"type": "integer"},
        "detail": TEXT | {"description": "What went wrong, for a person to read."},
        "errors": {
            "type": "array",
            "description": "The refused parameters or fields, with status 400.",
            "items": {
                "type": "object",
                "required": ["field", "reason"],
                "properties": {"field": TEXT, "reason": TEXT},
            },
        },
    },
}
ANSWERS = {
    "400": "A parameter is unknown or has a value that cannot be used.",
    "401": "The token is not valid, or one is needed.",
    "403": "You may not see this; the detail says why.",
    "404": "There is no such row, or you may not see it.",
    "406": "None of the accepted forms is to be had.",
    "429": "Too many requests; `Retry-After` says when to try again.",
}
ANSWERS_TO_WRITES = {
    "409": "It cannot be now; the detail says why.",
    "412": "The row has another version than `If-Match` names.",
    "413": "The body is too large.",
    "415": "The body is in none of the forms that are read.",
    "503": "It cannot be done now; the detail says why.",
    "422": "The `Idempotency-Key` was sent with another body.",
}


FILES = {
    "text/csv": "Every row that matches, a line each; the first names the columns.",
    "application/jsonl": "Every row that matches, as JSON, a line each.",
}


def describe_files(operation: dict[str, Any]) -> None:
    """Files hold lines and no page."""
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "format":
            parameter["description"] = "The form of the answer, as `Accept` asks for."
    content = operation["responses"].get("200", {}).get("content", {})
    for media_type, description in FILES.items():
        if media_type in content:
            content[media_type] = {"schema": TEXT | {"description": description}}


def describe_choices(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Where `fields` chooses, no field of a row need be there."""
    schemas = result["components"]["schemas"]
    for path in result["paths"].values():
        operation = path.get("get", {})
        names = {each["name"] for each in operation.get("parameters", ())}
        if "fields" in names:
            answer = operation["responses"]["200"]["content"]["application/json"]
            _choose(_row_of(answer["schema"], schemas), schemas)
    return result


def _row_of(answer: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What refers to the row: that of a page, of a board, or the answer itself."""
    properties = schemas[_name_in(answer)]["properties"]
    rows = properties.get("results") or properties.get("rows")
    found: dict[str, Any] = rows["items"] if rows else answer
    return found


def _choose(row: dict[str, Any], schemas: dict[str, Any]) -> None:
    name = _name_in(row)
    if name.endswith(CHOSEN):
        return
    whole = schemas[name]
    told = "Without the fields that were not chosen."
    schemas[f"{name}{CHOSEN}"] = {
        key: value for key, value in whole.items() if key != "required"
    } | {"description": f"{whole.get('description', '')}\n\n{told}".strip()}
    row["$ref"] = f"#/components/schemas/{name}{CHOSEN}"


def _name_in(reference: dict[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def describe_problems(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add the problem answers to every operation of a generated description."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for method, operation in path.items():
            describe_files(operation)
            answers = ANSWERS if method == "get" else ANSWERS | ANSWERS_TO_WRITES
            for status, description in answers.items():
                operation["responses"].setdefault(
                    status, {"description": description, "content": content}
                )
    return result
