"""Clients of the load: readers, and writers that send again what was not answered."""

import itertools
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import requests

CRISIS = "load-2024"
READ = (
    "/",
    f"/crises/{CRISIS}/",
    f"/crises/{CRISIS}/?on=2024-{{month:02}}-{{day:02}}",
    f"/crises/{CRISIS}/timeline/",
    "/countries/DE/",
    "/search/?q=embassy",
    f"/api/v1/crises/{CRISIS}/board?review=proposed&on=2024-{{month:02}}-{{day:02}}",
    f"/api/v1/crises/{CRISIS}/conflicts?review=proposed",
    "/api/v1/actions?limit=50",
    "/api/v1/statements?search=embassy",
    f"/api/v1/actions?crisis={CRISIS}&known_on_from=2024-{{month:02}}-01"
    "&known_on_to=2024-{month:02}-{day:02}&format=csv",
    "/healthz",
)
LONGEST = 30
PATIENCE = 120
"""Seconds for which a client sends again."""


@dataclass
class Tally:
    """Counts of what all clients were answered; times are seconds since `begun`."""

    begun: float
    answers: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    healed: Counter[str] = field(default_factory=Counter)
    breaks: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, status: int, seconds: float) -> None:
        with self.lock:
            self.answers[f"{kind} {status}"] += 1
            self.taken.append(seconds)

    def fail(self, why: str) -> None:
        with self.lock:
            self.failures.append(why)

    def note_again(self, kind: str) -> None:
        with self.lock:
            self.again[kind] += 1
            self.breaks.append(time.monotonic() - self.begun)

    def note_healed(self, how: str) -> None:
        with self.lock:
            self.healed[how] += 1

    def show(self, seconds: float) -> None:
        taken = sorted(self.taken)
        print(f"{len(taken) / seconds:.1f} requests a second for {seconds:.0f} s")
        for kind, count in sorted(self.answers.items()):
            print(f"{count:>8} {kind}")
        if taken:
            half, most = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
            print(f"median {half * 1000:.0f} ms, 99 of 100 within {most * 1000:.0f} ms")
        for kind, count in sorted(self.again.items()):
            print(f"{count:>8} {kind} sent again: the connection broke")
        for how, count in sorted(self.healed.items()):
            print(f"{count:>8} {how}")


class Client:
    def __init__(self, address: str, tally: Tally) -> None:
        self.address, self.tally = address, tally
        self.session = requests.Session()

    def send(
        self, kind: str, method: str, path: str, **how: object
    ) -> requests.Response | None:
        """The answer, asked for again while the connection breaks; None in the end."""
        until = time.monotonic() + PATIENCE
        while True:
            begun = time.monotonic()
            try:
                answer = self.session.request(
                    method, self.address + path, timeout=LONGEST, **how
                )
            except requests.RequestException as error:
                if isinstance(error, requests.Timeout):
                    self.tally.fail(f"{path} took longer than {LONGEST} s")
                if time.monotonic() > until:
                    self.tally.fail(f"{kind} was never answered: {error}")
                    return None
                self.tally.note_again(kind)
                time.sleep(0.1)
                continue
            self.tally.note(kind, answer.status_code, time.monotonic() - begun)
            return answer


class Reader(Client):
    def __init__(self, address: str, tally: Tally, *, seed: int) -> None:
        super().__init__(address, tally)
        self.chance = random.Random(seed)

    def work(self, ended: threading.Event) -> None:
        while not ended.is_set():
            month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
            path = self.chance.choice(READ).format(month=month, day=day)
            answer = self.send("read", "GET", path)
            if answer is not None and answer.status_code != 200:
                self.tally.fail(f"{path} was answered {answer.status_code}")


class Writer(Client):
    """`done` holds what was acknowledged: text and version of a statement by its id."""

    def __init__(
        self, address: str, tally: Tally, *, token: str, article: int, number: int
    ) -> None:
        super().__init__(address, tally)
        self.session.headers["Authorization"] = f"Token {token}"
        self.proof = {"article": article, "quote": "Germany closed its embassy"}
        self.number = number
        self.done: dict[str, tuple[str, int]] = {}

    def work(self, ended: threading.Event) -> None:
        for count in itertools.count():
            if ended.is_set():
                return
            self._write(f"writer {self.number} statement {count}")

    def _write(self, text: str) -> None:
        made = self.send(
            "create",
            "POST",
            "/api/v1/statements",
            json={
                "country": "DE",
                "speaker": "a spokesman",
                "kind": "indirect",
                "stance": "information",
                "text": text,
                "evidence": self.proof,
            },
            headers={"Idempotency-Key": text.replace(" ", "-")},
        )
        if made is None or made.status_code != 201:
            self.tally.fail(f"{text} was not made: {made and made.text[:300]}")
            return
        if "Idempotent-Replayed" in made.headers:
            self.tally.note_healed(
                "creates were done, their answer lost and told again"
            )
        row = made.json()
        self.done[row["id"]] = text, row["version"]
        self._amend(row, text)

    def _amend(self, row: dict[str, object], text: str) -> None:
        changed = self.send(
            "amend",
            "PATCH",
            f"/api/v1/statements/{row['id']}",
            json={"text": f"{text}, amended", "reason": "load"},
            headers={"If-Match": f'"{row["version"]}"'},
        )
        # 412: it was amended, the answer was lost with its worker, and sent again.
        if changed is not None and changed.status_code in {200, 412}:
            self.done[str(row["id"])] = f"{text}, amended", int(str(row["version"])) + 1
            if changed.status_code == 412:
                self.tally.note_healed("amendments were done, their answer was lost")
        elif changed is not None:
            self.tally.fail(f"{text} was not amended: {changed.text[:300]}")
