"""Remember how the parser's network embeds a word: most words have been seen before.

The first layers of the tok2vec network look at a word alone: its norm, prefix, suffix
and shape, whether a blank follows. The same word gives the same vector, so it is worked
out once and looked up after that. What comes behind looks at neighbours and is left as
it is.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc
from thinc.api import Model

WORDS_REMEMBERED = 30_000
"""So many vectors take 12 MB."""
SHAPE = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
"""The layers that embed words, by how their names begin, as spaCy's own models have."""

Vectors = NDArray[numpy.float32]


class EmbeddingMemory:
    """The vectors of words by the attributes they are made from."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        extract, _, hashes, mix, _ = embed.layers
        self._columns: list[int | str] = extract.attrs["columns"]
        self._hashes, self._mix = hashes.layers[0], mix.layers[0]
        self._rows: dict[bytes, int] = {}
        self._lock = Lock()
        width = self._mix.get_dim("nO")
        self._vectors: Vectors = numpy.zeros((WORDS_REMEMBERED, width), numpy.float32)

    def __call__(
        self, model: Model[Any, Any], docs: Sequence[SpacyDoc], is_train: bool
    ) -> tuple[list[Vectors], Any]:
        """What the layers would give for the documents; there is no way back."""
        if is_train:
            raise ValueError("a pipeline that remembers its words cannot be trained")
        arrays = [
            doc.to_array(self._columns).astype(numpy.uint64, copy=False) for doc in docs
        ]
        with self._lock:
            return [self._vectors_of(array) for array in arrays], None

    def _vectors_of(self, words: NDArray[numpy.uint64]) -> Vectors:
        size = words.shape[1] * words.itemsize
        whole = words.tobytes()
        keys = [whole[at : at + size] for at in range(0, len(whole), size)]
        new = [at for at, key in enumerate(keys) if key not in self._rows]
        if new:
            self._learn(keys, words, new)
        return self._vectors[[self._rows[key] for key in keys]]

    def _learn(
        self, keys: Sequence[bytes], words: NDArray[numpy.uint64], new: Sequence[int]
    ) -> None:
        first = {keys[at]: at for at in new}
        if len(self._rows) + len(first) > WORDS_REMEMBERED:
            self._rows.clear()
            first = {key: at for at, key in enumerate(keys)}
        found = self._mix.predict(self._hashes.predict(words[list(first.values())]))
        start = len(self._rows)
        self._vectors[start : start + len(first)] = found
        self._rows.update(zip(first, range(start, start + len(first)), strict=True))


def remember_embedding(nlp: Language) -> None:
    """Has a pipeline's tok2vec look up the words it has met.

    Pipelines that are built in another way are left alone.
    """
    if "tok2vec" not in nlp.pipe_names:
        return
    model = getattr(nlp.get_pipe("tok2vec"), "model", None)
    if not isinstance(model, Model) or not model.layers:
        return
    embed = model.layers[0]
    names = [layer.name for layer in embed.layers]
    fits = len(names) == len(SHAPE) and all(
        name.startswith(begins) for name, begins in zip(names, SHAPE, strict=True)
    )
    if fits and embed.layers[0].attrs.get("columns"):
        embed._func = EmbeddingMemory(embed)
