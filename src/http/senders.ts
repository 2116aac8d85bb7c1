import type { IncomingMessage } from 'node:http';

const senders = new WeakMap<Request, IncomingMessage>();

/** Keeps what a request that Yoga is asked with came as. Beside Yoga's context: for one of ours it makes two objects more. */
export const rememberSender = (request: Request, sender: IncomingMessage): void => {
  senders.set(request, sender);
};

export const senderOf = (request: Request): IncomingMessage => {
  const sender = senders.get(request);
  if (!sender) throw new Error('Yoga serves a request that came from nowhere');
  return sender;
};
