import type { Tools } from '../client/command.ts';
import type { ImportRequest } from './arguments.ts';
import type { Source } from './file/source.ts';
import type { StateStore } from './results/state.ts';
import type { ColumnNotes } from './rows/fields.ts';

/** One run of the command. */
export type Session = {
  readonly request: ImportRequest;
  readonly source: Source;
  readonly store: StateStore;
  readonly tools: Tools;
  /** Says once which columns the import does not use, or reads as something else. */
  readonly sayColumns: (notes: ColumnNotes) => void;
};
