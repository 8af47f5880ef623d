import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const stages: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  "fork-module": [],
  config: ["errors"],
  logging: ["errors"],
  language: ["errors"],
  documents: ["errors", "language", "fork-module"],
  chunks: ["documents", "language"],
  embeddings: ["errors", "fork-module"],
  "search-index": ["chunks", "documents", "embeddings", "language", "errors"],
  indexing: ["documents", "chunks", "embeddings", "search-index", "language", "errors"],
  retrieval: ["search-index", "chunks", "documents", "embeddings", "language", "errors"],
  "language-model": ["errors"],
  reading: ["retrieval", "chunks", "documents", "embeddings", "language"],
  answers: ["reading", "retrieval", "search-index", "chunks", "documents", "language", "language-model", "errors"],
  conversations: ["answers", "documents", "language", "errors"],
  assistant: [
    ...["conversations", "answers", "reading", "retrieval", "search-index", "embeddings", "documents", "language"],
    ...["language-model", "errors"],
  ],
  explain: ["answers", "retrieval", "search-index", "language"],
  bot: ["assistant", "conversations", "answers", "documents", "language", "indexing", "errors"],
  web: ["assistant", "conversations", "answers", "documents", "language", "indexing", "errors"],
};

/**
 * Which folder of `src` may import from which others. A file that lies in `src` itself, such as errors.ts, counts as the
 * folder of its name. README.md repeats this table: change both, and the code, in one commit.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  ...stages,
  evaluation: Object.keys(stages).filter((folder) => folder !== "config" && folder !== "logging"),
  bench: [...Object.keys(stages).filter((folder) => folder !== "config" && folder !== "logging"), "evaluation"],
  cli: [...Object.keys(stages), "evaluation", "bench"],
};

/** Where each outside package may be imported: files and folders (with a slash at the end) below `src`. */
const packagePlaces: Readonly<Record<string, readonly string[]>> = {
  "@grammyjs/auto-retry": ["bot/"],
  "@hono/node-server": ["web/"],
  "@langchain/community": ["language-model/", "answers/", "bench/"],
  "@langchain/core": ["language-model/", "answers/", "bench/"],
  "@langchain/openai": ["language-model/", "answers/"],
  "@langchain/textsplitters": ["bench/"],
  "@xenova/transformers": ["embeddings/", "bench/langchain-program.ts"],
  cheerio: ["documents/loaders/"],
  "cli-progress": ["cli/"],
  commander: ["cli.ts", "cli/"],
  grammy: ["bot/"],
  "hnswlib-node": ["search-index/stores/hnsw.ts"],
  hono: ["web/"],
  htmlparser2: ["documents/loaders/"],
  libsql: [
    ...["embeddings/embedding-cache.ts", "search-index/index-lock.ts", "search-index/keyword-index.ts"],
    ...["search-index/passage-store.ts", "search-index/write-passage-store.ts", "conversations/state-database.ts"],
  ],
  mammoth: ["documents/loaders/"],
  mdast: ["documents/loaders/"],
  "mdast-util-from-markdown": ["documents/loaders/"],
  "mdast-util-gfm": ["documents/loaders/"],
  "micromark-extension-gfm": ["documents/loaders/"],
  "postal-mime": ["documents/loaders/"],
  "pdfjs-dist": ["documents/loaders/"],
  "node-llama-cpp": ["language-model/llama-cpp.ts"],
  pino: ["logging.ts"],
  "pino-pretty": ["logging.ts"],
  stemmer: ["language/"],
  yaml: ["documents/", "language/", "answers/", "evaluation/"],
  zod: [""],
};

const MAX_LINES = 250;
const README_HEADING = "Which way imports may point";

