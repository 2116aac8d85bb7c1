import type { ServerResponse } from 'node:http';
import type { Answer } from './endpoint.ts';

const html = '<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>';

const send = (
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): void => {
  if (response.destroyed || response.writableEnded) return;
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  response.end(bytes);
};

const text = (answer: Answer): string => JSON.stringify(answer.body);
const headersOf = (answer: Answer): Record<string, string> => ({
  ...answer.headers,
  'content-type': answer.contentType ?? 'application/json',
});

export const sendAnswer = (response: ServerResponse, answer: Answer): void =>
  send(response, answer.status, headersOf(answer), text(answer));

/** Half of the answer, under a content-length that fits the half: broken JSON in a sound message. */
export const sendTruncated = (response: ServerResponse, answer: Answer): void => {
  const whole = text(answer);
  send(response, 200, headersOf(answer), whole.slice(0, Math.floor(whole.length / 2)));
};

export const sendHtml = (response: ServerResponse, status: number): void =>
  send(response, status, { 'content-type': 'text/html; charset=utf-8' }, html);

/** Ends the connection under the caller's feet, with a TCP reset. */
export const cut = (response: ServerResponse): void => {
  response.socket?.resetAndDestroy();
};
