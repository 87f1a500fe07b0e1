"""Find subjects that a parse has hung elsewhere: in headlines, lists and asides.

Works on spaCy's dependencies alone.
"""

from collections.abc import Iterator

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Token

FINITE = frozenset({"VBZ", "VBP", "VBD"})
BEFORE_FINITE = frozenset({"aux", "auxpass", "advmod", "neg"})
NAMED = frozenset({"NN", "NNS", "NNP", "NNPS"})
ASIDES = frozenset({"included", "excepted", "apart"})


def listed_before(verb: Token, subject: Token) -> Iterator[Token]:
    """ "Peru, Ecuador shut embassies": a headline's list, parsed as an aside."""
    comma = subject.left_edge.i - 1
    if subject.tag_ != "NNP" or comma < 1 or verb.doc[comma].text != ",":
        return
    before = verb.doc[comma - 1]
    if before.dep_ == "npadvmod" and before.tag_ == "NNP" and before.head.i == verb.i:
        yield before


def each_of(subject: Token) -> Token:
    """ "Belgium and Austria each pledged": both of them, hung on the "each"."""
    if subject.lower_ in {"each", "both"}:
        for child in subject.lefts:
            if child.tag_ == "NNP" and child.dep_ in {"nmod", "compound", "appos"}:
                return child
    return subject


def drawn_away(verb: Token) -> list[Token]:
    """ "hit two generals and Canada adopted": a subject parsed as one more object.

    A name that stands right before a finite verb, after an "and" that joined it to
    what the verb before was about.
    """
    if not verb.tag_.startswith("VB"):
        return []
    if verb.dep_ != "conj":
        return _before_helper(verb)
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    if verb.tag_ not in FINITE and (not helpers or helpers[0].tag_ == "TO"):
        return []
    at = verb.i - 1
    while at > 0 and (
        verb.doc[at].head.i == verb.i and verb.doc[at].dep_ in BEFORE_FINITE
    ):
        at -= 1
    name = verb.doc[at]
    if name.tag_ in {"NN", "NNS"}:
        return _before_helper(verb)
    if name.tag_ not in {"NNP", "NNPS"} or name.dep_ != "conj" or name.i <= verb.head.i:
        return []
    while name.head.dep_ == "conj" and name.head.tag_ == "NNP":
        name = name.head
    joined = any(c.lower_ in {"and", "but", "while"} for c in children_of(name.head))
    return [name] if joined else []


def _before_helper(verb: Token) -> list[Token]:
    """ "was hit by a shell and staff are working": a noun drawn to the shell."""
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    aside = verb.dep_ in {"ccomp", "advcl"}
    aside = aside and not any(c.dep_ == "mark" for c in verb.lefts)
    if not helpers and aside and verb.tag_ in FINITE:
        helpers = [verb]  # "is in touch with both sides and its embassy stays open"
    elif not helpers or not (aside or verb.dep_ in {"conj", "ROOT"}):
        return []
    first = helpers[0]
    if first.tag_ in {"TO", "VB"} or first.i <= verb.sent.start:
        return []
    noun = verb.doc[first.i - 1]
    joined = noun.tag_ in NAMED and noun.dep_ == "conj"
    if noun.tag_ in {"NNP", "NNPS"}:  # "moved to Dakar and Oman is staying"
        joined = joined and any(t.i == verb.head.i for t in noun.ancestors)
        joined = joined and noun.head.dep_ in {"pobj", "dobj"}
    return [noun] if joined and noun.head.pos_ in {"NOUN", "PROPN"} else []


def of_headline(verb: Token) -> list[Token]:
    """ "Denmark to wind up embassy": a name taken for an order to do so."""
    name = verb.head
    opens = verb.dep_ == "xcomp" and name.is_sent_start and name.tag_ == "VB"
    return [name] if opens and verb.doc[name.i + 1].lower_ == "to" else []