interface Import {
  /** As written, such as `../errors.js` or `zod`; null if it is put together at run time. */
  readonly specifier: string | null;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

interface SourceFile {
  /** Below `src`, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** One sentence for each thing that is wrong: file, problem, what to do. */
type Rule = (files: readonly SourceFile[]) => readonly string[];

function parse(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, imports: nodesOf(tree).flatMap(importOf) };
}

function nodesOf(tree: ts.Node): readonly ts.Node[] {
  const nodes: ts.Node[] = [tree];
  // The array grows while it is walked.
  for (const node of nodes) ts.forEachChild(node, (child) => void nodes.push(child));
  return nodes;
}

function importOf(node: ts.Node): readonly Import[] {
  const found = (target: ts.Node | undefined, typeOnly: boolean) => [
    { specifier: target !== undefined && ts.isStringLiteralLike(target) ? target.text : null, typeOnly },
  ];
  if (ts.isImportDeclaration(node)) return found(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier ? found(node.moduleSpecifier, node.isTypeOnly) : [];
  if (ts.isExternalModuleReference(node)) return found(node.expression, false);
  if (ts.isImportTypeNode(node)) {
    return found(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
  }
  if (ts.isCallExpression(node)) {
    const { expression, arguments: parts } = node;
    const loads = expression.kind === ts.SyntaxKind.ImportKeyword || /^require(\.resolve)?$/.test(expression.getText());
    return loads ? found(parts[0], false) : [];
  }
  // A worker's file.
  if (ts.isNewExpression(node) && node.expression.getText() === "URL") {
    const literals = nodesOf(node).filter(ts.isStringLiteralLike);
    return literals.filter(({ text }) => /^\.\.?\/.*\.js$/.test(text)).flatMap((literal) => found(literal, false));
  }
  return [];
}

/** The folder of the table: the first part of the path, without `.ts` for a file that lies in `src` itself. */
const folderOf = (path: string) => (path.split("/")[0] ?? "").replace(/\.ts$/, "");

/** Path below `src` of an imported file of ours; null for a package. It begins with `..` if it lies outside. */
function targetOf(file: SourceFile, specifier: string | null): string | null {
  if (specifier === null || !/^[./]/.test(specifier)) return null;
  return posix.join(posix.dirname(file.path), specifier).replace(/\.js$/, ".ts");
}

const importsFollowTheTable: Rule = (files) =>
  files.flatMap((file) => {
    const folder = folderOf(file.path);
    const allowed = mayImport[folder];
    if (allowed === undefined) {
      return [
        `src/${file.path}: "${folder}" is not in the table; add it to this test and to README.md, or move the file.`,
      ];
    }
    return file.imports.flatMap(({ specifier }) => {
      if (specifier === null) return [`src/${file.path}: an import is put together at run time; write its name.`];
      const target = targetOf(file, specifier);
      if (target === null || (!target.startsWith("..") && [folder, ...allowed].includes(folderOf(target)))) return [];
      const choice = allowed.length === 0 ? "nothing of ours" : `only ${allowed.join(", ")}`;
      return [
        `src/${file.path}: imports ${specifier}, but "${folder}" may import ${choice}; take what is needed as an argument or move it.`,
      ];
    });
  });

const noCycles: Rule = (files) => {
  // Types are gone at run time, so two files may name each other's types.
  const edges = new Map(
    files.map((file) => [
      file.path,
      file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier }) => targetOf(file, specifier) ?? []),
    ]),
  );
  const problems: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) {
      const circle = [...above.slice(above.indexOf(path)), path].join(" -> ");
      problems.push(`src/${path}: imports itself by way of ${circle}; move what both need into a file of its own.`);
    }
    if (done.has(path) || above.includes(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...above, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return problems;
};

/** The outside packages that a file imports; Node's own modules are none. */
const packagesOf = (file: SourceFile) =>
  file.imports.flatMap(({ specifier, typeOnly }) => {
    if (specifier === null || targetOf(file, specifier) !== null || isBuiltin(specifier)) return [];
    return [{ name: /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier, typeOnly }];
  });

const packagesInTheirPlace: Rule = (files) =>
  files.flatMap((file) =>
    packagesOf(file).flatMap(({ name }) => {
      const places = packagePlaces[name];
      if (places === undefined) return [`src/${file.path}: imports ${name}; add to this test where it belongs.`];
      const adapter = name.startsWith("@langchain/") && posix.basename(file.path).includes("langchain");
      const fits = (place: string) =>
        place === "" || place.endsWith("/") ? file.path.startsWith(place) : file.path === place;
      if (adapter || places.some(fits)) return [];
      return [`src/${file.path}: imports ${name}, which belongs into ${places.join(", ")}; use what that exports.`];
    }),
  );

const onlyDependencies: Rule = (files) => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, object>;
  const declared = { ...dependencies, ...peerDependencies };
  return files.flatMap((file) =>
    packagesOf(file)
      .filter(({ name, typeOnly }) => !typeOnly && !(name in declared))
      .map(({ name }) => `src/${file.path}: imports ${name}, which is no dependency; make it one in package.json.`),
  );
};

