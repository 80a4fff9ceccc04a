// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDashboard } from '../../server/dashboard.mjs';

let dist, dashboard, port;
beforeEach(async () => {
  dist = mkdtempSync(join(tmpdir(), 'dist-'));
  writeFileSync(`${dist}/index.html`, '<link href="./mark.svg" /><script src="./assets/index-abc.js"></script>');
  dashboard = createDashboard({ dist, backendPort: 1 });
  port = await new Promise((resolve) => dashboard.listen(0, '127.0.0.1', () => resolve(dashboard.address().port)));
});
afterEach(async () => {
  dashboard.closeAllConnections();
  await new Promise((resolve) => dashboard.close(resolve));
  rmSync(dist, { recursive: true });
});

it.each([
  ['/', './'],
  ['/login', './'],
  ['/live/3', '../'],
  ['/cameras/3/edit?x=/a/b', '../../'],
])('%s names its files as seen from there, so that a path of a proxy before it changes nothing', async (path, up) => {
  const page = await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  expect(page).toBe(`<link href="${up}mark.svg" /><script src="${up}assets/index-abc.js"></script>`);
});

const answerTo = (text) =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => (answer += data));
    socket.on('close', () => resolve(answer));
    socket.on('error', () => {});
  });

it.each([
  ['too long', `GET /api/x?cursor=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers_too_large'],
  ['no HTTP', 'GET /api/x HTTP/1.1\r\nHost x\r\n\r\n', 400, 'invalid_input'],
])('a request that is %s is refused in the form of every error', async (_, text, status, code) => {
  const [head, body] = (await answerTo(text)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*application/problem\\+json`, 's'));
  expect(JSON.parse(body)).toMatchObject({ status, code, errors: [] });
});
