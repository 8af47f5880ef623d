import type { Archive } from "./archive.js";
import { childrenOf, parseXml } from "./xml.js";

/**
 * What a part of an Office Open XML file links to, by the link's id: names of parts of the same file. Links to anything
 * outside of the file are left out.
 *
 * @see ECMA-376, part 2, "Relationships"
 */
export function linksOf(archive: Archive, part: string): ReadonlyMap<string, string> {
  const [folder, file] = [part.slice(0, part.lastIndexOf("/") + 1), part.slice(part.lastIndexOf("/") + 1)];
  const links = childrenOf(parseXml(archive.read(`${folder}_rels/${file}.rels`)), "Relationship");
  return new Map(
    links
      .filter(({ attribs }) => attribs.TargetMode !== "External")
      .map(({ attribs: { Id = "", Target = "" } }) => [Id, resolve(folder, Target)]),
  );
}

function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const names: string[] = [];
  for (const name of `${folder}${target}`.split("/")) {
    if (name === "..") names.pop();
    else if (name !== ".") names.push(name);
  }
  return names.join("/");
}
