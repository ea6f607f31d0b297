"""Tables as programs print and people paste them: each gives what the same rows give in text."""

import contextlib

import pytest

from engine.tables import TableOptions, UnusableTable, read_table
from engine.tables.html_rows import read_html
from engine.tables.latex_rows import read_latex
from engine.tables.scan import Scan

RAW = TableOptions(standardise="false")

ROWS = [[1.5, 2.0], [2.5, -3.0], [3.5, 400.0]]
KINDS = ("x", "z", "x")
NAMED = {
    "html": "<table class=d><thead><tr><th></th><th>a</th><th>b</th><th>y</th></tr></thead>"
    "<tr><th>0<td>1.5<td>2<td>x</tr>\n"
    "<tr><th>1<td>2.5<td>−3<td>z<tr><th>2<td>3.5<td>4e2<td>x</table>",
    "a page": "<html><body><script>'<td>'</script><table><tr><td>menu</td></tr></table>\n<table>"
    "<tr><td>a</td><td>b</td><td>y</td></tr><tr><td>1<b>.5</b></td><td>2</td><td rowspan='1'>x</td>"
    "</tr><tr><td>2.5</td><td>&minus;3</td><td>z</td></tr><tr><td>3.5<td>400<td> x </table></body>",
    "latex": r"""\begin{table}\begin{tabular}{l|rr} \toprule  % one line
 & $a$ & \textbf{b} & y \\ \midrule
0 & $1.5$ & 2 & x \\[2pt] 1 & 2.5 & $-3$ & z \\ \hline
2 & 3.5 & $4\times 10^{2}$ & x \\ \bottomrule
\end{tabular}\end{table}""",
    "MediaWiki": '{| class="wikitable"\n|+ measured\n|-\n! a !! b !! y\n|-\n| 1.5 || 2 || [[X|x]]\n'
    '|-\n| align="right" | 2.5 || -3<ref>by hand</ref>\n| z\n|-\n| 3.5 || 4e2 || x\n|}\n',
    "Jira": "||a||b||y||\n|1.5|2|x|\n|2.5|-3|*z*|\n|3.5|400|x|\n",
    "a Korean keyboard": "a，b，y\n1.5，2，x\n2.5,-3，z\n3.5，400，x\n",
    "wide commas, decimal ones": "a，b，y\n1,5，2,0，x\n2,5，-3,0，z\n3,5，400,0，x\n",
    "polars": "shape: (3, 3)\n┌─────┬─────┬─────┐\n│ a   ┆ b   ┆ y   │\n│ --- ┆ --- ┆ --- │\n"
    "│ f64 ┆ i64 ┆ str │\n╞═════╪═════╪═════╡\n│ 1.5 ┆ 2   ┆ x   │\n│ 2.5 ┆ -3  ┆ z   │\n"
    "│ 3.5 ┆ 400 ┆ x   │\n└─────┴─────┴─────┘\n",
    "a database": " a  |  b  | y \n----+-----+---\n 1.5|   2 | x\n 2.5|  -3 | z\n"
    " 3.5| 400 | x\n(3 rows)\n",
    "a grid": "+---+---+---+\n|a  |b  |y  |\n+===+===+===+\n|1.5|2  |x  |\n+---+---+---+\n"
    "|2.5|-3 |z  |\n"
    "+---+---+---+\n|3.5|400|x  |\n+---+---+---+\n",
    "R": "               a   b y\nMazda RX4    1.5   2 x\nMazda Wag    2.5  -3 z\n"
    "Datsun       3.5 400 x\n",
    "dashes": "a    b    y\n---  ---  ---\n1.5  2    x\n2.5  -3   z\n3.5  400  x\n",
    "write.csv": '"","a","b","y"\n"Mazda RX4",1.5,2,"x"\n"Wag",2.5,-3,"z"\n"710",3.5,400,"x"\n',
    "to_csv": ",a,b,y\n0,1.5,2,x\n1,2.5,-3,z\n2,3.5,400,x\n",
    "blanks behind quotes": '"a" , "b" , "y"\n1.5 , 2 , "x"\n2.5 , -3 , "z"\n3.5 , 400 , "x"\n',
    "units": "a;b;y\n[s];[V];\n1,5;2;x\n2,5;-3;z\n3,5;400;x\n",
    "by row": '{"p": {"a": 1.5, "b": 2, "y": "x"}, "q": {"a": 2.5, "b": -3, "y": "z"}, '
    '"r": {"a": 3.5, "b": 400, "y": "x"}}',
    "by number": '{"0": {"a": 1.5, "b": 2, "y": "x"}, "1": {"a": 2.5, "b": -3, "y": "z"}, '
    '"2": {"a": 3.5, "b": 400, "y": "x"}}',
    "in an answer": '{"count": 3, "results": [{"a": "1,5", "b": "2,0", "y": "x"}, '
    '{"a": "2,5", "b": "-3,0", "y": "z"}, {"a": "3,5", "b": "4e2", "y": "x"}]}',
    "blanks in ARFF": "@relation r\n@attribute a real\n@attribute b real\n"
    "@attribute y {x,z}\n@data\n"
    "1.5 2 x\n2.5\t-3\tz\n3.5  400  x\n",
    "weights in ARFF": "@relation r\n@attribute a real\n@attribute b real\n"
    "@attribute y {x,z}\n@data\n"
    "1.5,2,x,{5}\n2.5,-3,z, {1}\n3.5,400,x,{0.5}\n",
}  # fmt: skip
RULE = "==  ==  ==\n"
MATRICES = {
    "MATLAB": "X = [1.5 2 0; 2.5 -3 1\n 3.5, 4e2, 0];",
    "shown": "\nX =\n\n    1.5   2   0\n    2.5  -3   1\n    3.5 400   0\n\n",
    "shown in hundreds": "X =\n\n   1.0e+02 *\n\n    0.0150    0.0200         0\n"
    "    0.0250   -0.0300    0.0100\n    0.0350    4.0000         0\n",
    "Mathematica": "m = {{1.5, 2., 0}, {2.5, -3, 1},\n {3.5, 4*^2, 0}};",
    "Python": "[(1.5, 2, 0), (2.5, -3, 1),\n (3.5, 4e2, 0)]",
    "NumPy": "[[ 1.5   2.   0. ]\n [ 2.5  -3.   1. ]\n [ 3.5 400.   0. ]]",
    "repr": "np.array([[1.5, 2., 0], [2.5, -3, 1],\n       [3.5, 400., 0]], dtype=float32)",
    "Octave": "# Created by Octave 8.4.0\n# name: X\n# type: matrix\n# rows: 3\n"
    "# columns: 2\n 1.5 2\n"
    " 2.5 -3\n 3.5 400\n\n\n# name: y\n# type: bool matrix\n# rows: 3\n# columns: 1\n 0\n"
    " 1\n 0\n\n\n",
}  # fmt: skip


