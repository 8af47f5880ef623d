import type { EvaluationSource } from "./evaluation-source.js";
import { loadOmosDevInAll } from "./omos-qa.js";
import { loadXquad, tunedHeadlines } from "./xquad.js";

const OMOS = "OMoS-QA, Tür an Tür - Digitalfabrik gGmbH, arXiv 2407.15736, CC BY 4.0";
const XQUAD = "XQuAD (google-deepmind/xquad), based on SQuAD v1.1, CC BY-SA 4.0";

/** The evaluation sets beside the golden questions, in the order of the report. */
export const EVALUATION_SOURCES: readonly EvaluationSource[] = [
  {
    name: "xquad-de",
    files: ["xquad/dev_passages_de.jsonl", "xquad/dev_questions_de.jsonl", "xquad/dev_questions_en.jsonl"],
    attribution: XQUAD,
    language: "de",
    sets: [
      {
        name: "XQuAD dev, de→de",
        measurements: [
          { what: "retrieval", floor: 0.95 },
          { what: "ablation" },
          { what: "headline", tunedOn: tunedHeadlines },
        ],
        load: (benchDir) => loadXquad(benchDir, "de", "de"),
      },
      {
        name: "XQuAD dev, en→de",
        measurements: [{ what: "retrieval", floor: 0.92 }, { what: "ablation" }],
        load: (benchDir) => loadXquad(benchDir, "en", "de"),
      },
    ],
  },
  {
    name: "xquad-en",
    files: ["xquad/dev_passages_en.jsonl", "xquad/dev_questions_en.jsonl"],
    attribution: XQUAD,
    language: "en",
    sets: [
      {
        name: "XQuAD dev, en→en",
        measurements: [
          { what: "retrieval", floor: null },
          { what: "headline", tunedOn: tunedHeadlines },
        ],
        load: (benchDir) => loadXquad(benchDir, "en", "en"),
      },
    ],
  },
  {
    name: "omos",
    files: ["train_de", "train_en", "dev_de", "dev_en"].map((name) => `omosqa/${name}.jsonl`),
    attribution: OMOS,
    language: "de",
    sets: [
      {
        name: "OMoS-QA dev, de→de",
        measurements: [{ what: "retrieval", floor: 0.76 }, { what: "ablation" }, { what: "evidence" }],
        load: (benchDir) => loadOmosDevInAll(benchDir, "de"),
      },
      {
        name: "OMoS-QA dev, en→de",
        measurements: [{ what: "retrieval", floor: 0.58 }, { what: "ablation" }, { what: "evidence" }],
        load: (benchDir) => loadOmosDevInAll(benchDir, "en"),
      },
    ],
  },
];
