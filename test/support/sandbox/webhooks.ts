import type { Json } from '../../../src/sandbox/core/endpoint.ts';
import { type Interceptor, type PostResult, sleep } from '../../../src/sandbox/core/interceptor.ts';
import type { Equipment, Held } from './control.ts';
import type { EventFault, FaultQueue, WebhookFault } from './faults.ts';
import type { History } from './history.ts';
import type { Behaviour } from './limits.ts';
import { bodyRecord } from './serve-call.ts';

/** One webhook that was posted, with the answer that it got. */
export type PostedWebhook = {
  readonly at: number;
  readonly url: string;
  readonly body: Json;
  /** Null before the answer, or if no answer came. */
  readonly status: number | null;
  /** Why no answer came. */
  readonly error: string | null;
};

type Deps<B extends Behaviour> = {
  readonly equipment: Equipment<B>;
  readonly behaviour: () => B;
  readonly faults: FaultQueue;
  readonly free: (what: Held) => Promise<void>;
  readonly posted: History<PostedWebhook>;
};

const postsOf = (kind: WebhookFault['kind'] | undefined): number => {
  if (kind === 'never') return 0;
  if (kind === 'twice') return 2;
  return kind === 'thrice-at-once' ? 3 : 1;
};

type Post = (body: string) => Promise<PostResult>;

const postAndRecord = async (posted: History<PostedWebhook>, url: string, body: string, post: Post) => {
  const entry: { -readonly [K in keyof PostedWebhook]: PostedWebhook[K] } = {
    ...{ at: Date.now(), url, body: bodyRecord(body), status: null, error: null },
  };
  posted.add(entry);
  Object.assign(entry, await post(body));
};

/** Plans how a request is processed and reported: as the vendor does it, or with the next webhook fault in the queue. */
export const createCallbackPlanner = <B extends Behaviour>({
  equipment,
  behaviour,
  faults,
  free,
  posted,
}: Deps<B>): Interceptor['planCallback'] => {
  return (_requestId, rowCount) => {
    const fault = faults.takeForWebhook();
    const isEarly = fault?.kind === 'early';
    const { webhook } = equipment;
    return {
      delayMs: isEarly ? 0 : behaviour().callbackDelayMs,
      isBeforeAnswer: isEarly,
      failure: webhook?.failureOf(fault?.kind, rowCount) ?? null,
      deliver: async ({ url, body }, post, signal) => {
        await free('webhooks');
        if (!(await sleep(fault?.kind === 'late' ? fault.ms : 0, signal))) return;
        const changed = webhook?.change(body, fault?.kind, behaviour()) ?? body;
        const text = fault?.kind === 'garbage' ? '<html>not JSON</html>' : JSON.stringify(changed);
        const posts = Array.from(
          { length: postsOf(fault?.kind) },
          () => () => postAndRecord(posted, url, text, post),
        );
        if (fault?.kind === 'thrice-at-once') await Promise.all(posts.map((send) => send()));
        else for (const send of posts) await send();
      },
    };
  };
};

const eventText = (body: Json, kind: EventFault['kind'] | undefined): string => {
  if (kind === 'garbage') return '<html>not JSON</html>';
  return JSON.stringify(kind === 'wrong-contract' ? { ...(body as object), contractId: 'another' } : body);
};

/** Sends an event: as the vendor does it, or with the next event fault in the queue. */
export const createEventDelivery =
  ({ faults, posted }: Pick<Deps<Behaviour>, 'faults' | 'posted'>): Interceptor['deliverEvent'] =>
  async ({ url, body }, post, signal) => {
    const fault = faults.takeForEvent();
    if (fault?.kind === 'never' || !(await sleep(fault?.kind === 'late' ? fault.ms : 0, signal))) return;
    for (let left = fault?.kind === 'twice' ? 2 : 1; left > 0; left -= 1) {
      await postAndRecord(posted, url, eventText(body, fault?.kind), post);
    }
  };