@pytest.mark.parametrize("form", NAMED)
def test_a_form_with_names_is_read_as_the_same_rows(form):
    data, _ = read_table(NAMED[form], RAW)
    assert data.input_names == ("a", "b")
    assert data.inputs.tolist() == ROWS
    assert data.classes == ("x", "z")
    assert data.targets.argmax(axis=1).tolist() == [0, 1, 0]


@pytest.mark.parametrize("form", MATRICES)
def test_a_matrix_is_read_as_it_is_printed(form):
    data, report = read_table(MATRICES[form], RAW)
    assert report.format == "matrix"
    assert data.inputs.tolist() == ROWS
    assert data.targets.ravel().tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.5×10^3", "2·10³", "3e3"], [1500, 2000, 3000]),
        (["1.5D+03", "2.0D-01", "1"], [1500, 0.2, 1]),
        (["84㎡", "59㎡", "74.5㎡"], [84, 59, 74.5]),
        (["1,23,456", "98,765", "9,34,567"], [123456, 98765, 934567]),
        (["1’234.50", "900.10", "12’000.75"], [1234.5, 900.1, 12000.75]),
        (["1 234,50 €", "900,10 €", "12 000,75 €"], [1234.5, 900.1, 12000.75]),
    ],
)
def test_numbers_are_read_as_they_are_written_elsewhere(cells, values):
    rows = "\n".join(f"{cell}\t{k % 2}" for k, cell in enumerate(cells))
    data, _ = read_table(f"v\ty\n{rows}\n", RAW)
    assert data.inputs.ravel().tolist() == values


def test_a_bar_within_a_cell_of_markdown_separates_nothing():
    names = "| a | b | y |\n|---|---|---|\n"
    rows = f"{names}| 1.5 | 2 | p\\|q |\n| 2.5 | -3 | z |\n| 3.5 | 400 | p\\|q |\n"
    data, _ = read_table(rows, RAW)
    assert data.classes == ("p|q", "z")
    assert data.inputs.tolist() == ROWS


