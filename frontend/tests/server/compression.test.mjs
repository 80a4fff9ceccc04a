// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compressFolder } from '../../scripts/precompress.ts';
import { createDashboard } from '../../server/dashboard.mjs';

const SCRIPT = 'let answer = 42;'.repeat(200);

let dist, dashboard, port;
beforeEach(async () => {
  dist = mkdtempSync(join(tmpdir(), 'dist-'));
  mkdirSync(`${dist}/assets`);
  writeFileSync(`${dist}/index.html`, '<title>Mandor</title>');
  writeFileSync(`${dist}/assets/page-abc.js`, SCRIPT);
  compressFolder(dist);
  dashboard = createDashboard({ dist, backendPort: 1 });
  await new Promise((resolve) => dashboard.listen(0, '127.0.0.1', resolve));
  port = dashboard.address().port;
});
afterEach(async () => {
  dashboard.closeAllConnections();
  await new Promise((resolve) => dashboard.close(resolve));
  rmSync(dist, { recursive: true });
});

it.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('a script is sent as the build compressed it, to a browser that accepts %s', async (accepts, encoding) => {
  const answer = await fetch(`http://127.0.0.1:${port}/assets/page-abc.js`, {
    headers: { 'accept-encoding': accepts },
  });
  expect(await answer.text()).toBe(SCRIPT);
  const { headers } = answer;
  expect([headers.get('content-encoding'), headers.get('vary')]).toEqual([encoding, 'Accept-Encoding']);
  expect(headers.get('content-type')).toContain('javascript');
  expect(headers.get('cache-control')).toContain('immutable');
  expect(Number(headers.get('content-length')) < 200).toBe(encoding !== null);
});
