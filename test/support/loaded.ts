/** What a program had loaded by its end, as record-loaded.ts writes it down in the directory the program runs in. */
export type Loaded = {
  /** URLs of modules. */
  readonly modules: readonly string[];
  /** Where what is compiled is kept. */
  readonly compiledIn: string | null;
};

export const loadedFile = 'loaded.json';