@pytest.mark.parametrize(
    ("names", "target"),
    [
        ("label,a,b", "label"),
        ("a,Survived,class", "Survived"),
        ("y,x1,x2", "y"),
        ("x,y,colour", "colour"),
        ("a,정답,b", "정답"),
    ],
)
def test_a_column_that_is_called_a_target_is_one(names, target):
    rows = "\n".join(f"{k % 2},{3 * k % 5 / 4},{k * k % 3}" for k in range(9))
    _, report = read_table(f"{names}\n{rows}\n", RAW)
    targets = [
        name for name, use in zip(report.columns, report.uses, strict=True) if use.use == "target"
    ]
    assert targets == [target]


def test_korean_money_is_read_as_it_is_said():
    read = Scan(["12억 5000만", "5억", "3억 2,000만원", ""]).read.values()
    assert [number.point for number in read] == [1.25e9, 5e8, 3.2e8]


def test_merged_names_stand_in_front_and_nothing_is_lost_that_is_no_name():
    names = "\tBefore\t\tAfter\t\nid\tmean\tsd\tmean\tsd\n"
    data, report = read_table(f"{names}1\t1.5\t.2\t2.5\t.3\n2\t1.7\t.3\t2\t.2\n3\t2\t1\t3\t4\n")
    assert data.input_names == ("Before mean", "Before sd", "After mean")
    assert report.lines == (3, 4, 5)
    spread = "<table><tr><th colspan=2>Size<th rowspan=2>kind<tr><th>h<th>w" + "".join(
        f"<tr><td>{k}<td>{k * k}<td>{'ab'[k % 2]}" for k in range(4)
    )
    data, _ = read_table(spread + "</table>", RAW)
    assert data.input_names == ("Size h", "Size w")
    assert data.inputs.tolist() == [[k, k * k] for k in range(4)]
    data, report = read_table("height,pay,kind\ntall,?,dog\n1.5,2,cat\n1.7,3,dog\n1.2,1,dog\n")
    assert [f.code for f in report.findings if f.row == 2] == ["not_a_number", "missing"]
    assert report.lines == (3, 4, 5)


def test_queries_and_missing_values_of_libsvm_are_what_they_are():
    data, report = read_table("3 qid:1 1:1 2:0.5\n1 qid:1 1:2\n2 qid:2 2:1 # x\n", RAW)
    assert data.input_names == ("x1", "x2")
    assert data.inputs.tolist() == [[1, 0.5], [2, 0], [0, 1]]
    assert "row_names" in [f.code for f in report.findings]
    data, report = read_table("1 1:0.5 2:nan\n-1 1:inf 2:1\n1 1:2\n-1 2:3\n", RAW)
    assert data.inputs.tolist() == [[2, 0], [0, 3]]
    assert [(f.row, f.column) for f in report.findings if f.code == "missing"] == [(1, 2), (2, 1)]


def test_few_numbers_and_a_word_again_and_again_are_groups():
    rows = [f"{2 * (k % 3 + 1) if k % 3 < 2 else 'more'},{'ab'[k % 2]}" for k in range(18)]
    data, report = read_table("persons,kind\n" + "\n".join(rows) + "\n")
    assert data.input_names == ("persons = 2", "persons = 4", "persons = more")
    assert len(report.lines) == 18


def test_what_is_always_the_same_is_no_target():
    data, _ = read_table("p,x,s\ne,x,s\ne,b,s\np,f,s\n")
    assert data.classes == ("b", "f", "x")


@pytest.mark.parametrize(
    ("first", "below"), [("country,2020-01-01,2020-02-01", "a,1.5,2\nb,2,3\nc,4,1\n")]
)
def test_dates_over_numbers_are_names(first, below):
    assert read_table(f"{first}\n{below}")[1].header


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp949"])
def test_a_spreadsheet_in_unicode_is_read_with_its_mark_or_without(encoding):
    data, _ = read_table(
        "키\t몸무게\t반\n170\t60,5\t가\n180\t75,5\t나\n165\t50,5\t가\n".encode(encoding)
    )
    assert (data.input_names, data.classes) == (("키", "몸무게"), ("가", "나"))


@pytest.mark.parametrize(
    "text",
    ["<table></table>", "<table><tr><td colspan=99999999>1<td>2", "X = [];", "X = [1 2; 3];",
     "[[1 2]\n [3]]", r"\begin{tabular}{l}\end{tabular}", "<table" + "<tr><td>" * 3000,
     "# name: X\n# type: matrix\n# rows: 3\n# columns: 2\n", '{"a": {}, "b": {}}',
     r"% \begin{tabular}{r}1\\2\end{tabular}"],
)  # fmt: skip
def test_a_form_without_a_table_in_it_is_refused(text):
    with pytest.raises(UnusableTable):
        read_table(text)


