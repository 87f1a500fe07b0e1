"""`Idempotency-Key`: a create that is sent again is answered, and not done, again."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from reactions.api.preconditions import tagged
from reactions.api.problems import refused
from reactions.api.refusals import OtherBody
from reactions.models import StoredAnswer
from reactions.models.stored_answer import KEPT_FOR

KEY = re.compile(r"[\x21-\x7e]{1,200}")
REPLAYED = "Idempotent-Replayed"


def answered_once(
    request: Request,
    make: Callable[[], Response],
    *,
    at: datetime,
    said: Any,
    in_one: bool = True,
) -> Response:
    """What `make` answers, or what it answered when this key was sent before.

    `said` is the body, as far as it tells one request from another. With `in_one` the
    answer is stored in the transaction of what was made; an import, which has many of
    its own, stores it at the end.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return make()
    if not KEY.fullmatch(key):
        raise refused("Idempotency-Key", "Send 1 to 200 visible ASCII characters.")
    told = json.dumps([request.method, request.path, said], sort_keys=True, default=str)
    asked = hashlib.sha256(told.encode()).hexdigest()
    StoredAnswer.objects.filter(made_at__lt=at - KEPT_FOR).delete()
    known = _known(request, key)
    if known is not None:
        return _again(known, asked)
    claim = StoredAnswer(user=request.user, key=key, asked=asked, made_at=at)
    try:
        return _made(claim, make) if in_one else _made_before(claim, make)
    except IntegrityError:
        # Two at once: the other was first. Or else the database refused the row itself.
        known = _known(request, key)
        if known is None:
            raise
        return _again(known, asked)


def _made(claim: StoredAnswer, make: Callable[[], Response]) -> Response:
    with transaction.atomic():
        claim.status = 0
        # Whoever comes second with this key waits here.
        claim.save(force_insert=True)
        response = make()
        _keep(claim, response)
        claim.save()
        return response


def _made_before(claim: StoredAnswer, make: Callable[[], Response]) -> Response:
    response = make()
    _keep(claim, response)
    with transaction.atomic():
        claim.save(force_insert=True)
    return response


def _keep(claim: StoredAnswer, response: Response) -> None:
    claim.status = response.status_code
    claim.answer = JSONRenderer().render(response.data).decode()
    claim.location = response.get("Location", "")
    tag = response.get("ETag", "").strip('"')
    claim.version = int(tag) if tag else None


def _known(request: Request, key: str) -> StoredAnswer | None:
    return StoredAnswer.objects.filter(user=request.user, key=key).first()


def _again(known: StoredAnswer, asked: str) -> Response:
    if known.asked != asked:
        raise OtherBody(
            "Idempotency-Key: this key was sent with another body. Use a new key."
        )
    response = Response(json.loads(known.answer), status=known.status)
    response[REPLAYED] = "true"
    if known.location:
        response["Location"] = known.location
    return tagged(response, known.version)
