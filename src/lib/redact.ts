/** Makes a text fit to be read by anyone. */
export type Redact = (text: string) => string;

const censor = '***';

/** Shorter ones would blot out half of any message, and are no secret worth the name. */
const shortestSecret = 4;

/**
 * What is a secret by its looks, whoever's it is: the end of a callback URL, what follows an authorization scheme, an
 * API key of the gateway's own, a password within a URL, a field of JSON whose name says so.
 */
const shapes = new RegExp(
  [
    String.raw`(?<before>/webhooks/[a-z-]{1,40}/)[\w-]+`,
    String.raw`\b(?<before>(?:bearer|basic)\s+)[\w.~+/=-]{6,}`,
    String.raw`\b(?<before>onshelf_)[\w-]{20,}`,
    '(?<before>"(?:secretKey|apiKey|clientSecret|accessToken|access_token|authorization|callbackUrl)":")[^"]+',
    String.raw`(?<before>://[^\s:/@"]{0,100}:)[^\s/@"]{1,200}(?=@)`,
  ].join('|'),
  'giu',
);

/** A line of JSON holds a secret as JSON writes it. */
const asWritten = (secret: string): readonly string[] => {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return inJson === secret ? [secret] : [secret, inJson];
};

/** As they are looked for: a secret that holds another one goes first. */
const hiddenOf = (secrets: readonly string[]): readonly string[] =>
  [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap(asWritten)
    .toSorted((a, b) => b.length - a.length);

/** Blots out the secrets given, and what looks like one. */
export const createRedact = (secrets: readonly string[]): Redact => {
  let hidden: readonly string[] | null = null;
  return (text) => {
    hidden ??= hiddenOf(secrets);
    return hidden
      .reduce((rest, secret) => rest.replaceAll(secret, censor), text)
      .replace(shapes, `$<before>${censor}`);
  };
};

/** One that learns of secrets while it is in use: other channels may come at any time. */
export type Redactor = { readonly redact: Redact; learn(secrets: readonly string[]): void };

export const createRedactor = (secrets: readonly string[]): Redactor => {
  const known = new Set(secrets);
  let redact = createRedact([...known]);
  return {
    redact: (text) => redact(text),
    learn: (more) => {
      for (const secret of more) known.add(secret);
      redact = createRedact([...known]);
    },
  };
};