def test_what_looks_like_a_matrix_or_a_frame_takes_no_time():
    """They were tried from each place anew: the first takes hours then."""
    for text in ("[1]" + " " * 30_000 + "x", "a|b\n" + "-" * 50_000 + "x\n1|2\n"):
        with contextlib.suppress(UnusableTable):
            read_table(text)


def test_blank_lines_above_a_table_take_no_time():
    assert read_table("\n" * 2000 + "a@b,c\n1,2\n2,3\n3,4\n")[1].lines == (2002, 2003, 2004)


@pytest.mark.parametrize(
    ("table", "names", "first"),
    [
        ("x,note,y\n1,a|b,2\n3,c|d,4\n5,a|b,6\n", ("x", "note = a|b", "note = c|d"), [1, 1, 0]),
        ("x,y,n\n1,2,a;b;c\n3,4,d;e;f\n5,6,a;b;c\n", ("x", "y"), [1, 2]),
        ("Preis, netto;Ort\n1,5;Ulm\n2,5;Jena\n3,5;Ulm\n", ("Preis, netto",), [1.5]),
        ("The length and weight of cats\nlength weight\n1 6\n2 7\n4 9\n", ("length",), [1]),
        ("Data, from a lab, May 3, 2024\nx,y\n1,6\n2,7\n4,9\n", ("x",), [1]),
        ("id  x    y\n1   2.0  a b\n7   3.0  c d\n3   4.0  a b\n", ("id", "x"), [1, 2]),
        ("x  y  c\n1  1  2  a\n2  3  4  b\n3  5  6  a\n", ("x", "y"), [1, 2]),
        ("x y mark\n1 2 a|b\n3 4 c|d\n5 6 a|b\n", ("x", "y"), [1, 2]),
        (f"{RULE}x   y   c\n{RULE}1   2   a\n3   4   b\n5   6   a\n{RULE}", ("x", "y"), [1, 2]),
        (
            (
                r"\begin{tabular}{SS}"
                "\n{$x$} & {y} \\\\\n1 & 2 \\\\\n3 & 4 \\\\\n5 & 7 \\end{tabular}"
            ),
            ("x",),
            [1],
        ),
        ("1 12:30\n2 13:45\n1 12:30\n", ("column 1",), [1]),
        ("# x\n1 1:0.5\n-1 1:2\n1 1:1\n", ("x1",), [0.5]),
        ("y,test\n–1,+\n2,-\n3,+\n", ("y",), [-1]),
    ],
)
def test_marks_that_separate_elsewhere_are_read_as_a_person_reads_them(table, names, first):
    data, _ = read_table(table, RAW)
    assert data.input_names == names
    assert data.inputs[0].tolist() == first
    assert len(data.inputs) == 3


def test_rows_have_the_line_that_they_begin_in():
    ruled = "\\begin{tabular}{lr}\n\\toprule\na & y \\\\ \\midrule\n1 & 2 \\\\\n\\hline\n3 & 4 \\\\"
    assert [line for line, _ in read_latex(ruled + "\n\\end{tabular}", 9, [])] == [3, 4, 6]


def test_rows_of_one_line_of_html_are_counted():
    rows = read_html(
        "<table><tr><td>a</td></tr><tr><td>1</td></tr><tr><td>2</td></tr></table>", 9, []
    )
    assert rows == [(1, ["a"]), (2, ["1"]), (3, ["2"])]


DIGITS = "9" * 5000
"""More than Python makes a whole number of."""


@pytest.mark.parametrize(
    "text",
    [
        f"name,{DIGITS},{DIGITS},{DIGITS}\na,1,2,3\nb,2,3,1\n",
        f"v,y\n{DIGITS}억 1만,a\n2,b\n",
        f"<table><tr><td colspan={DIGITS}>1<td>2<tr><td>1<td>3</table>",
        f"<table><tr><td colspan={'0' * 5000}1>1<td>2<tr><td>1<td>3</table>",
        f"v,y\n1.5×10^{DIGITS},a\n2,b\n",
    ],
)
def test_digits_without_end_are_read_or_refused(text):
    with contextlib.suppress(UnusableTable):
        read_table(text)


def test_a_table_of_latex_in_a_comment_is_none():
    ruled = "% \\begin{tabular}{r}1\\\\2\\end{tabular}\n"
    data, report = read_table(f"{ruled}a,b\n1,2\n2,3\n3,1\n")
    assert report.format == "text"
    assert len(data.inputs) == 3
