"""Sources in the shapes of each section of CommonMark's specification, with nothing in them of an extension."""

from __future__ import annotations

# fmt: off
SECTIONS: dict[str, tuple[str, ...]] = {
    "tabs": (
        "\tkernel\tstride\n", "  \tkernel\n", "-\tkernel\n\n\tstride\n", "- kernel\n\n\t\tcode\n", ">\t\tcode\n",
        "1.\ta\n\n\t\tb\n", "#\tloss\n", "*\t*\t*\t\n",
    ),
    "backslashes": (
        '\\!\\"\\#\\%\\&\\\'\\*\\+\\,\\-\\.\\/\\;\\<\\>\\?\\@\\]\\_\\`\\{\\|\\}\\~', "\\a \\3 \\φ \\« \\\tb",
        "\\*no\\* \\<br/> \\`no` 1\\. no \\* no \\# no", "a\\\nb", "\\\\*em*", "`\\*` ``\\` ``",
        "[a](/b\\*c 'd\\*e')", "``` a\\+b\nx\n```",
    ),
    "entities": (
        "&nbsp; &amp; &copy; &AElig; &Dcaron; &frac34;", "&#35; &#1234; &#0; &#X22; &#xcab;",
        "&nbsp &x; &#; &#x; &#87654321; &hi?;", "&copy", "[a](/f&ouml; '&ouml;')", "`&ouml;`", "&#42;no&#42;",
        "&#9;a",
    ),
    "thematic breaks": (
        "***\n---\n___", "+++", "--\n**\n__", " ***\n  ***\n   ***", "    ***", "a\n***\nb", "- a\n***\n- b",
        "a\n---\nb", "* a\n* * *\n* b", "- a\n- * * *", "_____________", "-     -      -      -    ", "_ _ a",
    ),
    "headings": (
        "# a\n## b\n### c\n#### d\n##### e\n###### f", "####### a", "#5 layers\n\n#hash", "\\## a", "# a *b* \\*c\\*",
        "#        a         ", " ### a\n  ## b\n   # c", "    # a", "a\n    # b", "## a ##\n  ###   b    ###",
        "### a ### b", "# a#", "### a \\###", "## \n#\n### ###", "***\n## a\n***", "a\n# b\nc",
    ),
    "underlined headings": (
        "a *b*\n=====\n\na *b*\n-----", "a *b\nc*\n====", "a\n-------------------------", "   a\n---\n\n  b\n-----",
        "    a\n---", "a\n   ----      ", "a\n= =\n\nb\n--- -", "a\\\n----", "`a\n----\n`", "> a\n-----",
        "> a\nb\n===", "- a\n---", "a\nb\n===", "---\na\n---\nb", "\n====", "a\n\nb\n---\nc", "a\n***\nc",
    ),
    "code blocks": (
        "    a = 1\n      b = 2", "  - a\n\n    b", "1.  a\n\n    - b", "    <a/>\n    *b*\n\n    - c",
        "    a\n\n    b\n  \n \n    c", "a\n    b", "    a\nb", "# a\n    b\n----", "        a\n    b",
        "\n    \n    a\n    ", "    a  ",
    ),
    "fences": (
        "```\n<\n >\n```", "~~~\n<\n~~~", "``\na\n``", "```\na\n~~~\n```", "````\na\n```\n``````", "```",
        "`````\n\n```\na", "> ```\n> a\n\nb", "```\n\n  \n```", "```\n```", " ```\n a\na\n```",
        "   ```\n   a\n    b\n   ```", "    ```\n    a\n    ```", "```\na\n  ```", "```\na\n    ```", "``` ```\na",
        "~~~~~~\na\n~~~ ~~", "a\n```\nb\n```\nc", "a\n---\n~~~\nb\n~~~\n# c", "```ruby\ndef f(x)\nend\n```",
        "~~~~    ruby startline=3 %@#\na\n~~~~~~~", "````;\n````", "``` aa ```\na", "~~~ aa ``` ~~~\na\n~~~",
    ),
    "HTML blocks": (
        "<table><tr><td>\n<pre>\n**a**,\n\n_b_.\n</pre>\n</td></tr></table>", " <div>\n  *a*\n<foo><a>",
        "</div>\n*a*", '<DIV CLASS="a">\n\n*b*\n\n</DIV>', '<div id="a"\n  class="b">\n</div>',
        "<div *???-&&&-<---\n*a*", "<div><a href='b'>*c*</a></div>", '<a href="b">\n*c*\n</a>', "<del>\n*a*\n</del>",
        "<del>\n\n*a*\n\n</del>", "<del>*a*</del>", "<pre><code>\na\n</code></pre>\nb",
        "<style\n  type='a'>\nb{}\n</style>\nc", "> <div>\n> a\n\nb", "- <div>\n- a", "<!-- a\n\nb -->\nc",
        "<?a\n\n?>\nb", "<!DOCTYPE html>", "<![CDATA[\na\n]]>\nb", "  <!-- a -->\n\n    <!-- a -->",
        "a\n<div>\nb\n</div>", "a\n<a href='b'>\nc", "<div>\n\n*a*\n\n</div>",
    ),
    "reference definitions": (
        "[a]: /b 'c'\n\n[a]", "   [a]: \n      /b  \n           'c'  \n\n[a]", "[a*]\\]:b_(c) 'd'\n\n[a*]\\]]",
        "[a b]:\n<c d>\n'e'\n\n[a b]", "[a]: /b 'c\n\nd'\n\n[a]", "[a]:\n\n[a]", "[a]: <>\n\n[a]",
        "[a]: <b>(c)\n\n[a]", "[a]\n\n[a]: b\n[a]: c", "[A]: /b\n\n[a]", "[ΑΓΩ]: /φ\n\n[αγω]", "[a]: /b 'c' d",
        "[a]: /b\n'c' d", "    [a]: /b\n\n[a]", "```\n[a]: /b\n```\n\n[a]", "a\n[b]: /c\n\n[b]",
        "# [a]\n[a]: /b\n> c", "[a]: /b\nc\n===\n[a]",
    ),
    "paragraphs": (
        "a\n\nb", "a\nb\n\nc\nd", "a\n\n\nb", "  a\n b", "a\n             b", "   a\nb", "    a\nb", "a     \nb     ",
        "  \n\na\n  \n\n# b\n\n  ",
    ),
    "quotations": (
        "> # a\n> b\n> c", "># a\n>b", "   > # a\n   > b", "    > a", "> # a\n> b\nc", "> a\nb\n> c", "> a\n---",
        "> - a\n- b", ">     a\n    b", "> ```\na\n```", "> a\n    - b", ">\n> a\n>  ", "> a\n\n> b", "> a\n>\n> b",
        "a\n> b", "> a\n***\n> b", "> > > a\nb", ">>> a\n> b\n>>c", ">     a\n\n>    b",
    ),
    "items": (
        "a\nb\n\n    c\n\n> d", "1.  a\n    b\n\n        c\n\n    > d", "- a\n\n b", "- a\n\n  b",
        " -    a\n\n     b", "   > > 1.  a\n>>\n>>     b", "-a\n\n2.b", "- a\n\n\n  b", "123456789. a",
        "1234567890. a", "0. a\n003. b", "-1. a", "- a\n\n      b", "  10.  a\n\n           b",
        "1.     a\n\n   b\n\n       c", "-\n  a\n-\n  ```\n  b\n  ```", "-   \n  a", "-\n\n  a", "- a\n-\n- b",
        "1. a\n2.\n3. b", "*", "a\n*\n\nb\n1.", "  1.  a\n    with two lines.", "> 1. > a\nb", "- a\n  - b\n    - c",
        "10) a\n    - b", "10) a\n   - b", "- - a", "1. - 2. b", "- # a\n- b\n  ---\n  c",
    ),
    "lists": (
        "- a\n- b\n+ c", "1. a\n2. b\n3) c", "a\n- b\n- c", "a\n14.  b", "a\n1.  b", "- a\n\n- b\n\n\n- c",
        "- a\n  - b\n    - c\n\n\n      d", "- a\n- b\n\n<!-- -->\n\n- c", "- a\n - b\n  - c\n   - d\n  - e",
        "1. a\n\n  2. b\n\n   3. c", "- a\n - b\n    - c\n     - d\n      - e", "- a\n- b\n\n- c", "* a\n*\n\n* c",
        "- a\n- b\n\n  [c]: /d\n- e", "- a\n- ```\n  b\n\n\n  ```\n- c", "- a\n  - b\n\n    c\n- d",
        "* a\n  > b\n  >\n* c", "1. ```\n   a\n   ```\n\n   b",
    ),
    "code spans": (
        "`a`", "`` a ` b ``", "` `` `", "`  ``  `", "` a`", "`\xa0b\xa0`", "`\xa0`\n`  `", "``\na\nb  \nc\n``",
        "`a\\`b`", "``a`b``", "` a `` b `", "*a`*`", "[a`](/b`)", "`<a href='`'>`", "<a href='`'>`", "```a``", "`a",
        "`a``b``",
    ),
    "emphasis": (
        "*a b*", "a * b*", 'a*"b"*', "*\xa0a\xa0*", "a*b*", "5*6*78", "_a b_", "_ a b_", 'a_"b"_', "a_b_", "5_6_78",
        'aa_"b"_cc', "a-_(b)_", "_a*", "*a b *", "*a b\n*", "*(*a)", "*(*a*)*", "*a*b", "_a _", "_(_a)", "_(_a_)_",
        "_a_b", "_a_b_c_", "_(a)_.", "**a b**", "** a b**", 'a**"b"**', "a**b**", "__a b__", "__ a b__", "__\na b__",
        'a__"b"__', "a__b__", "5__6__78", "__a, __b__, c__", "a-__(b)__", "**a b **", "**(**a)", "*(**a**)*",
        '**a "*b*" a**', "**a**b", "__a __", "__(__a)", "_(__a__)_", "__a__b", "__a__b__c__", "__(a)__.",
        "*a [b](/c)*", "*a\nb*", "_a __b__ c_", "_a _b_ c_", "__a_ b_", "*a *b**", "*a **b** c*", "*a**b**c*",
        "*a**b*", "***a** b*", "*a **b***", "*a**b***", "a***b***c", "a******b*********c", "*a **b *c* d** e*",
        "*a [*b*](/c)*", "** is not", "**** is not", "**a [b](/c)**", "**a\nb**", "__a _b_ c__", "**a *b* c**",
        "**a*b*c**", "***a* b**", "**a *b***", "**a *b **c**\nd* e**", "__ is not", "a ***", "a *\\**", "a *_*",
        "a *****", "a **\\***", "a ___", "a _\\__", "**a*", "*a**", "***a**", "****a*", "**a***", "*a****", "**a**",
        "*_a_*", "__a__", "_*a*_", "****a****", "____a____", "******a******", "***a***", "_____a_____", "*a _b* c_",
        "*a __b *c d__ e*", "**a **b c**", "*a *b c*", "*[a*](/b)", "_a [b_](/c)", "*<img src='a' title='*'/>",
        "**<a href='**'>", "*a `*`*", "**a<https://b.org/?q=**>",
    ),
    "links": (
        "[a](/b 'c')", "[a](/b)", "[](./a.md)", "[a]()", "[a](<>)", "[a](/b c)", "[a](</b c>)", "[a](b\nc)",
        "[a](<b\nc>)", "[a](<b)c>)", "[a](<b\\>)", "[a](<b)c\n[a](<b)c>\n[a](<b>c)", "[a](\\(b\\))", "[a](b(c(d)))",
        "[a](b(c)", "[a](b\\(c\\(d\\))", "[a](<b(c(d)>)", "[a](b\\)\\:)", "[a](#b)\n\n[a](c?d=3#e)", "[a](b\\c)",
        "[a](b%20&auml;)", "[a]('b')", '[a](/b \'c\')\n[a](/b "c")\n[a](/b (c))', "[a](/b 'c \\'&quot;')",
        "[a](/b\xa0'c')", '[a](/b "c "d" e")', "[a](   /b\n  'c'  )", "[a] (/b)", "[a [b [c]]](/d)", "[a] b](/c)",
        "[a [b](/c)", "[a \\[b](/c)", "[a *b **c** `d`*](/e)", "[![a](b.jpg)](/c)", "[a [b](/c)](/c)",
        "[a *[b [c](/d)](/d)*](/d)", "*[a*](/b)", "[a *b](c*)", "*a [b* c]", "[a <b c=](d)'>", "[a`](/b)`",
        "[a][b]\n\n[b]: /c 'd'", "[a [b [c]]][d]\n\n[d]: /e", "[a *b*][c]\n\n[c]: /d", "[a] [b]\n\n[b]: /c",
        "[a]\n[b]\n\n[b]: /c", "[a][B]\n\n[b]: /c", "[ẞ]\n\n[SS]: /b", "[a][]\n\n[a]: /b", "[a]\n\n[a]: /b",
        "[*a* b]\n\n[*a* b]: /c", "[A]\n[]\n\n[a]: /b", "\\[a]\n\n[a]: /b", "*[a*]\n\n[a*]: /b",
        "[a][b]\n\n[a]: /c\n[b]: /d", "[a](not a link)\n\n[a]: /b", "[a][b][c]\n\n[c]: /d",
        "[a][ref\\[]\n\n[ref\\[]: /b", "[\n ]\n\n[\n ]: /b",
    ),
    "images": (
        "![a](/b.jpg 'c')", "![a *b*]\n\n[a *b*]: c.jpg 'd & e'", "![a ![b](/c)](/d)", "![a [b](/c)](/d)",
        "![a *b*][]\n\n[a *b*]: c.jpg", "![a](b.jpg)", "a ![b](/c/d.jpg  'e'   )", "![a](<b>)", "![](/a)",
        "![a][b]\n\n[b]: /c", "![*a* b][]\n\n[*a* b]: /c", "![A][]\n\n[a]: /b", "!\\[a]\n\n[a]: /b",
        "\\![a]\n\n[a]: /b",
    ),
    "addresses in brackets": (
        "<https://a.b.org>", "<https://a.org/b?q=c&d=e>", "<irc://a.b:2233/c>", "<MAILTO:A@B.C>",
        "<made-up-scheme://a,b>", "<https://../>", "<localhost:5001/a>", "<https://a.org/\\[\\>", "<a@b.example.com>",
        "<a\\+@b.com>", "<>", "<m:abc>", "<foo.bar.baz>", "a@b.example.com",
    ),
    "raw HTML": (
        "<a><bab><c2c>", "<a/><b2/>", '<a  /><b2\ndata="c" >', '<a b="c" d = \'e <f>&quot;</f>\'\n_g h:i=33 />',
        'A <x-y z="w">', "<33> <__>", '<a h*#ref="hi">', '<a href="hi\'> <a href=hi\'>',
        "< a><\nfoo><bar/ >\n<foo bar=baz\nbim!bop />", "<a href='b'title=c>", "</a></foo >", '</a href="b">',
        "a <!-- b --\nc - d -->", "a <!--> b -->\n\na <!---> b -->", "a <?php echo $a; ?>", "a <!ELEMENT br EMPTY>",
        "a <![CDATA[>&<]]>", 'a <b c="&ouml;">', 'a <b c="\\*">', '<a href="\\"">',
    ),
    "line breaks": (
        "a  \nb", "a\\\nb", "a       \nb", "a  \n     b", "*a  \nb*", "*a\\\nb*", "`a  \nb`", "`a\\\nb`",
        "<a c='b  \nd'>", "a\\", "a  ", "### a\\", "### a  ", "a\nb", "a \n b", "hello $.;'there", "Foo χρῆν",
        "Multiple     spaces",
    ),
}
# fmt: on