def before_verb(verb: Token) -> list[Token]:
    """ "After a day of bargaining AU chiefs settled": drawn to what opens the line.

    Only where nothing but the aside stands before the noun, and no comma between.
    """
    if verb.tag_ not in FINITE or verb.dep_ not in {"ROOT", "ccomp"} or verb.i == 0:
        return []
    noun = verb.doc[verb.i - 1]
    if noun.tag_ not in {"NNS", "NNP", "NN"} or noun.dep_ not in {"dobj", "pobj"}:
        return []
    if noun.dep_ == "pobj" and noun.head.i == noun.left_edge.i - 1:
        return []  # "in the capital agreed": what the preposition is about
    aside = noun
    while aside.head.i not in {verb.i, aside.i} and aside.head.i < verb.i:
        aside = aside.head
    before = verb.doc[aside.left_edge.i : verb.i]
    whole = aside.head.i == verb.i and aside.dep_ == "prep"
    return [noun] if whole and not any(t.text == "," for t in before) else []


def behind_aside(verb: Token) -> list[Token]:
    """ "At the behest of Chad, the Council met": taken for another name of Chad."""
    if verb.tag_ not in FINITE or verb.dep_ not in {"ROOT", "ccomp"}:
        return []
    at = verb.i - 1
    while (
        at > 0 and verb.doc[at].head.i == verb.i and verb.doc[at].dep_ in BEFORE_FINITE
    ):
        at -= 1
    noun = verb.doc[at]
    while noun.dep_ in {"pobj", "prep"} and noun.head.i > noun.sent.start:
        noun = noun.head  # "the foreign minister of Chad met"
        if noun.dep_ == "appos":
            break
    comma = noun.left_edge.i - 1
    if noun.dep_ != "appos" or comma < 1 or verb.doc[comma].text != ",":
        return []
    aside = noun
    while aside.head.i not in {verb.i, aside.i}:
        aside = aside.head
    opens = aside.dep_ == "prep" and aside.i < noun.i and aside.head.i == verb.i
    return [noun] if opens and aside.left_edge.is_sent_start else []


def before_aside(verb: Token) -> list[Token]:
    """ "the embassy, the consul included, is moving": drawn to the "included"."""
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VBG", "VBN", "VBZ", "VBD"}:
        return []
    aside = [c for c in verb.head.rights if c.i < verb.i and c.lower_ in ASIDES]
    return [c for a in aside for c in a.lefts if c.dep_ == "nsubj"]


def behind_place(verb: Token) -> list[Token]:
    """ "Due to protests in Quito, the embassy is shut": drawn to the town."""
    if verb.tag_ not in FINITE or verb.dep_ not in {"ROOT", "ccomp"} or not verb.i:
        return []
    last = verb.nbor(-1)
    if verb.lemma_ not in {"be", "remain", "stay", "close", "open", "suspend", "have"}:
        return []
    for noun in (last, *last.ancestors):
        if noun.dep_ == "appos":
            town, comma = noun.head, noun.left_edge.i - 1
            drawn = town.dep_ == "pobj" and town.tag_ == "NNP" and comma > town.i
            return [noun] if drawn and verb.doc[comma].text == "," else []
        if noun.i >= verb.i:
            break
    return []


def doer_before(verb: Token) -> Token | None:
    """ "The US renewed sanctions on them": a sentence, parsed as one noun phrase."""
    if verb.dep_ != "amod" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT":
        return None
    before = verb.doc[verb.i - 1] if verb.i else verb
    name = before.tag_ == "NNP" and before.dep_ == "npadvmod"
    return before if name and before.head.i == verb.i else None


def named_craft(subject: Token, verb: Token) -> Token:
    """ "The navy ship Makassar was expected", parsed as a ship that Makassar was."""
    noun, before = verb.head, subject.left_edge.i - 1
    named = verb.dep_ == "relcl" and noun.i == before and subject.tag_ == "NNP"
    common = noun.tag_ == "NN" and noun.dep_ == "ROOT"
    return noun if named and common and subject.i < verb.i else subject
