"""Tell what is carried from what carries it: "flew in 50 soldiers", "by helicopter"."""

from collections.abc import Iterator

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Token

MEANS = frozenset(
    """way air sea land road ship boat bus train plane car phone telephone helicopter
    convoy ferry aircraft jet airliner tanker freighter night now then dawn midday noon
    midnight video link videolink videoconference""".split()
)


HOW = frozenset("circle drove formation number hour day minute wave turn".split())


def carried(verb: Token) -> Iterator[Token]:
    """ "flew in 50 soldiers", parsed as if they were the place they flew in."""
    for prep in children_of(verb):
        if (
            prep.dep_ == "prep"
            and prep.lower_ in {"in", "out"}
            and prep.i == verb.i + 1
        ):
            yield from (
                noun
                for noun in children_of(prep)
                if noun.dep_ == "pobj" and _is_load(noun)
            )


def _is_load(noun: Token) -> bool:
    """ "50 soldiers", "a field hospital", not "a helicopter": what is carried."""
    if noun.tag_ in {"NNS", "NNPS"}:
        counted = any(c.dep_ in {"nummod", "amod"} for c in noun.lefts)
        return counted or noun.lemma_.lower() not in MEANS | HOW
    return (
        noun.tag_ == "NN"
        and noun.lower_ not in MEANS
        and any(c.lower_ in {"a", "an"} for c in noun.lefts)
        and any(c.dep_ in {"compound", "amod"} for c in noun.lefts)
    )
