import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFrontMatter, splitFrontMatter } from "../../src/documents/front-matter.js";
import { UnreadableFileError } from "../../src/errors.js";

const problemOf = (yaml: string): string => {
  try {
    parseFrontMatter(yaml, "a.md");
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.message;
    throw error;
  }
  return "none";
};

describe("parseFrontMatter", () => {
  it("reads every key as text, dates and numbers too", () => {
    const yaml = `title: 2020
source: Amtsblatt
url: https://stadt.example/a
publisher: "Stadt\u00a0Musterhausen"
date: 2020-01
valid_from: 2020-01-01
valid_until: 2024
superseded_by: neu.md
audience: employee
language: de`;
    expect(parseFrontMatter(yaml, "a.md")).toEqual({
      title: "2020",
      source: "Amtsblatt",
      url: "https://stadt.example/a",
      publisher: "Stadt Musterhausen",
      date: "2020-01",
      valid_from: "2020-01-01",
      valid_until: "2024",
      superseded_by: "neu.md",
      audience: "employee",
      language: "de",
    });
  });

  it.each(["", "# nur ein Kommentar\n"])("says nothing where nothing is said: %j", (yaml) => {
    expect(parseFrontMatter(yaml, "a.md")).toEqual({});
  });

  it.each([
    ["autor: X", /^a\.md: unknown key autor .*allowed are title, source, url.*language\.$/],
    ["audience: public", /^a\.md: audience is "public" in the front matter; allowed are citizen, employee\.$/],
    ["language: fr", /language is "fr".*allowed are de, en/],
    ["date: 2023-02-30", /date is "2023-02-30".*YYYY-MM-DD/],
    ["date: 1.5.2023", /date is "1\.5\.2023"/],
    ["date: 2023-13", /date is "2023-13"/],
    ["url: ftp://stadt.example", /url is "ftp:\/\/stadt\.example".*https:\/\//],
    ["url: javascript:alert(1)", /url is "javascript:alert\(1\)"/],
    ["title:", /title is empty/],
    ["title: [a, b]", /title is a list or a group/],
    ["- a", /no list of "key: value" lines; allowed keys are title/],
    ["nur Text", /no list of "key: value" lines/],
    ["title: a\ntitle: b", /no valid YAML \(Map keys must be unique/],
    ["title: 'a", /no valid YAML/],
    ["title: *a", /no valid YAML/],
    ["valid_from: 2024\nvalid_until: 2023-12", /valid_from is 2024, which is after valid_until, 2023-12/],
  ])("refuses %j", (yaml, message) => {
    expect(problemOf(yaml)).toMatch(message);
  });

  it("names every problem at once", () => {
    expect(problemOf("audience: alle\nlanguage: fr\nautor: X")).toMatch(/audience.*language.*autor/);
  });

  it.each([
    ["2023", "2023"],
    ["2023-05", "2023"],
    ["2023-02", "2023-02-28"],
  ])("lets something hold from %s until %s", (from, until) => {
    expect(problemOf(`valid_from: ${from}\nvalid_until: ${until}`)).toBe("none");
  });

  it("accepts exactly the days of the calendar", () => {
    const day = fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(fc.property(day, (date) => problemOf(`date: ${date.toISOString().slice(0, 10)}`) === "none"));
    expect(problemOf("date: 1900-02-29")).not.toBe("none");
    expect(problemOf("date: 2000-02-29")).toBe("none");
  });

  it("throws nothing but its own error on any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."a:-{}[]&*!|>'\"%@\n #?,0") }),
        (yaml) => typeof problemOf(yaml) === "string",
      ),
    );
  });
});

describe("splitFrontMatter", () => {
  it("parts front matter and body, with Windows line ends too", () => {
    expect(splitFrontMatter("---\r\ntitle: A\r\n---\r\n# A\r\n", "a.md")).toEqual({
      frontMatter: "title: A\n",
      body: "# A\n",
    });
  });

  it("knows an empty one", () => {
    expect(splitFrontMatter("---\n---\nText", "a.md")).toEqual({ frontMatter: "", body: "Text" });
  });

  it("leaves a file alone that begins with a thematic break", () => {
    const file = "---\n\nErster Absatz\n\n---\n";
    expect(splitFrontMatter(file, "a.md")).toEqual({ frontMatter: null, body: file });
  });

  it("refuses front matter without an end", () => {
    expect(() => splitFrontMatter("---\ntitle: A\n\nText", "a.md")).toThrow(/^a\.md: the front matter is not closed/);
  });
});
