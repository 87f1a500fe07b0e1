"""The spaCy pipeline as extraction uses it: tags and a parse, and no more.

Loads any installed English pipeline. Its entity recogniser is never run; coarse parts
of speech and lemmas, which the stock pipeline works out word by word, come from a table
and a memory of words already seen. Documents live in a memory zone of bounded age.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from reactions.extraction.clause_mending import mend_clauses
from reactions.extraction.embedding import remember_embedding
from reactions.extraction.installed import NoModelError, installed_model
from reactions.extraction.known_names import introduce_names
from reactions.extraction.matrices import use_numpys_matrices
from reactions.extraction.token_making import TokenMaker
from reactions.extraction.tokens import Doc, Token

UNUSED = ("ner", "senter", "textcat", "entity_linker", "entity_ruler")
NEEDED = ("tagger", "parser", "lemmatizer")
REPLACED = ("attribute_ruler", "lemmatizer")
# The tokeniser's cost grows with the square of an unbroken run of marks.
NO_WORD = re.compile(r"\S{300,}")
LETTERS_A_BATCH = 20_000
TEXTS_A_ZONE = 100
WORDS_REMEMBERED = 200_000
WORDS_KEPT = 30_000
"""So many words and marks cost a process 20 MB."""

# Penn Treebank tags to universal parts of speech, after the table of the Universal
# Dependencies project; auxiliaries are told by their dependency.
PARTS = {
    "AFX": "ADJ", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X",
    "HYPH": "PUNCT", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "LS": "X", "MD": "AUX", "NFP": "PUNCT", "NN": "NOUN", "NNP": "PROPN",
    "NNPS": "PROPN", "NNS": "NOUN", "PDT": "DET", "POS": "PART", "PRP": "PRON",
    "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM",
    "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
    "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON", "WP": "PRON",
    "WP$": "PRON", "WRB": "ADV", "XX": "X", "_SP": "SPACE", "$": "SYM", "#": "SYM",
    ".": "PUNCT", ",": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT",
    "-LRB-": "PUNCT", "-RRB-": "PUNCT",
}  # fmt: skip
CONTRACTIONS = {
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be",
    "'ve": "have", "’ve": "have", "'ll": "will", "’ll": "will", "wo": "will",
    "ca": "can", "'d": "would", "’d": "would", "n't": "not", "n’t": "not",
}  # fmt: skip

# Ranks and titles whose full stop spaCy's own list would take for a sentence's.
ABBREVIATED = (
    *("Col.", "Lt.", "Maj.", "Capt.", "Cmdr.", "Brig.", "Sgt.", "Cpl.", "Supt."),
    *("Amb.", "Hon.", "Atty.", "Msgr.", "Dep.", "Sec.", "Asst.", "Engr."),
)
INFLECTED = frozenset({"VBD", "VBG", "VBN", "VBZ", "NNS", "JJR", "JJS", "RBR", "RBS"})
MISREAD = {
    "readied": "ready",
    "hoped": "hope",
    "hoping": "hope",
    "installed": "install",
    "rehoused": "rehouse",
    "spirited": "spirit",
    "whittled": "whittle",
    "whittling": "whittle",
    "pared": "pare",
    "paring": "pare",
    "slimmed": "slim",
    "slimming": "slim",
    "helicoptered": "helicopter",
    "choppered": "chopper",
}
"""Forms that the lemmatiser's rules get wrong."""
IRREGULAR = {"are": "be", "am": "be", "an": "a"}


