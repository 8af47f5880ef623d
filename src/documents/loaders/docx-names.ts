import type { CheerioAPI } from "cheerio";
import { isElement, prefixOf, type XmlElement } from "./xml.js";

/** WordprocessingML, transitional and strict. */
const WORD: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  "http://purl.oclc.org/ooxml/wordprocessingml/main",
]);

type Namespaces = ReadonlyMap<string, string>;

/**
 * Gives all names of WordprocessingML in a part the prefix `w`, whichever one the part gives them, or none.
 *
 * @returns Whether the part holds an element of WordprocessingML.
 * @see "Namespaces in XML 1.0", sections 5 and 6
 */
export function nameByNamespace($: CheerioAPI): boolean {
  const root = $.root().children().get(0);
  if (root === undefined) return false;
  const found = rename(root, new Map());
  if (found !== undefined) root.attribs["xmlns:w"] = found;
  return found !== undefined;
}

/** @returns The namespace, where the element or one below is of WordprocessingML. */
function rename(element: XmlElement, outer: Namespaces): string | undefined {
  const declared = Object.entries(element.attribs)
    .filter(([name]) => /^xmlns(?::|$)/u.test(name))
    .map(([name, uri]) => [name === "xmlns" ? "" : `${name.slice("xmlns:".length)}:`, uri] as const);
  const inner: Namespaces = declared.length === 0 ? outer : new Map([...outer, ...declared]);
  const namespaceOf = (name: string) => {
    const uri = inner.get(prefixOf(name));
    return uri !== undefined && WORD.has(uri) ? uri : undefined;
  };
  const localName = (name: string) => name.slice(prefixOf(name).length);
  for (const [name, value] of Object.entries(element.attribs)) {
    // A name without a prefix is no attribute of WordprocessingML, whatever the default namespace. What `w` stands for is
    // said once, at the root.
    const isWord = name.includes(":") && !name.startsWith("w:") && namespaceOf(name) !== undefined;
    if (isWord || name === "xmlns:w") delete element.attribs[name];
    if (isWord) element.attribs[`w:${localName(name)}`] = value;
  }
  const own = namespaceOf(element.name);
  if (own !== undefined) element.name = `w:${localName(element.name)}`;
  let found = own;
  for (const child of element.children) if (isElement(child)) found = rename(child, inner) ?? found;
  return found;
}
