import cliProgress from "cli-progress";
import type { IndexProgress } from "../indexing/build-index.js";

const STAGES: Readonly<Record<IndexProgress["stage"], string>> = {
  reading: "Reading files",
  embedding: "Embedding passages",
  writing: "Writing the index",
  checking: "Checking the index",
};

/** Seconds between two lines where there is no terminal to redraw. */
const LINE_EVERY = 5;

/** Shows how far indexing is: a bar with the time left on a terminal, plain lines otherwise. */
export interface ProgressDisplay {
  show(progress: IndexProgress): void;
  /** Leaves the line of the bar. */
  end(): void;
}

/** @param stream Where to; standard error, so that standard output stays machine-readable. */
export function createProgressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? barDisplay(stream) : lineDisplay(stream);
}

function barDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const format = "{stage} {bar} {value} of {total}, {eta_formatted} left";
  let bar: cliProgress.SingleBar | null = null;
  let stage: IndexProgress["stage"] | null = null;
  const end = () => {
    bar?.stop();
    bar = null;
    stage = null;
  };
  return {
    show(progress) {
      if (progress.total === 0) return;
      if (progress.stage !== stage) {
        end();
        stage = progress.stage;
        bar = new cliProgress.SingleBar({ stream, format, etaBuffer: 200 }, cliProgress.Presets.shades_classic);
        bar.start(progress.total, 0, { stage: STAGES[progress.stage].padEnd(20) });
      }
      bar?.update(progress.done);
      if (progress.done === progress.total) end();
    },
    end,
  };
}

function lineDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  let stage: IndexProgress["stage"] | null = null;
  let started = 0;
  let last = 0;
  return {
    show({ stage: current, done, total }) {
      const now = performance.now();
      if (current !== stage) {
        stage = current;
        started = now;
        last = now;
      }
      const finished = done === total && total > 0;
      if (!finished && now - last < LINE_EVERY * 1000) return;
      last = now;
      // The next one may be of the same stage again: of another index.
      if (finished) stage = null;
      const left = done === 0 ? 0 : ((now - started) / done) * (total - done);
      const remaining = finished ? "" : `, about ${Math.ceil(left / 1000)} s left`;
      stream.write(`${STAGES[current]}: ${done} of ${total}${remaining}\n`);
    },
    end() {},
  };
}