const environmentOnlyInConfig: Rule = (files) =>
  files.flatMap((file) => {
    const named = (node: ts.Node | undefined) => node !== undefined && /^["']?env["']?$/.test(node.getText());
    const isProcess = (node: ts.Node | undefined) => node !== undefined && /(^|\.)process$/.test(node.getText());
    const readsIt = nodesOf(file.tree).some((node) => {
      if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && named(node.name);
      if (ts.isElementAccessExpression(node)) return isProcess(node.expression) && named(node.argumentExpression);
      if (ts.isBindingElement(node)) {
        return (
          named(node.propertyName ?? node.name) && isProcess((node.parent.parent as ts.VariableDeclaration).initializer)
        );
      }
      if (!ts.isImportSpecifier(node)) return false;
      const from = node.parent.parent.parent.moduleSpecifier.getText();
      return named(node.propertyName ?? node.name) && /^["'](node:)?process["']$/.test(from);
    });
    if (!readsIt || file.path === "config.ts") return [];
    return [
      `src/${file.path}: reads process.env; add the variable to src/config.ts and take its value as an argument.`,
    ];
  });

const atMost250Lines: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    return lines <= MAX_LINES
      ? []
      : [`src/${path}: has ${lines} lines, allowed are ${MAX_LINES}; split it by what it does.`];
  });

const noDefaultExports: Rule = (files) =>
  files.flatMap(({ path, tree }) => {
    const isDefault = (node: ts.Node) =>
      ts.isExportAssignment(node) ||
      node.kind === ts.SyntaxKind.DefaultKeyword ||
      (ts.isExportSpecifier(node) && node.name.text === "default");
    return nodesOf(tree).some(isDefault) ? [`src/${path}: has a default export; export it by its name.`] : [];
  });

const kebabCase: Rule = (files) =>
  files.flatMap(({ path }) => {
    const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/;
    return kebab.test(path) ? [] : [`src/${path}: is not in kebab-case; name it for what it exports, like-this.ts.`];
  });

const noLumberRooms: Rule = (files) =>
  files.flatMap(({ path }) => {
    const room = path.split("/").find((part) => /^(utils?|helpers?|common|misc|shared)(\.ts)?$/.test(part));
    return room === undefined ? [] : [`src/${path}: "${room}" says nothing; move the file to the stage that needs it.`];
  });

const indexFilesAreTables: Rule = (files) =>
  files.flatMap(({ path, tree }) => {
    if (posix.basename(path) !== "index.ts") return [];
    const exported = tree.statements.filter(
      (node) =>
        ts.isExportDeclaration(node) ||
        (ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
    );
    const values = exported.filter((node) => !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node));
    if (values.length === 1 && values.every(isTable)) return [];
    return [`src/${path}: an index.ts exports one table to which a line can be added, and types; move the rest.`];
  });

/** `export const x = { ... }`, `[ ... ]` or `new Map([ ... ])`, whatever type it is said to have. */
function isTable(node: ts.Statement): boolean {
  if (!ts.isVariableStatement(node) || !(node.declarationList.flags & ts.NodeFlags.Const)) return false;
  return node.declarationList.declarations.every(({ initializer }) => {
    let value = initializer;
    while (
      value &&
      (ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value))
    ) {
      value = value.expression;
    }
    if (value === undefined) return false;
    const isMap = ts.isNewExpression(value) && value.expression.getText() === "Map";
    return isMap || ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value);
  });
}

const rules = {
  "imports point the way the table says": importsFollowTheTable,
  "no files import each other in a circle": noCycles,
  "outside packages are imported where they belong": packagesInTheirPlace,
  "outside packages are dependencies": onlyDependencies,
  "only config.ts reads the environment": environmentOnlyInConfig,
  "files have 250 lines at most": atMost250Lines,
  "nothing is exported as default": noDefaultExports,
  "names are in kebab-case": kebabCase,
  "no folder is a lumber room": noLumberRooms,
  "index.ts is a table": indexFilesAreTables,
} as const satisfies Readonly<Record<string, Rule>>;

