"""Which addresses may stand in the data."""

from __future__ import annotations

import pytest

from standards_site.rules.addresses import address_fault

RIGHT = [
    "",
    "http://a",
    "https://example.org",
    "https://example.org/",
    "HTTPS://Example.ORG/Handbook/",
    "https://example.org/a/b-c_d~e/v1.2,3+4=5@6:7/",
    "https://xn--9kqz34a.xn--fiqs8s/",
    "https://example.org/%E5%85%9A",
    "http://localhost:8000/book",
    "http://10.1.2.3/book",
    "http://[2001:db8::1]:8080/book",
    "https://example.org:65535/",
    f"https://{'a' * 63}.org/",
]
WRONG = [
    "example.org",
    "//example.org",
    "/book",
    "book",
    "https:",
    "https:/example.org",
    "https://",
    "https:///book",
    "http:example.org",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "JavaScript://example.org/%0Aalert(1)",
    "data:text/html,x",
    "vbscript:x",
    " https://example.org",
    "https://example.org ",
    "https://exam ple.org/",
    "https://example.org/a b",
    "https://example.org/\n",
    "https://example.org/\tx",
    "https://example.org/?a=1",
    "https://example.org/#a",
    "https://example.org/a&b",
    "https://example.org/'x'",
    'https://example.org/"x"',
    'https://example.org/"><script>alert(1)</script>',
    "https://example.org/<b>",
    "https://example.org/`x`",
    "https://example.org/{{ x }}",
    "https://example.org/a|b",
    "https://example.org\\@evil.test/",
    "https://example.org/\\..\\x",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org@evil.test/",
    "https://example.org:/",
    "https://example.org:0/",
    "https://example.org:65536/",
    "https://example.org:-1/",
    "https://example.org:a/",
    "https://example.org:\uff18\uff10/",
    "https://例子.中国/",
    "https://\uff45xample.org/",
    "https://example.org/党",
    "https://example.org/%",
    "https://example.org/%E5%A",
    "https://example.org/%zz",
    "https://exa%6Dple.org/",
    "https://a..b/",
    "https://.example.org/",
    "https://example.org./",
    "https://-example.org/",
    "https://example-.org/",
    "https://exa_mple.org/",
    f"https://{'a' * 64}.org/",
    "https://" + ".".join(["a" * 60] * 5) + "/",
    "http://1.2.3/",
    "http://1.2.3.256/",
    "http://3232235777/",
    "http://010.0.0.1/",
    "http://[::1/",
    "http://::1/",
    "http://[1.2.3.4]/",
    "http://[::g]/",
    "https://example.org/../x",
    "https://example.org/a/./b",
    "https://example.org//evil.test/",
    "https://example.org/[a]",
]


@pytest.mark.parametrize("address", RIGHT, ids=str)
def test_an_address_of_the_web_may_stand_in_the_data(address):
    assert address_fault(address) == ""


@pytest.mark.parametrize("address", WRONG, ids=ascii)
def test_nothing_else_may(address):
    assert address_fault(address) != ""
