import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAccess } from '../../../src/access/access.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import { createLog } from '../../../src/lib/logging/log.ts';
import { closedWeb, defaultLimits } from '../../support/defaults.ts';
import { startGateway } from '../../support/gateway.ts';
import { noopTelemetry } from '../../support/telemetry.ts';

const start = async () => {
  const { gateway, receiveCallback, receiveEvent } = await startGateway({});
  const server = await startHttpServer('127.0.0.1', 0, defaultLimits(), closedWeb, createLog('silent'));
  server.serve({
    gateway,
    access: openAccess,
    receiveCallback,
    receiveEvent,
    telemetry: noopTelemetry,
    metrics: null,
  });
  return server;
};

/** Requests a WebSocket and sends more data with the request. It does not close the socket. */
const ask = async (url: string, path: string, host = new URL(url).host): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return socket;
};

const statusOf = async (socket: Socket): Promise<string> => {
  const [said] = await once(socket, 'data');
  return String(said).slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3);
};

describe('a closing server', () => {
  it('does not wait for a client whose WebSocket was refused and that stays connected', async () => {
    const server = await start();
    const socket = await ask(server.url, '/graphql', 'evil.example');
    expect(await statusOf(socket)).toBe('421');
    socket.write('and more');
    await server.drain();
    await server.close();
  });

  it('does not wait for a WebSocket that was requested just before', async () => {
    const server = await start();
    const sockets = await Promise.all([ask(server.url, '/graphql'), ask(server.url, '/graphql')]);
    const answers = sockets.map(statusOf);
    await fetch(`${server.url}/health/live`);
    await server.drain();
    await server.close();
    for (const status of await Promise.all(answers)) expect(['101', '503']).toContain(status);
  });
});