/** The table as README.md may show it; neighbours that may import the same share a row. */
function renderTable(): string {
  const rows: { folders: string[]; text: string }[] = [];
  for (const folder of Object.keys(mayImport)) {
    const allowed = mayImport[folder] ?? [];
    const others = Object.keys(mayImport).filter((other) => other !== folder && !allowed.includes(other));
    const excluded = others.length === 0 ? "anything" : `anything but ${others.join(", ")}`;
    const text = allowed.length === 0 ? "nothing of ours" : others.length < 4 ? excluded : allowed.join(", ");
    const last = rows.at(-1);
    if (last?.text === text) last.folders.push(folder);
    else rows.push({ folders: [folder], text });
  }
  const lines = rows.map(({ folders, text }) => `| ${folders.join(", ")} | ${text} |`);
  return ["| folder | may import |", "|---|---|", ...lines].join("\n");
}

/** What a cell of README.md's table allows a folder: names with commas, "nothing of ours" or "anything (but ...)". */
function readCell(folder: string, cell: string): readonly string[] {
  const names = (list: string) => list.split(",").map((name) => name.trim());
  const anything = /^anything(?: but (?<excluded>.+))?$/.exec(cell);
  if (anything === null) return cell === "nothing of ours" ? [] : names(cell);
  const excluded = names(anything.groups?.excluded ?? "");
  return Object.keys(mayImport).filter((other) => other !== folder && !excluded.includes(other));
}

