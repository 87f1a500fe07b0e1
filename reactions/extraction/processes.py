"""Work in several processes that may die: one killed costs its own task at most.

The system's killer of processes that take too much memory, or a fault in compiled code,
ends a process without a word. What was under way is then done again one by one, so that
it shows which task it is that kills.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

TASKS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class _UnderWay(Generic[Task, Answer]):
    task: Task
    future: "Future[Answer] | None"


def in_processes(
    tasks: Iterable[Task],
    work: Callable[[Task], Answer],
    *,
    processes: int,
    died: Callable[[], Answer],
) -> Iterator[Answer]:
    """What `work` answers to each task, in the order of `tasks`, which are drawn as
    needed; `died()` for a task that kills the process it is done in."""
    pool = _pool(processes)
    under_way: deque[_UnderWay[Task, Answer]] = deque()
    try:
        for task in tasks:
            under_way.append(_UnderWay(task, _submit(pool, work, task)))
            if len(under_way) < processes * TASKS_AHEAD:
                continue
            answers, is_broken = _first_answers(under_way, work, died)
            yield from answers
            if is_broken:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(processes)
        while under_way:
            yield from _first_answers(under_way, work, died)[0]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _first_answers(
    under_way: "deque[_UnderWay[Task, Answer]]",
    work: Callable[[Task], Answer],
    died: Callable[[], Answer],
) -> tuple[Iterable[Answer], bool]:
    """The answer to the first task; to all that are under way where a process died."""
    first = under_way[0].future
    try:
        if first is not None:
            answer = first.result()
            under_way.popleft()
            return [answer], False
    except BrokenProcessPool:
        pass
    lost = list(under_way)
    under_way.clear()
    return _again(lost, work, died), True


def _again(
    lost: Sequence[_UnderWay[Task, Answer]],
    work: Callable[[Task], Answer],
    died: Callable[[], Answer],
) -> Iterator[Answer]:
    """Answers that are there, and the others from one process, one after another."""
    alone: ProcessPoolExecutor | None = None
    for each in lost:
        if _is_answered(each.future):
            yield each.future.result()  # type: ignore[union-attr]
            continue
        alone = alone or _pool(1)
        try:
            yield alone.submit(work, each.task).result()
        except BrokenProcessPool:
            alone = None
            yield died()
    if alone is not None:
        alone.shutdown(wait=False)


def _is_answered(future: "Future[Answer] | None") -> bool:
    if future is None or not future.done() or future.cancelled():
        return False
    return not isinstance(future.exception(), BrokenProcessPool)


def _submit(
    pool: ProcessPoolExecutor, work: Callable[[Task], Answer], task: Task
) -> "Future[Answer] | None":
    try:
        return pool.submit(work, task)
    except BrokenProcessPool:
        return None  # found out when its turn comes


def _pool(processes: int) -> ProcessPoolExecutor:
    # Started afresh: a forked child would share the parent's database connections.
    return ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_leave_interrupts
    )


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the one that gives the tasks decides
    what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
