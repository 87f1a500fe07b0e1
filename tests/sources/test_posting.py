"""What is sent is sent once, to whom it was meant, or refused with a reason."""

import pytest

from reactions.sources import ReadOptions, UnreadableError, ask, post
from tests.web_server import Reply, WebServer

OPTIONS = ReadOptions(private_addresses=True, seconds=5.0)


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example", "☃︎"])
def test_a_host_that_cannot_be_is_refused_like_any_other(host: str):
    for send in (post, ask):
        with pytest.raises(UnreadableError):
            send(f"http://{host}/v1", b"{}", {}, OPTIONS)


def test_a_redirect_is_an_answer_and_not_followed(web: WebServer):
    web.routes["/there"] = Reply(b"", status=307, headers={"Location": "/elsewhere"})
    answered = ask(f"{web.url}/there", b"secret", {}, OPTIONS)
    assert (answered.status, web.posted) == (307, [b"secret"])
