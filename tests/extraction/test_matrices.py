import numpy
import pytest
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_info

from reactions.extraction.matrices import MatrixOps
from reactions.extraction.parsing import load_parser


@pytest.mark.parametrize(
    ("first", "second", "trans1", "trans2"),
    [
        ((7, 5), (5, 3), False, False),
        ((7, 5), (3, 5), False, True),
        ((5, 7), (5, 3), True, False),
        ((5, 7), (3, 5), True, True),
        ((0, 5), (5, 3), False, False),
    ],
)
def test_products_are_those_of_thinc(first, second, trans1, trans2):
    chance = numpy.random.default_rng(1)
    x, y = chance.random(first, dtype="f"), chance.random(second, dtype="f")
    ours = MatrixOps().gemm(x, y, trans1=trans1, trans2=trans2)
    theirs = NumpyOps().gemm(x, y, trans1=trans1, trans2=trans2)
    numpy.testing.assert_allclose(ours, theirs, rtol=1e-5)


def test_a_product_goes_where_it_is_wanted():
    x, y = numpy.ones((2, 3), dtype="f"), numpy.ones((3, 2), dtype="f")
    out = numpy.zeros((2, 2), dtype="f")
    assert MatrixOps().gemm(x, y, out=out) is out
    assert out.tolist() == [[3.0, 3.0], [3.0, 3.0]]


def test_the_parsers_networks_use_them_on_one_thread():
    parser = load_parser()
    networks = [
        part.model
        for _, part in parser.nlp.pipeline
        if isinstance(getattr(part, "model", None), Model)
    ]
    assert networks
    for network in networks:
        assert {type(node.ops) for node in network.walk()} == {MatrixOps}
    blas = [each for each in threadpool_info() if each["user_api"] == "blas"]
    assert all(each["num_threads"] == 1 for each in blas)
