// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDashboard } from '../../server/dashboard.mjs';
import { trusting } from '../../server/proxies.mjs';

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const stop = (server) =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });

let dist, backend, seen, dashboard, port, backendPort;
beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  dist = mkdtempSync(join(tmpdir(), 'dist-'));
  mkdirSync(`${dist}/assets`);
  writeFileSync(`${dist}/index.html`, '<title>Mandor</title>');
  writeFileSync(`${dist}/assets/index-abc.js`, '1');
  seen = [];
  backend = createServer((req, res) => {
    seen.push(req);
    if (req.url === '/api/hangs') return undefined;
    if (req.url.startsWith('/stream/')) {
      res.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=f' });
      return res.write('--f\r\n');
    }
    return res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ url: req.url }));
  });
  backend.on('upgrade', (req, socket) => {
    seen.push(req);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.on('data', (data) => socket.write(`echo ${data}`));
    socket.on('end', () => socket.end());
  });
  backendPort = await listen(backend);
  dashboard = createDashboard({ dist, backendPort, silentForMs: 200 });
  port = await listen(dashboard);
});
afterEach(async () => {
  await Promise.all([stop(dashboard), stop(backend)]);
  rmSync(dist, { recursive: true });
});

const get = (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);

describe('pages', () => {
  it.each(['/', '/violations/123?item=helmet'])('%s is the dashboard, asked for anew each time', async (path) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
      200,
      'no-cache',
      '<title>Mandor</title>',
    ]);
  });
  it('hashed files may be kept for ever', async () => {
    expect((await get('/assets/index-abc.js')).headers.get('cache-control')).toContain('immutable');
  });
  it('a file that is not there is not the dashboard', async () => {
    expect((await get('/assets/index-old.js')).status).toBe(404);
  });
  it('cannot be framed, and load nothing from elsewhere', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
  });
  it('a missing build says to run make run, and a new one is served without a restart', async () => {
    rmSync(`${dist}/index.html`);
    const answer = await get('/live');
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('make run')]);
    writeFileSync(`${dist}/index.html`, 'new');
    expect(await (await get('/live')).text()).toBe('new');
  });
  it('nothing outside the folder is served', async () => {
    const answer = await new Promise((resolve) =>
      httpRequest({ port, host: '127.0.0.1', path: '/../../etc/passwd' }, resolve).end(),
    );
    answer.resume();
    expect([200, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type'] ?? 'text/html').not.toContain('octet');
  });
  it('only reading is possible', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });
});

describe('the proxy', () => {
  it.each(['/api/cameras?limit=2', '/health', '/metrics', '/socket.io/?EIO=4'])('passes %s on', async (path) => {
    expect((await (await get(path)).json()).url).toBe(path);
  });
  it('does not pass on what only looks alike', async () => {
    await get('/apis/x');
    expect(seen).toHaveLength(0);
  });
  it('says who the client is, whatever the client says', async () => {
    await get('/api/x', {
      headers: {
        'X-Forwarded-For': '6.6.6.6',
        Forwarded: 'for=6.6.6.6',
        'X-Real-IP': '6.6.6.6',
        'X-Forwarded-Proto': 'https',
      },
    });
    const { headers } = seen[0];
    expect([headers['x-forwarded-for'], headers['x-forwarded-proto'], headers['x-forwarded-host']]).toEqual([
      '127.0.0.1',
      'http',
      `127.0.0.1:${port}`,
    ]);
    expect([headers.forwarded, headers['x-real-ip']]).toEqual([undefined, undefined]);
  });
  it('believes a trusted proxy whom it speaks for', async () => {
    const behind = createDashboard({ dist, backendPort, isTrusted: trusting('127.0.0.1, ::1, 10.0.0.0/8') });
    const url = `http://127.0.0.1:${await listen(behind)}/api/x`;
    await fetch(url, {
      headers: { 'X-Forwarded-For': '6.6.6.6, 198.51.100.7, 10.0.0.2', 'X-Forwarded-Proto': 'https' },
    });
    await fetch(url, { headers: { 'X-Forwarded-Proto': 'javascript' } });
    expect(seen.map(({ headers }) => [headers['x-forwarded-for'], headers['x-forwarded-proto']])).toEqual([
      ['198.51.100.7', 'https'],
      ['127.0.0.1', 'http'],
    ]);
    await stop(behind);
  });
  it('marks a call for the metrics as forwarded, so that the backend asks for the token, and passes the token on', async () => {
    await get('/metrics', { headers: { Authorization: 'Bearer t' } });
    expect([seen[0].headers['x-forwarded-for'], seen[0].headers.authorization]).toEqual(['127.0.0.1', 'Bearer t']);
  });
  it('carries a WebSocket both ways', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    const heard = (text) =>
      new Promise((resolve) => socket.on('data', (data) => String(data).includes(text) && resolve(true)));
    await heard('101');
    socket.write('hello');
    expect(await heard('echo hello')).toBe(true);
    expect(seen[0].headers['x-forwarded-for']).toBe('127.0.0.1');
    const ended = new Promise((resolve) => seen[0].socket.on('close', resolve));
    socket.destroy();
    await ended;
  });
  it('refuses a WebSocket elsewhere', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /api/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((resolve) => socket.on('close', resolve));
    expect(seen).toHaveLength(0);
  });
  it('says that the backend is away when it hangs, but lets a live picture rest', async () => {
    const picture = new AbortController();
    const { body } = await get('/stream/1.mjpg', { signal: picture.signal });
    const reader = body.getReader();
    await reader.read();
    const next = reader.read().then(
      () => 'ended',
      () => 'aborted',
    );
    const answer = await get('/api/hangs');
    expect([answer.status, (await answer.json()).code]).toEqual([502, 'backend_unavailable']);
    picture.abort();
    expect(await next).toBe('aborted');
  });
  it('ends a live picture at the backend when its viewer leaves', async () => {
    const leaving = new AbortController();
    await get('/stream/1.mjpg', { signal: leaving.signal });
    const ended = new Promise((resolve) => seen[0].socket.on('close', resolve));
    leaving.abort();
    await ended;
  });
});

describe('without a backend', () => {
  beforeEach(() => stop(backend));
  it('says so in the shape of every error, and never logs a token', async () => {
    const answer = await get('/api/cameras?token=secret');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({
      code: 'backend_unavailable',
      detail: expect.any(String),
      hint: expect.stringContaining('make run'),
    });
    expect(console.error.mock.calls.flat().join(' ')).toContain('/api/cameras: the backend does not answer');
    expect(console.error.mock.calls.flat().join(' ')).not.toContain('secret');
  });
  it('closes a WebSocket', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((resolve) => socket.on('close', resolve));
  });
  it('still serves the pages', async () => {
    expect((await get('/live')).status).toBe(200);
  });
});
