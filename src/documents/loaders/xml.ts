import { parseDocument } from "htmlparser2";

/** A node of a parsed XML part. */
export type XmlNode = ReturnType<typeof parseDocument>["children"][number];
/** An element, with its name as written, such as `text:p`, and its attributes. */
export type XmlElement = Extract<XmlNode, { attribs: unknown }>;

/**
 * The root element of an XML part; null if there is none. No entity but XML's own five is resolved, nothing is fetched.
 */
export function parseXml(part: Buffer | null): XmlElement | null {
  if (part === null) return null;
  return parseDocument(part.toString("utf8"), { xmlMode: true }).children.find(isElement) ?? null;
}

/** The same for a part whose elements may all have a prefix: that of the root is taken away. */
export function parsePlainXml(part: Buffer | null): XmlElement | null {
  const root = parseXml(part);
  const prefix = prefixOf(root?.name ?? "");
  const strip = (element: XmlElement) => {
    if (element.name.startsWith(prefix)) element.name = element.name.slice(prefix.length);
    for (const child of childrenOf(element)) strip(child);
  };
  if (root !== null && prefix !== "") strip(root);
  return root;
}

/** Prefix of a name, with its colon; "" where it has none. */
export function prefixOf(name: string): string {
  return name.slice(0, name.indexOf(":") + 1);
}

/** The element children of an element, those of one name if it is given. */
export function childrenOf(element: XmlElement | null, name?: string): XmlElement[] {
  return (element?.children ?? []).filter(isElement).filter((child) => name === undefined || child.name === name);
}

/** The first child of this name, or the first at the end of a path of names; null if there is none. */
export function childOf(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  return path.reduce((found, name) => childrenOf(found, name)[0] ?? null, element);
}

/** All elements of these names, in the order of the part, at whatever depth; not those inside of one that was found. */
export function allOf(element: XmlElement | null, ...names: readonly string[]): XmlElement[] {
  return childrenOf(element).flatMap((child) => (names.includes(child.name) ? [child] : allOf(child, ...names)));
}

/** All text below a node as it stands there. */
export function rawText(node: XmlNode | null): string {
  if (node === null) return "";
  if ("data" in node && node.type === "text") return node.data;
  return isElement(node) ? node.children.map(rawText).join("") : "";
}

export function isElement(node: XmlNode): node is XmlElement {
  return "attribs" in node;
}
