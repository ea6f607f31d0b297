"""Every statement of the founding text has its place in a lesson, in every language."""

import json
from pathlib import Path

import pytest

from engine.lessons import LESSONS

LOCALES = Path(__file__).parents[3] / "static/locales/lessons"

PLACES = [
    # statement, key of the words, what has to stand there in English and in Korean
    ("a brain maps inputs to outputs", "all-or-none.cell.text",
     "mapping from inputs", "입력을 출력으로"),
    ("ten to the eleven neurons", "all-or-none.cell.text", "hundred billion", "천억"),
    ("dendrites", "all-or-none.cell.text", "dendrites", "가지 돌기"),
    ("axon", "all-or-none.cell.text", "axon", "축삭"),
    ("action potential", "all-or-none.cell.text", "action potential", "활동 전위"),
    ("all or none", "all-or-none.cell.text", "All or none", "전부 아니면 전무"),
    ("three likenesses", "all-or-none.cell.text", "Three things are alike", "닮은 점은 세 가지"),
    ("two algorithms", "function-that-fits.layers.text", "Two algorithms", "방법은 둘"),
    ("backpropagation is not descent", "step-at-t-plus-1.rule.reply.right",
     "two different things", "두 가지"),
    ("layers", "function-that-fits.layers.text", "layers", "층"),
    ("weights on connections", "function-that-fits.layers.text", "on the connections", "연결에"),
    ("function approximation", "function-that-fits.layers.text",
     "function approximation", "함수 근사"),
    ("supervised", "function-that-fits.layers.text", "supervised", "지도 학습"),
    ("fully connected", "function-that-fits.layers.text", "fully connected", "완전 연결"),
    ("feed-forward", "function-that-fits.layers.text", "feed-forward", "순방향"),
    ("hidden", "function-that-fits.layers.text", "hidden", "은닉"),
    ("weights act on data", "weighted-sum.sum.text", "multiplied by the weight", "가중치를 곱하고"),
    ("z = Σ w x + b", "weighted-sum.sum.text", "z = Σ w x + b", "z = Σ w x + b"),
    ("compact form", "weighted-sum.compact.text", "z = W x + b", "z = W x + b"),
    ("linear only", "weighted-sum.rule.reply.right", "straight lines", "곧은 선"),
    ("the world is not linear", "linear-stays-linear.five.text", "no straight line", "직선은 없"),
    ("activation function", "linear-stays-linear.rule.reply.right", "activation functions",
     "활성화 함수"),
    ("bias as w₀", "bias-is-w0.wire.text", "w₀", "w₀"),
    ("the sum from 0", "bias-is-w0.wire.text", "from 0 on", "0번부터"),
    ("searching for weights", "how-wrong.search.text", "find the weights", "가중치를 찾아라"),
    ("SSE", "how-wrong.loss.text", "SSE", "SSE"),
    ("ground truth", "how-wrong.loss.text", "ground truth", "정답"),
    ("rate of change", "three-factors.nudge.reply.right", "ratio", "비율"),
    ("chain rule", "nudge.gears.reply.right", "chain rule", "연쇄 법칙"),
    ("E → a₂ → z₂ → w₂", "three-factors.product.text", "w₂ moved z₂", "w₂가 z₂를"),
    ("logistic derivative", "slope-decides.curve.text", "a (1 − a)", "a(1 − a)"),
    ("δ₂ with t₂ − a₂", "slope-decides.rule.option.error", "a₂ − t₂", "a₂ − t₂"),
    ("continuous and differentiable", "slope-decides.switch.text", "smooth", "매끄러운"),
    ("w₁, δ₁", "one-layer-deeper.guess.ask", "δ₁", "δ₁"),
    ("vanishing gradient", "fading-message.rule.reply.right", "vanishing gradient", "기울기 소실"),
    ("a quarter", "fading-message.guess.reply.right", "quarter", "4분의 1"),
    ("ReLU", "fading-message.keep.reply.right", "ReLU", "ReLU"),
    ("update at t + 1", "step-at-t-plus-1.still.reply.next", "t + 1", "t + 1"),
    ("CNN", "all-paths.kernel.text", "convolution", "합성곱"),
    ("branches: a sum of chains", "all-paths.routes.text", "you add", "더해요"),
    ("derivative", "nudge.slope.text", "derivative", "미분"),
    ("partial derivative", "nudge.partial.reply.right", "partial derivative", "편미분"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "key", "english", "korean"), PLACES)
def test_a_statement_has_its_place(statement: str, key: str, english: str, korean: str) -> None:
    assert key.split(".", maxsplit=1)[0] in LESSONS, statement
    for language, words in (("en", english), ("ko", korean)):
        text = json.loads((LOCALES / f"{language}.json").read_text("utf-8"))[key]
        assert words in text, (statement, language)
