"""HTML pages as blocks of text."""

import pytest

from parley.files.html import HtmlBlock, read_html_blocks


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<h1>A</h1><p>b<p>c", [HtmlBlock("A", 1), HtmlBlock("b"), HtmlBlock("c")]),
        ("<h3>Deli<b>very</b></h3>daily", [HtmlBlock("Delivery", 3), HtmlBlock("daily")]),
        ("<p>  a \n b&nbsp;c  </p>", [HtmlBlock("a b c")]),
        (
            "<table><tr><th>City<th>Price<tr><td>Almaty<td>500</table>",
            [HtmlBlock("City | Price"), HtmlBlock("Almaty | 500")],
        ),
        ("<p>a<script>x()</script>b<!-- c --><style>p{}</style>", [HtmlBlock("ab")]),
        ("<noscript>a</noscript><template>b</template><select><option>c</select>", []),
    ],
)
def test_a_page_is_headings_and_paragraphs(page: str, blocks: list[HtmlBlock]) -> None:
    assert list(read_html_blocks(page.encode())) == blocks


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<meta charset="utf-8">',  # it is not
        '<meta charset="no such encoding">',
        "",
    ],
)
def test_the_encoding_is_the_one_the_page_names_or_a_guess(head: str) -> None:
    page = head + "<p>Доставка по всему городу"
    assert list(read_html_blocks(page.encode("cp1251"))) == [HtmlBlock("Доставка по всему городу")]


def test_blocks_of_a_long_page_come_in_order() -> None:
    page = "".join(f"<p>Paragraph {number} of this page</p>" for number in range(5_000))
    assert [block.text for block in read_html_blocks(page.encode())] == [
        f"Paragraph {number} of this page" for number in range(5_000)
    ]
