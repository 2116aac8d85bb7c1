/** Removes secrets from a text. */
export type Redact = (text: string) => string;

const censor = '***';

/** A shorter secret occurs in ordinary words, so redacting it would make messages unreadable. */
const shortestSecret = 4;

/**
 * Texts that look like a secret: the end of a callback URL, the value after an authorization scheme, an API key of the
 * gateway, a secret of a webhook endpoint, a password in a URL, and a field of JSON with the name of a secret.
 */
const shapes = new RegExp(
  [
    String.raw`(?<before>/webhooks/[a-z-]{1,40}/)[\w-]+`,
    String.raw`\b(?<before>(?:bearer|basic)\s+)[\w.~+/=-]{6,}`,
    String.raw`\b(?<before>onshelf_)[\w-]{20,}`,
    String.raw`\b(?<before>whsec_)[\w+/=-]{20,}`,
    '(?<before>"(?:secretKey|apiKey|clientSecret|accessToken|access_token|authorization|callbackUrl)":")[^"]+',
    String.raw`(?<before>://[^\s:/@"]{0,100}:)[^\s/@"]{1,200}(?=@)`,
  ].join('|'),
  'giu',
);

/** JSON may escape a secret, and then a line of the log has the escaped text. */
const asWritten = (secret: string): readonly string[] => {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return inJson === secret ? [secret] : [secret, inJson];
};

/** The longest secret comes first, because it may contain a shorter one. */
const hiddenOf = (secrets: readonly string[]): readonly string[] =>
  [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap(asWritten)
    .toSorted((a, b) => b.length - a.length);

/** Redacts the given secrets and every text that looks like a secret. */
export const createRedact = (secrets: readonly string[]): Redact => {
  let hidden: readonly string[] | null = null;
  return (text) => {
    hidden ??= hiddenOf(secrets);
    return hidden
      .reduce((rest, secret) => rest.replaceAll(secret, censor), text)
      .replace(shapes, `$<before>${censor}`);
  };
};

/** A redactor that accepts more secrets later, because a reload may add channels. */
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
