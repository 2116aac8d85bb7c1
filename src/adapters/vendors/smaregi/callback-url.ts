/** Smaregi's page '在庫一括更新', section 'Request Body', `callbackUrl`, takes no longer one. */
export const callbackUrlMaxLength = 511;

/** What is wrong with a callback URL for this vendor; null when nothing is. */
export const callbackUrlProblem = (url: string): string | null => {
  if (!/^https?:\/\/\S+$/u.test(url)) return 'Smaregi takes only an http or https URL without spaces.';
  return url.length > callbackUrlMaxLength
    ? `Smaregi takes a callback URL of at most ${callbackUrlMaxLength} characters; this one has ${url.length}.`
    : null;
};
