import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPrompt } from "../../src/answers/render-prompt.js";
import { ConfigurationError } from "../../src/errors.js";

const promptDir = "prompts";

describe("readPrompt", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  async function write(text: string) {
    const folder = await mkdtemp(join(tmpdir(), "prompts-"));
    folders.push(folder);
    await writeFile(join(folder, "a.md"), text);
    return readPrompt(folder, "a");
  }
  const head = "---\nname: a\nversion: 2\nvariables: [x]\n---\n";

  it("puts values in as they are and never reads them as a template", async () => {
    const prompt = await write(`${head}# System\nS\n# User\n{{x}}\r\n# Title`);
    expect(prompt).toMatchObject({ name: "a", version: 2, variables: ["x"] });
    for (const x of ["<b> & \"{{x}}\" 'q'", "{{#x}}{{/x}}", "$& {x}"]) {
      expect((await prompt.render({ x })).map(({ content }) => content)).toEqual(["S", `${x}\n# Title`]);
    }
  });

  it("goes on with a talk where it has no section for the system", async () => {
    const messages = await (await write(`${head}# User\n{{#x}}A {{name}}{{#old}} (old){{/old}}. {{/x}}`)).render({
      x: [{ name: "one", old: true }, { name: "two" }],
    });
    expect(messages.map((message) => [message.getType(), message.content])).toEqual([
      ["human", "A one (old). A two. "],
    ]);
  });

  it("asks for every variable and no other", async () => {
    const prompt = await write(`${head}# System\nS\n# User\n{{x}}`);
    expect(() => prompt.render({})).toThrow(/\bx\b/);
    expect(() => prompt.render({ x: "1", y: "2" })).toThrow(/\by\b/);
  });

  it.each([
    ["no front matter", "# System\nS\n# User\n{{x}}"],
    ["no section for the user", `${head}# System\n{{x}}`],
    ["another name", `${head.replace("name: a", "name: b")}# System\nS\n# User\n{{x}}`],
    ["no version", `${head.replace("version: 2", "")}# System\nS\n# User\n{{x}}`],
    ["an unknown key", `${head.replace("version", "model: x\nversion")}# System\nS\n# User\n{{x}}`],
    ["front matter that is no YAML", `${head.replace("[x]", "[x")}# System\nS\n# User\n{{x}}`],
    ["an undeclared variable", `${head}# System\n{{y}}\n# User\n{{x}}`],
    ["an unused variable", `${head}# System\nS\n# User\nx`],
    ["an open section", `${head}# System\nS\n# User\n{{x}} {{#x}}`],
  ])("refuses a prompt with %s and names the file", async (_name, text) => {
    const error: unknown = await write(text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(/a\.md/);
  });

  it("refuses a prompt that is not there", async () => {
    await expect(readPrompt(promptDir, "missing")).rejects.toThrow(ConfigurationError);
  });
});
