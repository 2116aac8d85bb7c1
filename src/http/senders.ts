import type { IncomingMessage } from 'node:http';

const senders = new WeakMap<Request, IncomingMessage>();

/** Keeps what a request that Yoga is asked with came as. Beside Yoga's context: for one of ours it makes two objects more. */
export const rememberSender = (request: Request, sender: IncomingMessage): void => {
  senders.set(request, sender);
};

/**
 * Once it is answered. A map that has been there for long holds what came into it lately until the next collection of
 * everything, though nothing else knows of either: what the sender holds would be copied twice, and be old when it goes.
 */
export const forgetSender = (request: Request): void => {
  senders.delete(request);
};

export const senderOf = (request: Request): IncomingMessage => {
  const sender = senders.get(request);
  if (!sender) throw new Error('Yoga serves a request that came from nowhere');
  return sender;
};
