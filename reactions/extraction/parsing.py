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

import numpy
import spacy
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc

from reactions.extraction.clause_mending import mend_clauses
from reactions.extraction.installed import NoModelError, installed_model
from reactions.extraction.known_names import introduce_names
from reactions.extraction.matrices import use_numpys_matrices

UNUSED = ("ner", "senter", "textcat", "entity_linker", "entity_ruler")
NEEDED = ("tagger", "parser", "lemmatizer")
REPLACED = ("attribute_ruler", "lemmatizer")
# The tokeniser's cost grows with the square of an unbroken run of marks.
NO_WORD = re.compile(r"\S{300,}")
LETTERS_A_BATCH = 20_000
NO_VECTORS = numpy.zeros((0,), dtype="f")
TEXTS_A_ZONE = 100
WORDS_REMEMBERED = 200_000

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
}
"""Forms that the lemmatiser's rules get wrong."""
IRREGULAR = {"are": "be", "am": "be", "an": "a"}


@dataclass(slots=True)
class Parser:
    """Parses paragraphs. Documents must not outlive the call that asked for them."""

    nlp: Language
    name: str
    _lemmas: dict[tuple[int, int], str] = field(default_factory=dict)
    _zone: AbstractContextManager[object] | None = None
    _texts: int = 0

    def begin_text(self) -> None:
        """Renews the memory zone now and then, so that new words do not pile up."""
        if self._zone is not None and self._texts >= TEXTS_A_ZONE:
            self._zone.__exit__(None, None, None)
            self._zone = None
        if self._zone is None:
            self._zone = self.nlp.memory_zone()
            self._zone.__enter__()
            self._texts = 0
        self._texts += 1

    def tokenise(self, words: str) -> Doc:
        """The words without a parse; a run that is no word stays whole."""
        if NO_WORD.search(words):
            return Doc(self.nlp.vocab, words=[words], spaces=[False])
        return self.nlp.make_doc(words)

    def parse(self, paragraphs: Iterable[str]) -> Iterator[Doc]:
        """The paragraphs with tags, dependencies, parts of speech and lemmas."""
        for batch in _batches(paragraphs):
            docs = self.nlp.pipe(batch, disable=list(REPLACED), batch_size=len(batch))
            for doc in docs:
                self._complete(doc)
                # The network's vectors are most of a document, and no rule asks them.
                doc.tensor = NO_VECTORS
                yield doc

    def _complete(self, doc: Doc) -> None:
        parts, auxiliary = _parts(self.nlp), _auxiliary(self.nlp)
        strings = doc.vocab.strings
        self._mend_opening(doc)
        mend_clauses(doc)
        values = numpy.zeros((len(doc), 2), dtype="uint64")
        for i, (tag, dep, orth) in enumerate(doc.to_array([TAG, DEP, ORTH]).tolist()):
            lemma = self._lemmas.get((orth, tag))
            if lemma is None:
                lemma = self._lemma(doc, i, orth, tag)
            part = parts.get(tag, parts[0])
            if part == auxiliary.verb and (dep in auxiliary.deps or lemma == "be"):
                part = auxiliary.part
            values[i] = (part, strings.add(lemma))
        doc.from_array([POS, LEMMA], values)  # type: ignore[arg-type]

    def _mend_opening(self, doc: Doc) -> None:
        """ "Withdrew its diplomats": a line's first verb, taken for a name."""
        if not len(doc) or doc[0].dep_ != "ROOT" or doc[0].tag_ not in {"NNP", "VB"}:
            return
        # Not children_of: the document is not complete yet.
        if not any(c.dep_ in {"dobj", "prt"} for c in doc[0].children):
            return
        doc[0].pos_ = "VERB"
        lemmatizer: Any = self.nlp.get_pipe("lemmatizer")
        lemma = str(lemmatizer.lemmatize(doc[0])[0])
        if lemma.lower() != doc[0].lower_ and not doc[0].lower_.endswith("s"):
            doc[0].tag_ = "VBD"

    def _lemma(self, doc: Doc, i: int, orth: int, tag: int) -> str:
        """The lemma by spaCy's rules, remembered by word and tag."""
        token = doc[i]
        lemma = CONTRACTIONS.get(token.lower_) or MISREAD.get(token.lower_)
        if token.tag_ in INFLECTED and lemma is None:
            token.pos_ = PARTS[token.tag_]
            lemmatizer: Any = self.nlp.get_pipe("lemmatizer")
            lemma = str(lemmatizer.lemmatize(token)[0])
        elif token.tag_.startswith("NNP"):
            lemma = token.text
        elif lemma is None or token.tag_ == "POS":
            lemma = IRREGULAR.get(token.lower_, token.lower_)
        if len(self._lemmas) >= WORDS_REMEMBERED:
            self._lemmas.clear()
        self._lemmas[orth, tag] = lemma
        return lemma


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


@dataclass(frozen=True, slots=True)
class _Auxiliary:
    verb: int
    part: int
    deps: frozenset[int]


@cache
def _parts(nlp: Language) -> dict[int, int]:
    strings = nlp.vocab.strings
    found = {strings[tag]: spacy.symbols.IDS[part] for tag, part in PARTS.items()}
    return {0: spacy.symbols.IDS["X"], **found}


@cache
def _auxiliary(nlp: Language) -> _Auxiliary:
    ids = spacy.symbols.IDS
    deps = frozenset(nlp.vocab.strings[dep] for dep in ("aux", "auxpass"))
    return _Auxiliary(ids["VERB"], ids["AUX"], deps)


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
    introduce_names(nlp)
    tokenizer: Any = nlp.tokenizer
    for rank in ABBREVIATED:
        tokenizer.add_special_case(rank, [{ORTH: rank}])
    # "posted on X. He added": the network's name, no initial.
    tokenizer.add_special_case("X.", [{ORTH: "X"}, {ORTH: "."}])
    return Parser(nlp, model)
