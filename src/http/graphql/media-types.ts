/** A media type, RFC 9110 section 8.3.1. Names are in lower case. */
export type MediaType = {
  /** `type/subtype`, in lower case. */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const essencePattern = new RegExp(`^[ \\t]*(${token}/${token})[ \\t]*(?=;|$)`, 'u');
/** One parameter, or none between two semicolons. A quoted value may hold `;` and escaped characters. */
const parameterPattern = new RegExp(
  `;[ \\t]*(?:(${token})=(?:(${token})|"((?:[^"\\\\]|\\\\[\\t -~])*)")[ \\t]*)?`,
  'uy',
);

/** Reads one media type with its parameters; null if the text breaks the syntax. */
export const parseMediaType = (text: string): MediaType | null => {
  const [matched, essence] = essencePattern.exec(text) ?? [];
  if (matched === undefined || essence === undefined) return null;
  const parameters = new Map<string, string>();
  let at = matched.length;
  while (at < text.length) {
    parameterPattern.lastIndex = at;
    const found = parameterPattern.exec(text);
    if (!found) return null;
    const [, name, plain, quoted] = found;
    if (name !== undefined) {
      parameters.set(name.toLowerCase(), plain ?? (quoted ?? '').replaceAll(/\\(.)/gsu, '$1'));
    }
    at = parameterPattern.lastIndex;
  }
  return { essence: essence.toLowerCase(), parameters };
};

const isUtf8Name = (charset: string): boolean => /^utf-?8$/iu.test(charset);

const howToPost = 'Send the header "Content-Type: application/json" and a JSON object as the body.';

/** Why a body of this content type is not read; null for JSON in UTF-8. */
export const contentTypeProblem = (contentType: string | undefined): string | null => {
  // What nearly every client sends.
  if (contentType === 'application/json') return null;
  if (contentType === undefined) return `The request has no Content-Type. ${howToPost}`;
  const mediaType = parseMediaType(contentType);
  if (!mediaType) return `The Content-Type is not a valid media type. ${howToPost}`;
  if (mediaType.essence !== 'application/json') {
    return `The Content-Type is not supported. ${howToPost}`;
  }
  const charset = mediaType.parameters.get('charset');
  return charset === undefined || isUtf8Name(charset)
    ? null
    : `The charset of the Content-Type is not supported: JSON is sent in UTF-8. ${howToPost}`;
};

/** Why a body with this content coding is not read; null for a body that is sent as it is. */
export const contentCodingProblem = (contentEncoding: string | undefined): string | null =>
  contentEncoding === undefined || /^[ \t]*identity[ \t]*$/iu.test(contentEncoding)
    ? null
    : 'The Content-Encoding is not supported. Send the body without compression.';

/** The elements of a list header. A comma inside quotes does not end an element. */
const elementsOf = (list: string): readonly string[] =>
  list.match(/(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/gsu)?.filter((element) => element.trim() !== '') ?? [];

/** The weight of a media range; RFC 9110 section 12.4.2. An unreadable weight counts as 1. */
const weightOf = ({ parameters }: MediaType): number => {
  const weight = parameters.get('q');
  return weight !== undefined && /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/u.test(weight) ? Number(weight) : 1;
};

/** How closely a range names a media type: 3 for the type itself, 0 if it does not match. */
const specificityOf = (range: string, mediaType: string): number => {
  if (range === mediaType) return 3;
  if (range === '*/*') return 1;
  return range.endsWith('/*') && mediaType.startsWith(range.slice(0, -1)) ? 2 : 0;
};

export const eventStream = 'text/event-stream';

/** The media types of answers, in the order of preference for a client that has none. */
export const answerTypes = ['application/json', 'application/graphql-response+json', eventStream] as const;

/**
 * The media types that a client accepts, the preferred one first; empty if it accepts none of them. Case, blanks,
 * weights and parameters are read as RFC 9110 section 12.5.1 defines them: the most specific range decides the weight of
 * a type, and a weight of 0 excludes it. At equal weights the order of the header decides.
 */
export const acceptedTypes = (accept: string | undefined): readonly string[] => {
  if (accept === undefined || accept.trim() === '') return answerTypes;
  const ranges = elementsOf(accept).flatMap((element) => {
    const range = parseMediaType(element);
    const charset = range?.parameters.get('charset');
    return range && (charset === undefined || isUtf8Name(charset))
      ? [{ essence: range.essence, weight: weightOf(range) }]
      : [];
  });
  return answerTypes
    .flatMap((type) => {
      let best = { specificity: 0, weight: 0, position: 0 };
      for (const [position, { essence, weight }] of ranges.entries()) {
        const specificity = specificityOf(essence, type);
        if (specificity > best.specificity) best = { specificity, weight, position };
      }
      return best.weight > 0 ? [{ type, ...best }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight || a.position - b.position)
    .map(({ type }) => type);
};
