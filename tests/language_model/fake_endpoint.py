"""A language model's endpoint on 127.0.0.1 that answers what a test tells it to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reactions.language_model import Endpoint, LanguageModelReader, Limits, Store
from tests.web_server import Reply, WebServer, serving

PATH = "/v1/chat/completions"
KEY = "sk-never-to-be-seen"
Answer = Reply | Callable[[Any], Reply | None]


@dataclass(slots=True)
class FakeEndpoint:
    web: WebServer
    store: Path

    @property
    def url(self) -> str:
        return f"{self.web.url}/v1"

    def answers(self, *answers: Answer | dict[str, Any]) -> None:
        """Answer so in turn; the last one again and again."""
        left = [completion(a) if isinstance(a, dict) else a for a in answers]

        def route(handler: Any) -> Reply | None:
            answer = left.pop(0) if len(left) > 1 else left[0]
            return answer if isinstance(answer, Reply) else answer(handler)

        self.web.routes[PATH] = route

    def asked(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.web.posted]

    def reader(self, *, falls_back: bool = False, **limits: Any) -> LanguageModelReader:
        return LanguageModelReader(
            Endpoint(self.url, "tiny-1", KEY, '{"temperature": 0}'),
            Store(self.store),
            Limits(**{"seconds": 20.0, **limits}),
            falls_back=falls_back,
        )


@contextmanager
def fake_endpoint(folder: Path) -> Iterator[FakeEndpoint]:
    with serving() as web:
        yield FakeEndpoint(web, folder / "llm.sqlite3")


def completion(
    answer: dict[str, Any] | str, *, tokens: object = 100, finish: str = "stop"
) -> Reply:
    """What an endpoint sends around what its model wrote."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    body = {
        "choices": [{"message": {"content": text}, "finish_reason": finish}],
        "usage": {"total_tokens": tokens},
    }
    return Reply(json.dumps(body).encode(), kind="application/json")


def answer(
    *,
    officials: list[Any] | None = None,
    statements: list[Any] | None = None,
    actions: list[Any] | None = None,
) -> dict[str, Any]:
    return {
        "officials": officials or [],
        "statements": statements or [],
        "actions": actions or [],
    }


def act(quote: str, country: str, paragraph: object = 1, **more: Any) -> dict[str, Any]:
    return {
        "paragraph": paragraph,
        "quote": quote,
        "country": country,
        "type": "embassy_closed",
        "stage": "done",
        "announced": "",
        "effective": "",
        "destination": "",
        "quantity": None,
        **more,
    }


def said(quote: str, country: str | None, **more: Any) -> dict[str, Any]:
    return {
        "paragraph": 1,
        "quote": quote,
        "speaker": "a spokesman",
        "title": "",
        "official": "",
        "country": country,
        "kind": "indirect",
        "stance": "concern",
        "said": "",
        "continues": False,
        **more,
    }
