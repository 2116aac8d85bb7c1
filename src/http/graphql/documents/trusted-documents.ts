import { GraphQLError } from 'graphql';
import { isRecord } from '../../../lib/json/json.ts';
import type { Log } from '../../../ports/log.ts';
import type { ServerLimits } from '../../limits.ts';
import { createDocuments } from './document-cache.ts';

/** The parameter that names a trusted document: the appendix of GraphQL over HTTP. */
export const documentIdParameter = 'documentId';

/** A hash may stand with the name of its algorithm: codegen's manifests and the appendix do so, Apollo's links do not. */
const withoutAlgorithm = (id: string): string => id.replace(/^sha256:/u, '');

type Named = { readonly query?: unknown; readonly documentId?: unknown; readonly extensions?: unknown };

const hashIn = ({ extensions }: Named): unknown => {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : null;
  return isRecord(persisted) ? persisted['sha256Hash'] : null;
};

const refusal = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: 400, spec: true } } });

const idRequired = () =>
  refusal(
    'PERSISTED_QUERY_ID_REQUIRED',
    'This gateway runs trusted documents only: name one by `documentId`, or by `extensions.persistedQuery.sha256Hash`. Nothing was run.',
  );

const onlyTrusted = () =>
  refusal(
    'PERSISTED_QUERY_ONLY',
    'This gateway runs trusted documents only: send the id of one, and no query. Nothing was run.',
  );

const notInList = () =>
  refusal('PERSISTED_QUERY_NOT_IN_LIST', 'No trusted document has this id. Nothing was run.');

/** A document that does not fit the schema is refused whenever a client names it, so the operator is warned first. */
const warnOfMisfits = (manifest: ReadonlyMap<string, string>, limits: ServerLimits, log: Log): void => {
  const documents = createDocuments(limits);
  for (const [id, text] of manifest) {
    const checked = documents.read(text);
    if (checked.type === 'valid') continue;
    const problem = checked.errors[0]?.message;
    log.warn({ id, problem }, 'A trusted document does not fit the schema');
  }
};

/** Finds the text of the trusted document that a request names, by its parameters or by the id in its address. */
export type TrustedDocuments = {
  textOf(params: Named, idInAddress?: string | null): string | GraphQLError;
};

/** Only the documents of a manifest run. A client names each by its id. */
export const createTrustedDocuments = (
  manifest: ReadonlyMap<string, string>,
  limits: ServerLimits,
  log: Log,
): TrustedDocuments => {
  warnOfMisfits(manifest, limits, log);
  const texts = new Map([...manifest].map(([id, text]) => [withoutAlgorithm(id), text]));
  return {
    textOf: (params, idInAddress = null) => {
      if (params.query) return onlyTrusted();
      const id = params.documentId ?? hashIn(params) ?? idInAddress;
      if (typeof id !== 'string') return idRequired();
      return texts.get(withoutAlgorithm(id)) ?? notInList();
    },
  };
};
