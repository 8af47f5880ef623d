/**
 * How the ONNX runtime runs a model: without an arena, which would keep the memory of the longest text for good (some
 * 30 MiB of 425) and saves no time.
 *
 * @param threads Threads of one inference. Default: 2, the quickest for a single question.
 */
export function sessionOptions(threads = 2) {
  return { intraOpNumThreads: threads, interOpNumThreads: 1, enableCpuMemArena: false, enableMemPattern: false };
}
