"""Reads one article by asking a language model, within its limits, and by the rules
where that fails. A reader is a value that goes to other processes as it is.
"""

import hashlib
import time
from dataclasses import dataclass, replace

from reactions.extraction import batches
from reactions.extraction.batches import (
    ExtractionFailed,
    ExtractionJob,
    Outcome,
)
from reactions.extraction.claims import Extraction
from reactions.language_model.endpoint import (
    Completion,
    Endpoint,
    EndpointError,
    complete,
)
from reactions.language_model.paragraphs import paragraphs_of
from reactions.language_model.prompt import (
    PROMPT_VERSION,
    answer_format,
    messages_for,
)
from reactions.language_model.store import DAY, Store, StoreError
from reactions.vocabulary import is_english, not_english

MOST_TRIES = 3
SIGNS_A_TOKEN = 3
"""A token of English is four letters or so; three counts too many rather than few."""
ANSWER_TOKENS = 2000
"""What an answer is counted with before it is there."""


class NotAskedError(EndpointError):
    """A limit was reached; the endpoint is not to blame."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is the longest for one article, waiting included; `longest` the largest
    text in code points; answers are kept for `keep_days`."""

    seconds: float = 60.0
    per_minute: int = 60
    tokens_per_day: int = 2_000_000
    longest: int = 60_000
    keep_days: int = 90


@dataclass(frozen=True, slots=True)
class LanguageModelReader:
    """An extractor. With `falls_back` the rules read what the model cannot, and a
    warning says so; without, such an article fails."""

    endpoint: Endpoint
    store: Store
    limits: Limits = Limits()
    falls_back: bool = True

    @property
    def version(self) -> str:
        """What evidence and figures name: prompt and model."""
        return f"llm-{PROMPT_VERSION} {self.endpoint.model}"

    def __call__(self, job: ExtractionJob) -> Outcome:
        if not is_english(job.language):
            told = Extraction(warnings=(not_english(job.language),))
            return replace(told, read_by=self.version)
        try:
            return self._read(job)
        except (EndpointError, StoreError) as error:
            if not self.falls_back:
                return ExtractionFailed(f"the language model: {error}")
            return _by_rules(job, reason=str(error))

    def _read(self, job: ExtractionJob) -> Extraction:
        # Imported here, as the pipeline is: it loads spaCy's types.
        from reactions.language_model.gate import (
            UnusableAnswerError,
            claims_of,
            read_answer,
        )

        if len(job.text) > self.limits.longest:
            raise NotAskedError(
                f"not asked, {len(job.text):,} characters are more than"
                f" LLM_LONGEST={self.limits.longest}"
            )
        paragraphs = paragraphs_of(job.text)
        body = self.endpoint.body(messages_for(job, paragraphs), answer_format())
        key = self._key(body)
        since = time.time() - self.limits.keep_days * DAY
        kept = self.store.recall(key, since=since)
        written = kept if kept is not None else self._asked(body)
        try:
            answer = read_answer(written)
        except UnusableAnswerError as error:
            raise EndpointError(str(error)) from error
        if kept is None:
            self.store.keep(key, written, at=time.time(), since=since)
        return claims_of(answer, job, read_by=self.version)

    def _key(self, body: bytes) -> str:
        """The question: where, which model and prompt, and all that is said."""
        said = b"\x1f".join((self.endpoint.url.encode(), PROMPT_VERSION.encode(), body))
        return hashlib.sha256(said).hexdigest()

    def _asked(self, body: bytes) -> str:
        """The model's answer. A passing failure is tried again while there is time."""
        until = time.monotonic() + self.limits.seconds
        held = self.store.held_until(self.endpoint.url) - time.time()
        if held > 0:
            raise NotAskedError(f"not asked, it failed lately: {held:.0f} s to go")
        for left_to_try in reversed(range(MOST_TRIES)):
            try:
                completion = self._ask_once(body, until=until)
            except NotAskedError:
                raise
            except EndpointError as error:
                wait = error.retry_after
                is_worth_it = wait is not None and wait < until - time.monotonic()
                if not left_to_try or not is_worth_it:
                    self.store.failed(
                        self.endpoint.url, at=time.time(), hold=wait or 0.0
                    )
                    raise
                time.sleep(wait or 0.0)
                continue
            self.store.succeeded(self.endpoint.url)
            return completion.text
        raise AssertionError("the last try answers or raises")

    def _ask_once(self, body: bytes, *, until: float) -> Completion:
        request = self._admitted(len(body) // SIGNS_A_TOKEN + ANSWER_TOKENS, until)
        left = until - time.monotonic()
        completion = complete(self.endpoint, body, seconds=max(left, 0.01))
        if completion.tokens is not None:
            self.store.charge(request, completion.tokens)
        return completion

    def _admitted(self, tokens: int, until: float) -> int:
        """The number of a request that may go out, after waiting for its turn."""
        while True:
            admission = self.store.admit(
                at=time.time(),
                tokens=tokens,
                per_minute=self.limits.per_minute,
                per_day=self.limits.tokens_per_day,
            )
            if admission.request is not None:
                return admission.request
            if admission.refused:
                raise NotAskedError(f"not asked, {admission.refused}")
            if time.monotonic() + admission.wait >= until:
                raise NotAskedError(
                    f"not asked, {self.limits.per_minute} requests a minute are out"
                )
            time.sleep(admission.wait)


def _by_rules(job: ExtractionJob, *, reason: str) -> Outcome:
    outcome = batches.run_job(job)
    if isinstance(outcome, ExtractionFailed):
        return outcome
    told = f"read by the rules, not by the language model: {reason}"
    return replace(outcome, warnings=(told, *outcome.warnings))
