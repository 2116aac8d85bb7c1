/** The rule for the URL of a database, for an error message. The message never quotes the URL, which contains a password. */
export const databaseUrlRule =
  'must be a postgres:// or postgresql:// URL that names a database, with @ : / ? # % of a password percent-encoded';

const isEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/** Parts of a password that is not encoded would be read as the host, and reported as such. */
export const isDatabaseUrl = (value: string): boolean => {
  const url = URL.parse(value);
  if (url === null || !/^postgres(?:ql)?:$/u.test(url.protocol)) return false;
  const { username, password, pathname, hash } = url;
  return (
    pathname.length > 1 &&
    !pathname.includes('@') &&
    hash === '' &&
    [username, password, pathname].every(isEncoded)
  );
};

/** The passwords in a URL that is one, as they stand there and as they are. */
export const passwordsOf = (databaseUrl: string): readonly string[] => {
  const url = URL.parse(databaseUrl);
  const given = [url?.password ?? '', url?.searchParams.get('password') ?? ''];
  return given
    .filter((one) => one !== '')
    .flatMap((one) => [one, isEncoded(one) ? decodeURIComponent(one) : one]);
};
