"""Plain text as HTML: the exact markup, for whatever a person wrote."""

import pytest

from functions.page.prose import prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (" \n\n \t\n", ""),
        ("One.", "<p dir=auto>One.</p>"),
        ("One.\n\nTwo.", "<p dir=auto>One.</p><p dir=auto>Two.</p>"),
        ("One.\n \t\n\n  Two.  ", "<p dir=auto>One.</p><p dir=auto>Two.</p>"),
        ("One\ntwo\nthree", "<p dir=auto>One<br>two<br>three</p>"),
        ("<b>&\"'", "<p dir=auto>&lt;b&gt;&amp;&#34;&#39;</p>"),
    ],
)
def test_blank_lines_make_paragraphs_and_everything_is_escaped(text: str, html: str) -> None:
    assert str(prose(text)) == html


def link(address: str) -> str:
    return f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See https://a.example now", f"See {link('https://a.example')} now"),
        ("http://a.example", link("http://a.example")),
        (
            "https://a.example and https://b.example/x",
            f"{link('https://a.example')} and {link('https://b.example/x')}",
        ),
        ("<i>https://a.example</i>", f"&lt;i&gt;{link('https://a.example')}&lt;/i&gt;"),
        ("https://a.example/?x=1&y=2", link("https://a.example/?x=1&amp;y=2")),
        ("https://a.example\nnext", f"{link('https://a.example')}<br>next"),
        ("https://a.example/x?!.,;:*", f"{link('https://a.example/x')}?!.,;:*"),
        ("(https://a.example/x)", f"({link('https://a.example/x')})"),
        ("(https://a.example/x).", f"({link('https://a.example/x')})."),
        ("https://a.example/x_(y)", link("https://a.example/x_(y)")),
        ("https://a.example/(x_(y))", link("https://a.example/(x_(y))")),
        ("https://a.example/x(y", link("https://a.example/x(y")),
        ("https://a.example/x)y", link("https://a.example/x)y")),
        ("HTTPS://A.EXAMPLE ftp://a.example www.a.example", None),
        ("https:// https://.x http://", None),
    ],
)
def test_an_address_is_a_link_without_what_ends_the_sentence(text: str, html: str | None) -> None:
    assert str(prose(text)) == f"<p dir=auto>{html or text}</p>"
