import { RequestCache } from '@pothos/plugin-scope-auth';
import type { GraphQLContext } from './context.ts';

/**
 * Lets go of what was found out about a caller's rights, once its request is executed. It is remembered by the request's
 * context, in a map that holds what came into it lately until the next collection of everything: the whole request
 * would be copied twice by the collector, and be old when it goes.
 */
export const forgetRights = (context: Pick<GraphQLContext, 'caller'>): void => {
  RequestCache.clearForContext(context);
};
