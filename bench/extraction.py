#!/usr/bin/env python3
"""Compare the cost of extraction with that of spaCy alone, in one run.

    python bench/extraction.py [--rounds 5] [--copies 4]

Works through the gold texts and the samples with: our whole extraction, the stock
English pipeline with everything it has, and its tagger and parser alone. Rounds are
interleaved; a figure is the median of the rounds' CPU seconds (this process). Also: a
stream of which nine texts of ten are irrelevant, the cost of a text by its length, and
the memory after many texts.
"""

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import spacy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reactions.extraction.parsing import load_parser  # noqa: E402
from reactions.extraction.pipeline import extract  # noqa: E402

PUBLISHED = date(2021, 8, 15)
IRRELEVANT = (
    "The bakery on the corner sells bread and cakes from six in the morning. Its owner"
    " has worked there for thirty years and knows every child by name. On rainy days"
    " the queue is short, and there is time for a story about the old oven.\n\n"
    "The rules of the game are simple: two teams of five run after a ball until one of"
    " them is tired. Nobody counts the points, and everybody goes home happy.\n\n"
)


def gold_texts() -> list[str]:
    folders = ("tests/extraction/gold", "samples/kabul-2021")
    return [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.txt"))
    ]


def extract_all(texts: Sequence[str]) -> None:
    for text in texts:
        extract(text, published_on=PUBLISHED, host="AF", host_city="Kabul")


def run_through(nlp: spacy.Language, texts: Sequence[str]) -> None:
    # As it is mostly used: in a memory zone the tokeniser would know no word again.
    for text in texts:
        nlp(text)


def cpu_seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(
    variants: dict[str, Callable[[], None]], *, rounds: int
) -> dict[str, float]:
    """Median CPU seconds a variant, rounds interleaved, one round to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(rounds + 1):
        for name, work in variants.items():
            seconds = cpu_seconds(work)
            if number:
                taken[name].append(seconds)
    return {name: statistics.median(found) for name, found in taken.items()}


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, default=1, help="each text so often")
    parser.add_argument("--memory-texts", type=int, default=1000)
    args = parser.parse_args()

    name = load_parser().name
    stock, parser_only = (
        spacy.load(name),
        spacy.load(name, exclude=["ner", "attribute_ruler", "lemmatizer"]),
    )
    texts = gold_texts() * args.copies
    stream = [t for text in texts for t in (text, *[IRRELEVANT * 3] * 9)]

    print(f"{name}, {len(texts)} texts, {sum(map(len, texts))} characters")
    show(
        "relevant texts",
        compare(
            {
                "extraction": lambda: extract_all(texts),
                "stock pipeline": lambda: run_through(stock, texts),
                "parser alone": lambda: run_through(parser_only, texts),
            },
            rounds=args.rounds,
        ),
    )
    show(
        "nine of ten irrelevant",
        compare(
            {
                "extraction": lambda: extract_all(stream),
                "stock pipeline": lambda: run_through(stock, stream),
            },
            rounds=max(args.rounds // 2, 1),
        ),
    )
    by_length(texts, rounds=args.rounds)
    memory(texts, count=args.memory_texts)


def show(title: str, medians: dict[str, float]) -> None:
    ours = medians["extraction"]
    print(f"\n{title}")
    for variant, seconds in medians.items():
        print(f"  {variant:<16} {seconds:8.3f} s CPU   {seconds / ours:5.2f} x ours")


def by_length(texts: Sequence[str], *, rounds: int) -> None:
    """Cost a character of one long text against a short one: flat when linear."""
    body = "\n\n".join(texts)
    short, long = body[:20_000], (body * 20)[:200_000]
    medians = compare(
        {
            "20,000 characters": lambda: extract_all([short]),
            "200,000 characters": lambda: extract_all([long]),
        },
        rounds=max(rounds // 2, 1),
    )
    ratio = medians["200,000 characters"] / medians["20,000 characters"] / 10
    print(f"\ncost a character, ten times the length: {ratio:.2f} x")


def memory(texts: Sequence[str], *, count: int) -> None:
    for number in range(count):
        extract_all([texts[number % len(texts)] + f" w{number}x{number * 7}"])
        if number + 1 in {count // 10, count}:
            print(f"after {number + 1} texts: {peak_megabytes():.0f} MB at the peak")


if __name__ == "__main__":
    main()
