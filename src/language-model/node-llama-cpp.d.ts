/** What is used of a package that is installed only by those who want it. */
declare module "node-llama-cpp" {
  export function getLlama(options: {
    readonly build: "never";
    readonly logLevel: "disabled";
    readonly progressLogs: false;
  }): Promise<Llama>;

  interface Llama {
    loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  }

  interface LlamaModel {
    createContext(options: { readonly contextSize: number }): Promise<object>;
  }
}
