"""Matrix products for the parser's network by numpy's own BLAS, on one thread.

thinc multiplies by blis, whose portable kernels took three times as long as the
OpenBLAS inside numpy on the processors we measured (`bench/extraction.py`). A second
thread only waits here: the matrices are small, and import runs in several processes.
"""

import numpy
from spacy.language import Language
from thinc.api import Model, NumpyOps
from thinc.types import Floats2d
from threadpoolctl import threadpool_limits


class MatrixOps(NumpyOps):  # type: ignore[misc]  # thinc has no types here
    """thinc's operations on numpy, with `gemm` as numpy does it."""

    def gemm(
        self,
        x: Floats2d,
        y: Floats2d,
        out: Floats2d | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats2d:
        """The product of x and y, each transposed first where asked."""
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        product: Floats2d = numpy.matmul(left, right, out=out)  # type: ignore[call-overload]
        return product


def use_numpys_matrices(nlp: Language) -> None:
    """Has the networks of a pipeline multiply by `MatrixOps`.

    Those that run on other hardware, or by another library's kernels, are left alone.
    """
    threadpool_limits(limits=1, user_api="blas")
    ops = MatrixOps()
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        if not isinstance(model, Model):
            continue
        for node in model.walk():
            if type(node.ops) is NumpyOps:
                node.ops = ops
