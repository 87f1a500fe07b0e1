"""The forms by which a noun is looked up: its lemma, its spelling, with what is before.

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.tokens import Token


def lemmas_of(noun: Token) -> tuple[str, ...]:
    lemma = noun.lemma_.lower()
    spelled = noun.lower_
    double = f"{noun.nbor(-1).lower_} {lemma}" if noun.i > 0 else lemma
    after = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if after.lower_ == "freezes" and noun.dep_ == "nsubj":
        double = f"{lemma} freeze"  # "imposed asset freezes", misread as a clause
    named = [
        child.lemma_.lower()  # "the frigate Lancaster": named, but still a frigate
        for child in noun.lefts
        if noun.pos_ == "PROPN"
        and child.dep_ in {"compound", "nmod", "amod"}
        and child.lower_ != "national"
    ]
    return tuple(dict.fromkeys((lemma, spelled, double, *named)))
