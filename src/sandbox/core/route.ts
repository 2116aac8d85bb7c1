import type { Endpoint } from './endpoint.ts';

export type Route =
  | {
      readonly found: true;
      readonly endpoint: Endpoint;
      readonly params: readonly string[];
      readonly query: URLSearchParams;
    }
  | {
      readonly found: false;
      readonly status: 400 | 404 | 405;
      readonly detail: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** The raw path and the query of a request target, with no normalising: ids may hold anything. */
export const splitTarget = (target: string): { readonly path: string; readonly query: string } => {
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

const decoded = (parts: readonly string[]): readonly string[] | null => {
  try {
    return parts.map((part) => decodeURIComponent(part));
  } catch {
    return null;
  }
};

export const findRoute = (endpoints: readonly Endpoint[], method: string, target: string): Route => {
  const { path, query } = splitTarget(target);
  const here = endpoints.filter((endpoint) => endpoint.path.test(path));
  const endpoint = here.find((each) => each.method === method);
  if (endpoint !== undefined) {
    const params = decoded(endpoint.path.exec(path)?.slice(1) ?? []);
    if (params === null) {
      return { found: false, status: 400, detail: 'the path is not well percent-encoded', headers: {} };
    }
    return { found: true, endpoint, params, query: new URLSearchParams(query) };
  }
  if (here.length === 0) return { found: false, status: 404, detail: `no such path: ${path}`, headers: {} };
  const allow = here.map((each) => each.method).join(', ');
  return { found: false, status: 405, detail: `${method} is not allowed here`, headers: { allow } };
};
