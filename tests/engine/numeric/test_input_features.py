"""Factors of input features against differences and their own formulas; the most of them."""

import numpy as np
import pytest

from engine.numeric.input_features import (
    MOST,
    BadFeature,
    Factor,
    features,
    formula,
    partials,
    product,
)

X = np.array([[0.3, -1.2], [2.0, 0.5], [-1.0, 1.5]])
FUNCTIONS = {"sin": np.sin, "cos": np.cos}
FACTORS = [Factor(f, 1) for f in ("sin", "cos")] + [Factor("pow", 1, p) for p in (1, 2, 3, 9)]


def by_formula(text, x):
    return [eval(text, FUNCTIONS | {"x": row}) for row in x]


@pytest.mark.parametrize("factor", FACTORS, ids=lambda f: f.text)
def test_a_factor_its_slope_and_their_formulas_are_of_the_same_function(factor):
    step = np.array([0, 1e-6])
    difference = (factor.value(X + step) - factor.value(X - step)) / 2e-6
    np.testing.assert_allclose(factor.slope(X), difference, rtol=1e-8)
    np.testing.assert_allclose(factor.value(X), by_formula(factor.text, X), rtol=1e-15)
    np.testing.assert_allclose(factor.slope(X), by_formula(factor.slope_text, X), rtol=1e-15)


def test_a_product_and_its_partials():
    (feature,) = features("x1^2*sin(x1)*x2", 2)
    np.testing.assert_allclose(product(feature, X), X[:, 0] ** 2 * np.sin(X[:, 0]) * X[:, 1])
    np.testing.assert_allclose(product(feature, X), by_formula(formula(feature), X))
    slopes = [by_formula(text, X) for _, text in partials(feature, 0)]
    step = np.array([1e-6, 0])
    difference = (product(feature, X + step) - product(feature, X - step)) / 2e-6
    np.testing.assert_allclose(np.sum(slopes, axis=0), difference, rtol=1e-8)
    assert [text for _, text in partials(feature, 1)] == ["x[0] ** 2 * sin(x[0])"]


def test_a_power_of_nothing_told_is_the_input_itself():
    (feature,) = features("x", 1)
    assert feature == (Factor("pow", 0),)
    assert Factor("sin", 0).power == 1
    assert [text for _, text in partials(feature, 0)] == ["1"]


def test_there_are_no_more_features_than_a_layer_has_units():
    assert len(features("x", MOST)) == MOST == 256
    with pytest.raises(BadFeature, match="256"):
        features("x", MOST + 1)
