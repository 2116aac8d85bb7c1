import { STATUS_CODES } from 'node:http';
import type { Answer } from '../core/endpoint.ts';

/** Problem details, the form of the 400 examples on Smaregi page '在庫一括更新', section 'Responses'. */
export const errorAnswer = (status: number, detail: string): Answer => ({
  status,
  contentType: 'application/problem+json',
  body: { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', detail, status },
});

export const badRequest = (detail: string): Answer => errorAnswer(400, detail);
