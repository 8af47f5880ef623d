import { describe, expect, it } from "vitest";
import { loadFile } from "./load-file.js";

const textOf = async (html: string) => (await loadFile("a.html", html)).text;

describe("the HTML loader", () => {
  it.each([
    [
      "paragraphs with white space as a browser shows it",
      "<p>Ein\n   <b> Satz</b>,&nbsp;noch\teiner.</p><p>Zwei</p>",
      "Ein Satz, noch einer.\n\nZwei",
    ],
    ["text without paragraph", "Eins<div>Zwei</div>Drei", "Eins\n\nZwei\n\nDrei"],
    ["line breaks", "<p>Platz 1<br> Ort</p>", "Platz 1\nOrt"],
    [
      "lists in lists",
      "<ul><li>a<ol start=3><li>b<li><p>c</p><p>d</p></ol><li>e</ul>",
      "- a\n  3. b\n  4. c\n    d\n- e",
    ],
    ["tables", "<table><tr><th>Jahr<th>Betrag<tr><td>2022<td><p>5 €</p></table>", "Jahr | Betrag\n2022 | 5 €"],
    ["layout tables as blocks", "<table><tr><td><h2>A</h2><p>b</p><td>c</table>", "A\n\nb\n\nc"],
    [
      "definition lists",
      "<dl><dt>Frist<dd>ein Monat<dd>oder zwei<dt>Ort:<dd>Rathaus</dl>",
      "Frist: ein Monat\noder zwei\nOrt: Rathaus",
    ],
    ["listings as they are", "<pre>a\n  b</pre>", "a\n  b"],
    ["words inside inline elements", "<p>Rat<span>haus</span><wbr>platz</p>", "Rathausplatz"],
  ])("keeps %s", async (_, html, expected) => {
    expect(await textOf(html)).toBe(expected);
  });

  it.each([
    [
      "navigation, header, footer and aside",
      "<header>x</header><nav>x</nav><p>Text</p><aside>x</aside><footer>x</footer>",
    ],
    [
      "landmarks by role",
      "<div role=banner>x</div><div role=navigation>x</div><p>Text</p><div role=contentinfo>x</div>",
    ],
    [
      "code, styles and what needs no script",
      "<script>x</script><style>x</style><noscript>x</noscript><p>Text</p><template>x</template>",
    ],
    ["hidden parts", '<p hidden>x</p><p aria-hidden="true">x</p><p style="color:red; display: none">x</p><p>Text</p>'],
    ["forms", "<form><label>x<input></label></form><p>Text <button>x</button></p>"],
    [
      "cookie banners",
      '<div id="CookieConsent">x</div><div class="a cookie-banner">x</div><div role=dialog>x</div><p>Text</p>',
    ],
    ["struck-out text", "<p><del>x</del> Text <s>x</s></p>"],
    ["everything outside of main", "<p>x</p><main>Text</main><p>x</p>"],
    ["everything outside of the only article", "<p>x</p><article><footer>x</footer>Text</article>"],
  ])("leaves out %s", async (_, html) => {
    expect(await textOf(html)).toBe("Text");
  });

  it("leaves out pictures written into the page, and reads what stands around them", async () => {
    const picture = `data:image/svg+xml;charset=utf-8;base64,${"PHN2/Zz+".repeat(1000)}==`;
    const html = `<p style="background: url(${picture})">A<img src='${picture}'> B</p><pre>${picture}</pre>`;
    expect(await textOf(html)).toBe("A B\n\ndata:image/svg+xml;charset=utf-8;base64,");
    expect(await textOf("<p>data:text/plain;base64,QQ==</p>")).toBe("data:text/plain;base64,QQ==");
  });

  it("keeps a page that is one large form", async () => {
    expect(await textOf("<form><h1>A</h1><p>Text</p><select><option>x</select></form>")).toBe("A\n\nText");
  });

  it("gives headings with level and place, and the page's title", async () => {
    const html =
      "<title> Amt –\n Stadt </title><main><header><h1>Amt <i>IT</i></h1></header>Text<h3></h3><h3>B</h3></main>";
    const { text, headings, title } = await loadFile("a.html", html);
    expect(title).toBe("Amt – Stadt");
    expect(headings).toEqual([
      { level: 1, text: "Amt IT", start: 0 },
      { level: 3, text: "B", start: text.indexOf("B") },
    ]);
  });

  it.each([
    ["hidden by an attribute", "<p hidden>xyz</p>"],
    ["hidden by its style", '<p style="visibility:hidden">xyz</p>'],
    ["without size", '<p style="font-size: 0">xyz</p>'],
    ["too small to read", '<p style="font-size:1px;">xyz</p>'],
    ["transparent", '<p style="opacity:0.0">xyz</p>'],
    ["moved out of the page", '<p style="position:absolute; left:-9999px">xyz</p>'],
    ["white on white", '<p style="color:#fff">xyz</p>'],
    [
      "hidden by a rule",
      "<style>@media print { p { display: none } } .a, .b { display:none }</style><p class=b>xyz</p>",
    ],
    ["white on white by a rule", "<style>.b { margin: 0; color: white }</style><p class=b>xyz</p>"],
  ])("leaves out text %s and counts it", async (_, part) => {
    expect(await loadFile("a.html", `<p>Text</p>${part}`)).toMatchObject({ text: "Text", hidden: 3 });
  });

  it.each([
    ["white on a colour", '<div style="background: navy"><p style="color:#fff">xyz</p></div>'],
    ["small", '<p style="font-size:.8em">xyz</p>'],
    ["half transparent", '<p style="opacity: 0.5">xyz</p>'],
    ["hidden on paper only", "<style>@media print { p { display: none } }</style><p>xyz</p>"],
    ["hidden until somebody clicks", "<style>input:checked + p { display: none }</style><p>xyz</p>"],
    ["moved a little", '<p style="margin-left:-10px">xyz</p>'],
  ])("keeps text %s", async (_, part) => {
    expect(await loadFile("a.html", part)).toMatchObject({ text: "xyz", hidden: 0 });
  });
});
