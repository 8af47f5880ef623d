import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BaseMessage } from "@langchain/core/messages";
import { parse } from "yaml";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";

/** What a prompt is filled with: text, a condition, or a list whose fields the prompt's own section names. */
export type PromptValue = string | boolean | readonly Readonly<Record<string, string | number | boolean | null>>[];

/** A prompt file, read and checked. */
export interface Prompt {
  readonly name: string;
  /** Counts up with every change of the wording, so that measurements can name what they measured. */
  readonly version: number;
  /** Names that `render` must be given. */
  readonly variables: readonly string[];
  /**
   * @returns The messages for the language model; values are put in as they are and never read as a template.
   * @throws {Error} A variable is missing or none of the prompt's own.
   */
  render(values: Readonly<Record<string, PromptValue>>): Promise<readonly BaseMessage[]>;
}

const frontMatterSchema = z.strictObject({
  name: z.string().min(1),
  version: z.int().positive(),
  variables: z.array(z.string().regex(/^\w+$/)).readonly(),
});

const filePattern =
  /^---\n(?<frontMatter>[\s\S]*?\n)---\n\s*(?:# System\n(?<system>[\s\S]+?)\n)?# User\n(?<user>[\s\S]+)$/;

/**
 * Reads `NAME.md` of the prompt folder: YAML front matter, then the sections `# System` and `# User`, written as a
 * Mustache template (`{{variable}}`, `{{#list}}...{{/list}}`). A prompt that goes on with a talk has no `# System`.
 *
 * @throws {ConfigurationError} The file is missing, has another form, or uses and declares different variables.
 */
export async function readPrompt(promptDir: string, name: string): Promise<Prompt> {
  const path = join(promptDir, `${name}.md`);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new ConfigurationError(`The prompt ${path} cannot be read.`, { cause });
  });
  const sections = filePattern.exec(text.replaceAll("\r\n", "\n"))?.groups;
  if (sections === undefined) {
    throw new ConfigurationError(
      `The prompt ${path} must hold front matter, "# System" if it begins a talk, and "# User", in this order.`,
    );
  }
  const system = (sections.system ?? "").trim();
  const user = (sections.user ?? "").trim();
  const { variables, version } = readFrontMatter(path, name, sections.frontMatter ?? "");
  checkVariables(path, `${system}\n${user}`, variables);
  const template = await createTemplate(system, user, variables).catch((cause: unknown) => {
    throw new ConfigurationError(`The prompt ${path} is no Mustache template.`, { cause });
  });
  return {
    name,
    version,
    variables,
    render: (values) => {
      const given = Object.keys(values);
      const wrong = [
        ...variables.filter((variable) => !given.includes(variable)),
        ...given.filter((variable) => !variables.includes(variable)),
      ];
      if (wrong.length > 0)
        throw new Error(`The prompt ${name} takes ${variables.join(", ")}; see ${wrong.join(", ")}.`);
      return template.formatMessages(values);
    },
  };
}

/** The parts name their variables themselves: LangChain would ask for the fields of a section's list as well. */
async function createTemplate(system: string, user: string, variables: readonly string[]) {
  const prompts = await import("@langchain/core/prompts");
  const part = (template: string) => {
    // Mustache otherwise looks at the syntax when the first question is asked.
    prompts.parseTemplate(template, "mustache");
    return new prompts.PromptTemplate({
      template,
      templateFormat: "mustache",
      inputVariables: [...variables],
      validateTemplate: false,
    });
  };
  return prompts.ChatPromptTemplate.fromMessages([
    ...(system === "" ? [] : [new prompts.SystemMessagePromptTemplate(part(system))]),
    new prompts.HumanMessagePromptTemplate(part(user)),
  ]);
}

function readFrontMatter(path: string, name: string, source: string): z.infer<typeof frontMatterSchema> {
  const result = frontMatterSchema.safeParse(readYaml(source));
  if (!result.success) {
    throw new ConfigurationError(`The prompt ${path} has wrong front matter: ${z.prettifyError(result.error)}.`);
  }
  if (result.data.name !== name) {
    throw new ConfigurationError(`The prompt ${path} is named ${result.data.name}; its name must be ${name}.`);
  }
  return result.data;
}

function readYaml(source: string): unknown {
  try {
    return parse(source);
  } catch {
    return null;
  }
}

/** Looks at the outermost names only: a section's inner names are fields of its list. */
function checkVariables(path: string, source: string, declared: readonly string[]): void {
  const outer = source.replace(/\{\{[#^](\w+)\}\}[\s\S]*\{\{\/\1\}\}/g, "{{$1}}");
  const used = new Set([...outer.matchAll(/\{\{[{&^]?(\w+)\}?\}\}/g)].flatMap((match) => match[1] ?? []));
  const unknown = [...used].filter((variable) => !declared.includes(variable));
  const unused = declared.filter((variable) => !used.has(variable));
  const problems = [
    ...unknown.map((variable) => `The prompt ${path} uses {{${variable}}} without declaring it in variables.`),
    ...unused.map((variable) => `The prompt ${path} declares ${variable} in variables but does not use it.`),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
}