/** What is wrong with README.md's table. */
function readmeProblems(readme: string): readonly string[] {
  const sections = readme.split(/^#+ +/m).filter((section) => section.startsWith(`${README_HEADING}\n`));
  if (sections.length !== 1) {
    return [`README.md: needs one heading "${README_HEADING}" and below it this table:\n${renderTable()}`];
  }
  const lines = (sections[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  const cells = lines.slice(2).map((line) => line.replaceAll("`", "").split("|").slice(1, -1));
  const rows = cells.flatMap(([folders = "", cell = ""]) =>
    folders.split(",").map((folder) => [folder.trim(), readCell(folder.trim(), cell.trim()).toSorted().join(", ")]),
  );
  const expected = Object.entries(mayImport).map(([folder, allowed]) => [folder, allowed.toSorted().join(", ")]);
  const agrees = JSON.stringify(rows.toSorted()) === JSON.stringify(expected.toSorted());
  return agrees ? [] : [`README.md: the table below "${README_HEADING}" is not the test's; write:\n${renderTable()}`];
}

describe("the source tree", () => {
  const paths = readdirSync("src", { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative("src", posix.join(entry.parentPath, entry.name)));
  const files = paths.map((path) => parse(path, readFileSync(posix.join("src", path), "utf8")));

  it.each(Object.entries(rules))("%s", (_name, rule) => {
    expect(files.length).toBeGreaterThan(100);
    expect(rule(files)).toEqual([]);
  });

  it("has every folder of the table", () => {
    const folders = new Set(files.map(({ path }) => folderOf(path)));
    expect(Object.keys(mayImport).filter((folder) => !folders.has(folder))).toEqual([]);
    expect(
      Object.values(stages)
        .flat()
        .filter((folder) => !(folder in stages)),
    ).toEqual([]);
  });
});

describe("README.md", () => {
  it("shows the table of imports that is enforced", () => {
    expect(existsSync("README.md") ? readmeProblems(readFileSync("README.md", "utf8")) : []).toEqual([]);
  });

  it("is told the table when it lacks it or has another", () => {
    const good = `# A\n\n### ${README_HEADING}\n\nWords.\n\n${renderTable()}\n\n## B\n\n| x | y |\n|---|---|\n| a | b |\n`;
    expect(readmeProblems(good)).toEqual([]);
    expect(
      readmeProblems(good.replace("| chunks | documents, language |", "| `chunks` | `language`, `documents` |")),
    ).toEqual([]);
    const wrong = [
      good.replace("| chunks | documents, language |", "| chunks | documents |"),
      good.replace("| chunks | documents, language |", "| chunks | documents, language, errors |"),
      good.replace("| chunks | documents, language |\n", ""),
      good.replace("anything but", "anything"),
      good.replace("### Which", "### What"),
      good + good,
      "# A\n",
    ];
    for (const readme of wrong) expect(readmeProblems(readme)).toEqual([expect.stringContaining(renderTable())]);
  });
});

describe("the rules", () => {
  /** What a rule finds in files, given by their paths below `src`. */
  const check = (rule: keyof typeof rules, sources: Readonly<Record<string, string>>) =>
    rules[rule](Object.entries(sources).map(([path, text]) => parse(path, text)));

  it.each([
    ["answers/a.ts", 'import { x } from "../bot/x.js";'],
    ["answers/a.ts", 'import type { X } from "../bot/x.js";'],
    ["answers/a.ts", 'export * from "../bot/x.js";'],
    ["answers/a.ts", 'export type { X } from "../bot/x.js";'],
    ["answers/a.ts", 'const x = await import("../bot/x.js");'],
    ["answers/a.ts", "const x = await import(`../bot/x.js`);"],
    ["answers/a.ts", "const x = await import(name);"],
    ["answers/a.ts", 'let x: import("../bot/x.js").X;'],
    ["answers/a.ts", 'import x = require("../bot/x.js");'],
    ["answers/a.ts", 'const x = require("../bot/x.js");'],
    ["answers/a.ts", 'new Worker(new URL(ts ? "../bot/x.ts" : "../bot/x.js", import.meta.url));'],
    ["answers/deep/a.ts", 'import { x } from "../../bot/x.js";'],
    ["answers/a.ts", 'import { x } from "../config.js";'],
    ["answers/a.ts", 'import { x } from "../cli/x.js";'],
    ["answers/a.ts", 'import { x } from "../../test/x.js";'],
    ["errors.ts", 'import { x } from "./logging.js";'],
    ["elsewhere/a.ts", ""],
    ["elsewhere.ts", ""],
  ])("find an import that the table forbids: %s %s", (path, text) => {
    expect(check("imports point the way the table says", { [path]: text })).toEqual([
      expect.stringMatching(`^src/${path}: .*; .*\\.$`),
    ]);
  });

  it("allow what the table allows", () => {
    const text =
      'import { x } from "../retrieval/x.js"; import { y } from "./y.js"; import z from "zod"; f("../bot/x.js");';
    expect(check("imports point the way the table says", { "answers/a.ts": text })).toEqual([]);
    expect(check("imports point the way the table says", { "cli.ts": 'import { a } from "./config.js";' })).toEqual([]);
  });

  it("find a circle of imports but not of types", () => {
    const a = 'import { b } from "./b.js";';
    const found = check("no files import each other in a circle", {
      "bot/a.ts": a,
      "bot/b.ts": 'export { c } from "./deep/c.js"; import "./d.js";',
      "bot/deep/c.ts": 'const a = await import("../a.js");',
      "bot/d.ts": "",
    });
    expect(found).toEqual([
      expect.stringContaining("bot/a.ts -> bot/b.ts -> bot/deep/c.ts -> bot/a.ts; move what both need"),
    ]);
    const types = { "bot/a.ts": a, "bot/b.ts": 'import type { A } from "./a.js";' };
    expect(check("no files import each other in a circle", types)).toEqual([]);
  });

  it.each([
    ["answers/a.ts", "grammy"],
    ["bot/a.ts", "hono/html"],
    ["search-index/stores/exact.ts", "hnswlib-node"],
    ["search-index/manifest.ts", "libsql"],
    ["retrieval/a.ts", "@langchain/core/retrievers"],
    ["bot/a.ts", "@grammyjs/unheard-of"],
    ["cli.ts", "pino"],
    ["web/a.ts", "left-pad"],
  ])("find a package out of its place: %s %s", (path, name) => {
    expect(
      check("outside packages are imported where they belong", { [path]: `import { x } from "${name}";` }),
    ).toEqual([expect.stringMatching(`^src/${path}: imports .*; .*\\.$`)]);
  });

  it.each([
    ["bot/deep/a.ts", "grammy/types"],
    ["retrieval/langchain-retriever.ts", "@langchain/core/retrievers"],
    ["config.ts", "zod"],
    ["web/a.ts", "node:fs"],
    ["web/a.ts", "fs"],
  ])("allow a package in its place: %s %s", (path, name) => {
    const text = `import { x } from "${name}";`;
    expect(check("outside packages are imported where they belong", { [path]: text })).toEqual([]);
  });

  it("find a package that only developers have, unless its types are all that is needed", () => {
    const runtime = { "bot/a.ts": 'import { x } from "fast-check";' };
    const types = { "bot/a.ts": 'import type { x } from "mdast";' };
    expect(check("outside packages are dependencies", runtime)).toEqual([expect.stringContaining("fast-check")]);
    expect(check("outside packages are dependencies", types)).toEqual([]);
  });

  it.each([
    "f(process.env.X);",
    "f(process.env);",
    'f(process["env"]);',
    "f(globalThis.process.env);",
    "const { env } = process;",
    "const { env: x } = process;",
    'import { env } from "node:process";',
    'import { env as x } from "process";',
  ])("find a reader of the environment: %s", (text) => {
    expect(check("only config.ts reads the environment", { "bot/a.ts": text })).toHaveLength(1);
    expect(check("only config.ts reads the environment", { "config.ts": text })).toEqual([]);
  });

  it("do not mistake another env, a comment or a text for the environment", () => {
    const text = 'import { env } from "@xenova/transformers"; env.x = process.pid; // process.env\nf("process.env");';
    expect(check("only config.ts reads the environment", { "bot/a.ts": text })).toEqual([]);
  });

  it("find a file of more than 250 lines", () => {
    expect(check("files have 250 lines at most", { "bot/a.ts": "x;\n".repeat(251) })).toHaveLength(1);
    expect(check("files have 250 lines at most", { "bot/a.ts": "x;\n".repeat(250) })).toEqual([]);
  });

  it.each([
    "export default 1;",
    "export default function f() {}",
    "export default class {}",
    "const a = 1; export { a as default };",
    'export { default } from "./b.js";',
    "export = 1;",
  ])("find a default export: %s", (text) => {
    expect(check("nothing is exported as default", { "bot/a.ts": text })).toHaveLength(1);
  });

  it("do not mistake a switch or an import for a default export", () => {
    const text = 'import d, { default as e } from "x"; switch (d) { default: e(); } export const x = { default: 1 };';
    expect(check("nothing is exported as default", { "bot/a.ts": text })).toEqual([]);
  });

  it.each([
    "bot/sendMessage.ts",
    "bot/Send.ts",
    "bot/send_message.ts",
    "Bot/a.ts",
    "bot/a.test.ts",
    "bot/a.js",
    "bot/-a.ts",
  ])("find a name that is not in kebab-case: %s", (path) => {
    expect(check("names are in kebab-case", { [path]: "" })).toHaveLength(1);
    expect(check("names are in kebab-case", { "bot/find-2-things.ts": "" })).toEqual([]);
  });

  it.each(["utils/a.ts", "bot/helpers/a.ts", "common/a.ts", "bot/utils.ts", "bot/helper.ts"])(
    "find a lumber room: %s",
    (path) => {
      expect(check("no folder is a lumber room", { [path]: "" })).toHaveLength(1);
      expect(check("no folder is a lumber room", { "language/common-words.ts": "" })).toEqual([]);
    },
  );

  it.each([
    'export * from "./a.js";',
    'export { a } from "./a.js";',
    "export function f() {}",
    "export const f = () => ({});",
    "export const a = {}; export function f() {}",
    "export let a = {};",
    "const a = {};",
    "",
  ])("find an index.ts that is no table: %s", (text) => {
    expect(check("index.ts is a table", { "bot/index.ts": text })).toHaveLength(1);
    expect(check("index.ts is a table", { "bot/a.ts": text })).toEqual([]);
  });

  it.each([
    "export const a: readonly string[] = [];",
    "export const a = { b: 1 } as const satisfies object; export type B = keyof typeof a;",
    "import { b } from './b.js'; export interface C {} export const a: ReadonlyMap<string, C> = new Map([['b', b]]);",
  ])("allow an index.ts that is a table: %s", (text) => {
    expect(check("index.ts is a table", { "bot/index.ts": text })).toEqual([]);
  });
});
