/**
 * Style of the HTML report, for light and dark. Text has a contrast of at least 4.5:1; series differ in mark and dashes
 * as well as in colour.
 */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f2f5f8; --text: #1a2129; --soft: #4c5967; --line: #c3ccd5;
  --first: #0b4f7a; --second: #a34700; --third: #4f7300; --fourth: #7a2a8c; --missed: #9b1c1c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #13181d; --raised: #1d252c; --text: #e7ebef; --soft: #b0bac4; --line: #3b4752;
    --first: #93c9f0; --second: #ffb27a; --third: #b5d95e; --fourth: #dca6ec; --missed: #ffb0a8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem 1rem 3rem; max-width: 72rem; background: var(--ground); color: var(--text);
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { font-size: 1.25rem; line-height: 1.25; margin: 2.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
.verdict { font-size: 1.1rem; font-weight: 700; }
.note, dt, figcaption { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { background: var(--raised); }
.figure { text-align: right; white-space: nowrap; }
.name { white-space: nowrap; }
.missed { color: var(--missed); font-weight: 700; }
.errors td { min-width: 9rem; overflow-wrap: anywhere; white-space: normal; }
details { margin: 1rem 0; }
.plots { display: flex; flex-wrap: wrap; gap: 0 2rem; }
.plots figure { flex: 0 1 22.5rem; }
figure { margin: 1rem 0; }
svg { max-width: 100%; height: auto; display: block; }
.label { fill: var(--text); font-size: 13px; font-family: inherit; }
.grid { stroke: var(--line); stroke-width: 1; }
.ideal { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 2 4; }
.whisker { stroke: var(--first); stroke-width: 2; }
.floor { stroke: var(--second); stroke-width: 4; }
.curve { fill: none; stroke-width: 2; }
.series-0 { stroke: var(--first); color: var(--first); }
.series-1 { stroke: var(--second); color: var(--second); stroke-dasharray: 7 3; }
.series-2 { stroke: var(--third); color: var(--third); stroke-dasharray: 2 3; }
.series-3 { stroke: var(--fourth); color: var(--fourth); stroke-dasharray: 10 3 2 3; }
.solid { stroke-dasharray: none; }
.mark { stroke: none; fill: currentColor; }
summary { cursor: pointer; font-weight: 700; }
@media (forced-colors: active) { .mark { fill: CanvasText; } }
@media print { body { max-width: none; } .scroll { overflow: visible; } }
`;
