/** The modules that a program had loaded at its end. record-loaded.ts writes them into the current directory. */
export type Loaded = {
  /** URLs of modules. */
  readonly modules: readonly string[];
  /** The folder of compiled code. */
  readonly compiledIn: string | null;
};

export const loadedFile = 'loaded.json';
