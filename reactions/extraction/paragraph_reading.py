"""A paragraph as attribution reads it: its parse, its quoted stretches, its cues.

Built once a paragraph, in one pass over the tokens; the rules only look things up.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reactions.extraction.claims import Span
from reactions.extraction.kinship import children_of
from reactions.extraction.quotes import Quote
from reactions.extraction.reporting_verbs import ReportingVerb, verbs_by_form
from reactions.extraction.tokens import Doc, Token

STOPS = frozenset(".!?;…")
MARKS = frozenset({'"', "''", "``", "“", "”", "„", "«", "»", "‘", "’", "'", "‹", "›"})
# Forms the tagger calls nouns or adjectives although nothing else is meant here.
ALWAYS_VERBS = frozenset({"said", "says", "told", "added", "insisted", "tweeted"})
OUTSIDE = -1
DASHES = frozenset({"-", "--", "–", "—", "―"})
LONGEST_SCARE = 2
LONGEST_DATELINE = 16
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
Tokens = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """One paragraph of an article, the unit that is attributed.

    `doc` holds exactly the paragraph's text, tokenised; where it can hold a claim also
    tagged and parsed. `start` is the offset of its first character in the article.
    `opens_section` says that a heading stands before it: nobody speaks on across it.
    """

    doc: Doc
    start: int
    opens_section: bool = False


@dataclass(frozen=True, slots=True)
class QuotedTokens:
    """Tokens [start, end) between the marks, [marked_start, marked_end) with them."""

    quote: Quote
    start: int
    end: int
    marked_start: int
    marked_end: int


@dataclass(frozen=True, slots=True)
class Cue:
    at: int
    verb: ReportingVerb


@dataclass(frozen=True, slots=True)
class Reading:
    paragraph: ParsedParagraph
    words: tuple[str, ...]
    quotes: tuple[QuotedTokens, ...]
    quote_of: tuple[int, ...]
    cues: tuple[Cue, ...]
    cue_places: tuple[int, ...]
    according: tuple[int, ...]
    sentence_starts: tuple[int, ...]
    is_parsed: bool
    dateline_end: int

    @property
    def doc(self) -> Doc:
        return self.paragraph.doc

    def token(self, at: int) -> Token:
        return self.doc[at]

    def span(self, start: int, end: int) -> Span:
        """Article offsets of tokens [start, end); end > start."""
        last = self.doc[end - 1]
        base = self.paragraph.start
        return Span(base + self.doc[start].idx, base + last.idx + len(last))

    def is_quoted(self, at: int) -> bool:
        return self.quote_of[at] != OUTSIDE

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Tokens of the sentence that holds `at`, as the parser splits it."""
        number = bisect_right(self.sentence_starts, at)
        following = self.sentence_starts[number : number + 1] or (len(self.words),)
        start = self.sentence_starts[number - 1]
        return max(start, min(self.dateline_end, at)), following[0]

    def cues_between(self, start: int, end: int) -> tuple[Cue, ...]:
        places = self.cue_places
        return self.cues[bisect_left(places, start) : bisect_left(places, end)]


def read_paragraph(paragraph: ParsedParagraph, quotes: Sequence[Quote]) -> Reading:
    doc = paragraph.doc
    words = tuple(token.lower_ for token in doc)
    placed = tuple(_place(doc, quotes))
    quote_of = [OUTSIDE] * len(doc)
    for number, quoted in enumerate(placed):
        for at in range(quoted.marked_start, quoted.marked_end):
            quote_of[at] = number
    cues: list[Cue] = []
    according: list[int] = []
    forms = verbs_by_form()
    parsed = doc.is_parsed
    for at, word in enumerate(words):
        if not parsed:
            continue
        number = quote_of[at]
        if number != OUTSIDE and not (
            word in forms and _is_scare(placed[number], doc[at])
        ):
            continue
        verb = forms.get(word)
        if verb and _is_verb(doc[at], word):
            cues.append(Cue(at, verb))
        elif word == "according" and words[at + 1 : at + 2] == ("to",):
            according.append(at)
    return Reading(
        paragraph=paragraph,
        words=words,
        quotes=placed,
        quote_of=tuple(quote_of),
        cues=tuple(cues),
        cue_places=tuple(cue.at for cue in cues),
        according=tuple(according),
        sentence_starts=tuple(s.start for s in doc.sents) if parsed else (0,),
        is_parsed=parsed,
        dateline_end=_dateline_end(words),
    )


def _is_scare(quoted: QuotedTokens, token: Token) -> bool:
    """ "strongly condemned" the attack: a verb of the narrator's own sentence, between
    its subject and its object."""
    if quoted.end - quoted.start > LONGEST_SCARE or not token.tag_.startswith("VB"):
        return False
    subject = any(
        c.dep_ == "nsubj" and c.i < quoted.marked_start for c in token.children
    )
    target = any(
        c.dep_ == "dobj" and c.i >= quoted.marked_end for c in children_of(token)
    )
    return subject and target


def _dateline_end(words: Sequence[str]) -> int:
    """After "KABUL, Aug 15 (Reuters) -": the first token of the story, else 0."""
    for at in range(1, min(len(words) - 1, LONGEST_DATELINE)):
        if words[at] in DASHES and words[at - 1] == ")":
            return at + 1
    return 0


def _is_verb(token: Token, word: str) -> bool:
    if token.dep_ == "amod":
        return False
    return token.tag_.startswith("VB") or word in ALWAYS_VERBS


def _place(doc: Doc, quotes: Sequence[Quote]) -> list[QuotedTokens]:
    if not quotes:
        return []
    starts = [token.idx for token in doc]
    ends = [token.idx + len(token) for token in doc]
    placed = []
    for quote in quotes:
        placed.append(
            QuotedTokens(
                quote,
                bisect_right(ends, quote.inside.start),
                bisect_left(starts, quote.inside.end),
                bisect_right(ends, quote.marked.start),
                bisect_left(starts, quote.marked.end),
            )
        )
    return placed