@dataclass(slots=True)
class Parser:
    """Parses paragraphs into plain tokens, which need spaCy no more."""

    nlp: Language
    name: str
    _maker: TokenMaker = field(default_factory=TokenMaker)
    _lemmas: dict[tuple[str, str], str] = field(default_factory=dict)
    _zone: AbstractContextManager[object] | None = None
    _texts: int = 0

    def begin_text(self, letters: int) -> None:
        """Renews the memory zone now and then, so that new words do not pile up.

        The words of the first texts are kept for good, outside a zone: most words of
        later texts are among them, and only such the tokeniser knows again at sight.
        """
        if self._zone is not None and self._texts >= TEXTS_A_ZONE:
            self._zone.__exit__(None, None, None)
            self._zone = None
        if self._zone is None:
            if len(self.nlp.vocab) < WORDS_KEPT and letters <= LETTERS_A_BATCH:
                return
            self._zone = self.nlp.memory_zone()
            self._zone.__enter__()
            self._texts = 0
        self._texts += 1

    def tokenise(self, words: str) -> Doc:
        """The words without a parse; a run that is no word stays whole."""
        if NO_WORD.search(words):
            whole = SpacyDoc(self.nlp.vocab, words=[words], spaces=[False])
            return self._maker.document(whole, is_parsed=False)
        return self._maker.document(self.nlp.make_doc(words), is_parsed=False)

    def parse(self, paragraphs: Iterable[str]) -> Iterator[Doc]:
        """The paragraphs with tags, dependencies, parts of speech and lemmas."""
        for batch in _batches(paragraphs):
            docs = self.nlp.pipe(batch, disable=list(REPLACED), batch_size=len(batch))
            yield from map(self._complete, docs)

    def _complete(self, source: SpacyDoc) -> Doc:
        self._mend_opening(source)
        mend_clauses(source)
        doc = self._maker.document(source, is_parsed=True)
        for token in doc:
            known = self._lemmas.get((token.text, token.tag_))
            token.lemma_ = self._lemma(source, token) if known is None else known
            token.pos_ = _part_of(token)
        return doc

    def _mend_opening(self, doc: SpacyDoc) -> None:
        """ "Withdrew its diplomats": a line's first verb, taken for a name."""
        if not len(doc) or doc[0].dep_ != "ROOT" or doc[0].tag_ not in {"NNP", "VB"}:
            return
        if not any(c.dep_ in {"dobj", "prt"} for c in doc[0].children):
            return
        doc[0].pos_ = "VERB"
        lemmatizer: Any = self.nlp.get_pipe("lemmatizer")
        lemma = str(lemmatizer.lemmatize(doc[0])[0])
        if lemma.lower() != doc[0].lower_ and not doc[0].lower_.endswith("s"):
            doc[0].tag_ = "VBD"

    def _lemma(self, source: SpacyDoc, token: Token) -> str:
        """The lemma by spaCy's rules, remembered by word and tag."""
        lemma = CONTRACTIONS.get(token.lower_) or MISREAD.get(token.lower_)
        if token.tag_ in INFLECTED and lemma is None:
            word = source[token.i]
            word.pos_ = PARTS[token.tag_]
            lemmatizer: Any = self.nlp.get_pipe("lemmatizer")
            lemma = str(lemmatizer.lemmatize(word)[0])
        elif token.tag_.startswith("NNP"):
            lemma = token.text
        elif lemma is None or token.tag_ == "POS":
            lemma = IRREGULAR.get(token.lower_, token.lower_)
        if len(self._lemmas) >= WORDS_REMEMBERED:
            self._lemmas.clear()
        self._lemmas[token.text, token.tag_] = lemma
        return lemma


def _part_of(token: Token) -> str:
    part = PARTS.get(token.tag_, "X")
    if part == "VERB" and (token.dep_ in {"aux", "auxpass"} or token.lemma_ == "be"):
        return "AUX"
    return part


def _batches(paragraphs: Iterable[str]) -> Iterator[list[str]]:
    """Cut so that the network's working memory stays small in a text of any length."""
    batch: list[str] = []
    size = 0
    for words in paragraphs:
        if batch and size + len(words) > LETTERS_A_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(words)
        size += len(words)
    if batch:
        yield batch


@cache
def load_parser(name: str = "") -> Parser:
    """The parser on the pipeline called `name`, else on the stock English one.

    Raises NoModelError when it is not installed, or cannot tag and parse English.
    """
    model = installed_model(name)
    try:
        nlp = spacy.load(model, exclude=list(UNUSED))
    except (AttributeError, ImportError, OSError, ValueError) as error:
        raise NoModelError(f"{model} is no spaCy pipeline: {error}") from error
    lacking = [f"no {part}" for part in NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "en":
        lacking.append("another language")
    if lacking:
        raise NoModelError(f"{model} cannot read English: {', '.join(lacking)}")
    use_numpys_matrices(nlp)
    remember_embedding(nlp)
    introduce_names(nlp)
    tokenizer: Any = nlp.tokenizer
    for rank in ABBREVIATED:
        tokenizer.add_special_case(rank, [{ORTH: rank}])
    tokenizer.max_cache_size = WORDS_KEPT
    # "posted on X. He added": the network's name, no initial.
    tokenizer.add_special_case("X.", [{ORTH: "X"}, {ORTH: "."}])
    return Parser(nlp, model)
