import type { Answer, Endpoint, VendorCall } from './endpoint.ts';
import type { ServedVendor } from './vendor.ts';

/** The endpoint of a call and its answer. */
export type Route = {
  readonly endpoint: string | null;
  answer(call: Pick<VendorCall, 'headers' | 'body'>): Answer | Promise<Answer>;
};

/** The raw path and the query of a request target. The path is not normalized, because an id may contain anything. */
const splitTarget = (target: string): { readonly path: string; readonly query: string } => {
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

const paramsOf = (endpoint: Endpoint, path: string): readonly string[] | null => {
  try {
    return (endpoint.path.exec(path)?.slice(1) ?? []).map((part) => decodeURIComponent(part));
  } catch {
    return null;
  }
};

export const findRoute = (
  { endpoints, errorAnswer }: ServedVendor,
  method: string,
  target: string,
): Route => {
  const refused = (status: number, detail: string, headers = {}): Route => ({
    endpoint: null,
    answer: () => ({ ...errorAnswer(status, detail), headers }),
  });
  const { path, query } = splitTarget(target);
  const here = endpoints.filter((endpoint) => endpoint.path.test(path));
  if (here.length === 0) return refused(404, `no such path: ${path}`);
  const endpoint = here.find((each) => each.method === method);
  if (!endpoint) {
    return refused(405, `${method} is not allowed here`, {
      allow: here.map((each) => each.method).join(', '),
    });
  }
  const params = paramsOf(endpoint, path);
  if (params === null) return refused(400, 'the path is not well percent-encoded');
  return {
    endpoint: endpoint.name,
    answer: (call) => endpoint.answer({ ...call, params, query: new URLSearchParams(query) }),
  };
};
