/** Text as it may stand in HTML and SVG, between tags and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A picture that scales with the page; `description` is read aloud in its place. */
export function svg(width: number, height: number, description: string, content: readonly string[]): string {
  const label = escapeMarkup(description);
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${content.join("")}</svg>`;
}

/** A straight line; `className` gives its look. */
export function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" class="${className}"/>`;
}

/** A text at a point; `anchor` says which part of it is there. */
export function label(
  x: number,
  y: number,
  text: string,
  anchor: "start" | "middle" | "end",
  className = "label",
): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" class="${className}">${escapeMarkup(text)}</text>`;
}

/** A broken line through points. */
export function path(points: readonly (readonly [number, number])[], className: string): string {
  return `<polyline points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}" class="${className}"/>`;
}

/** The mark of a series at a point: circle, square, triangle or diamond, so that colour is not needed to tell them apart. */
export function marker(series: number, x: number, y: number, radius = 4.5): string {
  const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius].map(round);
  const className = `class="${seriesClass(series)} mark"`;
  switch (series % 4) {
    case 0:
      return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" ${className}/>`;
    case 1:
      return `<rect x="${left}" y="${top}" width="${2 * radius}" height="${2 * radius}" ${className}/>`;
    case 2:
      return `<polygon points="${left},${bottom} ${right},${bottom} ${round(x)},${top}" ${className}/>`;
    default:
      return `<polygon points="${left},${round(y)} ${round(x)},${top} ${right},${round(y)} ${round(x)},${bottom}" ${className}/>`;
  }
}

/** Class with the colour and the dashes of a series. */
export function seriesClass(series: number): string {
  return `series-${series % 4}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
