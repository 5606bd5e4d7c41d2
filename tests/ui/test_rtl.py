"""The mirror: what names a side changes, the rest stays, and twice gives the original."""

from pathlib import Path

import bootstrap_italia_template
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lgnet.ui.rtl import mirror


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a{margin-left:1px}", "a{margin-right:1px}"),
        ("a{margin:1px 2px 3px 4px}", "a{margin:1px 4px 3px 2px}"),
        ("a{margin:1px 2px 3px}", "a{margin:1px 2px 3px}"),
        ("a{inset:0 auto 0 1rem!important}", "a{inset:0 1rem 0 auto !important}"),
        ("a{float:left;clear:right}", "a{float:right;clear:left}"),
        ("a{border-top-left-radius:3px}", "a{border-top-right-radius:3px}"),
        ("a{border-radius:1px 2px}", "a{border-radius:2px 1px}"),
        ("a{border-radius:1px 2px 3px 4px/5px 6px}", "a{border-radius:2px 1px 4px 3px/6px 5px}"),
        ("a{border-radius:1px 2px 3px}", "a{border-radius:2px 1px 2px 3px}"),
        ("a{box-shadow:inset 1px 2px red,-3px 0}", "a{box-shadow:inset -1px 2px red,3px 0}"),
        ("a{transform:translateX(-5px)}", "a{transform:translateX(5px)}"),
        ("a{transform:rotate(45deg)}", "a{transform:rotate(-45deg)}"),
        ("a{transform:translate3d(1px,2px,0)}", "a{transform:translate3d(-1px,2px,0)}"),
        ("a{background-position:right 1em center}", "a{background-position:left 1em center}"),
        ("a{background-position:20% 3px}", "a{background-position:80% 3px}"),
        ("a{background:url(left.svg) right}", "a{background:url(left.svg) left}"),
        ("a{mask-image:linear-gradient(left)}", "a{mask-image:linear-gradient(right)}"),
        ("a{transition:left .3s ease}", "a{transition:right .3s ease}"),
        ("a{cursor:nw-resize}", "a{cursor:ne-resize}"),
        ("@media (min-width:1px){a{left:0}}", "@media (min-width:1px){a{right:0}}"),
        ("@supports (x:y){@media print{a{left:0}}}", "@supports (x:y){@media print{a{right:0}}}"),
        ("@keyframes k{from{left:0}}", "@keyframes k{from{right:0}}"),
        ("a{&:hover{left:0}color:red}", "a{&:hover{right:0}color:red}"),
    ],
)  # fmt: skip
def test_sides_change(source, expected):
    assert mirror(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        ".left .to-right{color:red}",
        'a::before{content:"left"}',
        "a{--left:1px;color:var(--left)}",
        "@font-face{src:url(left.woff2)}",
        "@page{margin-left:1cm}",
        "a{text-align:center;border-radius:50%}",
        "a{box-shadow:var(--left-shadow)}",
        "/*rtl:ignore*/a{left:0}",
        "a{/*rtl:ignore*/left:0}",
        "a{margin-inline-start:1px}",
        "a{box-shadow:0 1px 2px red}",
    ],
)
def test_what_names_no_side_stays(source):
    assert mirror(source) == source


def test_ignoring_ends_with_the_declaration():
    assert mirror("a{/*rtl:ignore*/left:0;right:1px}") == "a{/*rtl:ignore*/left:0;left:1px}"


LENGTHS = st.builds(
    "{}{}".format, st.integers(-99, 99), st.sampled_from(["px", "rem", "%", "em"])
) | st.sampled_from(["0", "auto", "calc(1px + 2%)", "var(--x)"])
SIDES = st.sampled_from(["left", "right"])


def _several(least, most):
    return st.lists(LENGTHS, min_size=least, max_size=most).map(" ".join)


DECLARATIONS = st.one_of(
    st.builds("{}-{}:{}".format, st.sampled_from(["margin", "padding"]), SIDES, LENGTHS),
    st.builds("{}:{}".format, SIDES, LENGTHS),
    st.builds("margin:{}".format, _several(1, 4)),
    st.builds("inset:{}".format, _several(1, 4)),
    st.builds("border-radius:{}".format, _several(1, 2) | _several(4, 4)),
    st.builds("float:{}".format, SIDES),
    st.builds("border-{}:1px solid red".format, SIDES),
    st.builds("box-shadow:{}px 1px red".format, st.integers(-9, 9)),
    st.builds("transform:translateX({}px) rotate({}deg)".format, st.integers(-9, 9), st.integers()),
    st.builds("background-position:{}% 0".format, st.integers(0, 100)),
)


@given(st.lists(DECLARATIONS, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_mirrored_twice_is_the_original(declarations):
    source = f"a{{{';'.join(declarations)}}}"
    assert mirror(mirror(source)) == source


def test_the_whole_style_sheet_comes_back():
    folder = Path(bootstrap_italia_template.__file__).parent / "static" / "css"
    css = (folder / "bootstrap-italia.min.css").read_text(encoding="utf-8-sig")
    once = mirror(css)
    assert once != css
    assert mirror(mirror(once)) == once
    assert once.count("{") == css.count("{")
    assert once.count("url(") == css.count("url(")
