/**
 * The one style sheet. Every pair of text and ground has a contrast of at least 4.5:1, in both colour schemes; nothing
 * is said by colour alone.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f2f5f8; --text: #1a2129; --soft: #4c5967; --line: #c3ccd5; --field: #6b7885;
  --link: #0b4f7a; --button: #0b4f7a; --button-text: #ffffff; --mark: #ffe48a; --mark-text: #1a2129; --problem: #9b1c1c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #13181d; --raised: #1d252c; --text: #e7ebef; --soft: #b0bac4; --line: #3b4752; --field: #8794a1;
    --link: #93c9f0; --button: #93c9f0; --button-text: #10202c; --mark: #6b5600; --mark-text: #ffffff; --problem: #ffb0a8;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 0 1rem 2rem; max-width: 42rem; background: var(--ground); color: var(--text);
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  line-height: 1.55; overflow-wrap: break-word; hyphens: auto;
}
p, dl, ul, figure, blockquote { margin: 0 0 1rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2rem 0 .75rem; text-wrap: balance; }
h1 { font-size: 1.75rem; margin-top: 1.5rem; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.15rem; }
h4 { font-size: 1.05rem; }
h5, h6 { font-size: 1rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; padding: .6rem 1rem; border-radius: 6px; background: var(--button); color: var(--button-text); }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }
.spoken {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; user-select: none;
}

.banner {
  display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1rem;
  padding: .75rem 0; border-bottom: 1px solid var(--line);
}
.name { font-size: 1.15rem; font-weight: 700; color: var(--text); text-decoration: none; padding: .4rem 0; }
.name:hover { text-decoration: underline; }
nav ul { display: flex; gap: 1rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: .4rem 0; }
nav a[aria-current] { color: var(--text); font-weight: 700; text-decoration: none; }
.lead { font-size: 1.1rem; }
.hint, .label, .details, .place, figcaption, footer, dt { color: var(--soft); font-size: .92rem; }

form { margin: 1.25rem 0; }
label { display: block; font-weight: 700; margin-bottom: .4rem; }
textarea {
  display: block; width: 100%; min-height: 6rem; padding: .7rem .8rem; font: inherit; line-height: 1.45; resize: vertical;
  color: var(--text); background: var(--ground); border: 1px solid var(--field); border-radius: 6px;
}
.ask .hint { margin: .4rem 0 1rem; }
button {
  min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 700; cursor: pointer;
  color: var(--button-text); background: var(--button); border: 2px solid var(--button); border-radius: 6px;
}
button:hover { text-decoration: underline; text-underline-offset: .2em; }
button.quiet { color: var(--link); background: transparent; }
.new { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
.problem { color: var(--problem); margin: 0 0 .4rem; }
textarea[aria-invalid] { border: 2px solid var(--problem); }

.kicker { font-size: 1.25rem; margin-bottom: .75rem; }
.question { padding: .8rem 1rem; background: var(--raised); border-radius: 6px; margin-bottom: 1.25rem; }
.question p { margin: 0; }
.question .hint { margin-top: .4rem; }
.asked, .words, blockquote, .stored p { white-space: pre-line; }
.item { display: block; padding-left: 1em; text-indent: -1em; }
.status { font-weight: 700; margin-bottom: .5rem; }
.headline { font-size: 1.6rem; font-weight: 700; line-height: 1.25; margin-bottom: 1rem; }
.progress .stage { color: var(--soft); }
.progress .stage:has(~ .stage), .progress:has(~ .answer) > :not(.spoken) { display: none; }
figure { margin: 1.25rem 0; }
blockquote { padding: .1rem 0 .1rem 1rem; border-left: 4px solid var(--link); margin-bottom: .35rem; }
figcaption { padding-left: calc(1rem + 4px); }
.sources ul { list-style: none; padding: 0; }
.sources li { margin-bottom: 1rem; }
.sources :target { outline: 2px solid var(--link); outline-offset: 6px; border-radius: 2px; }
.source-title { font-weight: 700; }
.details, .links { display: block; }
.links a { display: inline-block; padding: .2rem 0; margin-right: 1rem; }
figcaption .source-title { color: var(--text); }
.related { margin: 1.5rem 0; padding: 0 1rem .25rem; border: 2px dashed var(--field); border-radius: 6px; }
.related h2 { margin-top: 1rem; }
.related blockquote { border-left-color: var(--field); }
.contact, .note { padding: .8rem 1rem; background: var(--raised); border-left: 4px solid var(--field); }
.next { margin-top: 2.5rem; border-top: 1px solid var(--line); }

dl > div { display: grid; grid-template-columns: minmax(8rem, 11rem) 1fr; gap: 0 1rem; align-items: baseline; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.stored { padding: .25rem 1.25rem; border: 1px solid var(--line); border-radius: 6px; }
.stored h3, .stored h4, .stored h5, .stored h6 { margin-top: 1.5rem; }
.stored > :first-child { margin-top: .9rem; }
.stored p { white-space: pre-wrap; overflow-wrap: anywhere; hyphens: manual; }
.stored .page { margin: 1.75rem 0 1rem; border-top: 1px solid var(--line); padding-top: .3rem; font-size: .92rem; color: var(--soft); }
mark { background: var(--mark); color: var(--mark-text); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; scroll-margin-top: 4rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
footer p { margin-bottom: .5rem; }

@media (max-width: 30rem) {
  h1 { font-size: 1.5rem; }
  .headline { font-size: 1.4rem; }
  dl > div { grid-template-columns: 1fr; }
  .stored { padding: .25rem .8rem; }
  button { width: 100%; }
}
@media (forced-colors: active) { mark { outline: 1px solid; } button { border-color: ButtonText; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #fff; --text: #000; --soft: #333; --link: #000; --mark: #fff; --mark-text: #000; }
  html { font-size: 11pt; }
  body { max-width: none; }
  nav, form, .next, .skip { display: none; }
  mark { outline: 1px solid; }
  figure, li, blockquote { break-inside: avoid; }
  .links a[rel]::after { content: " <" attr(href) ">"; }
}
`;
