import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard } from '../fixtures/dashboard.mjs';

/** Bytes of pages, scripts and styles that a page costs a browser with an empty cache. */
const MOST_BYTES = 280_000;

const loaded = (page) =>
  page.evaluate(() =>
    ['navigation', 'resource']
      .flatMap((kind) => performance.getEntriesByType(kind))
      .filter(({ name, initiatorType }) => /\/assets\/|\.(js|svg)$/.test(name) || initiatorType === 'navigation')
      .map(({ name, encodedBodySize: sent, decodedBodySize: size }) => ({ name, sent, size })),
  );

async function check(page, chunk) {
  const files = await loaded(page);
  const names = files.map(({ name }) => name).join(' ');
  assert.match(names, new RegExp(chunk));
  const large = files.filter(({ sent, size }) => size > 10_000 && sent > size / 2);
  assert.deepEqual(large, [], 'large files that came as they are');
  const sum = files.reduce((total, { sent }) => total + sent, 0);
  assert.ok(sum < MOST_BYTES, `${chunk}: ${sum} bytes`);
}

test('the first load is small, and its scripts and styles come compressed', { timeout: 60_000 }, () =>
  onDashboard({ name: 'first_load' }, async (app) => {
    const { page } = app;
    await app.login.open();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await check(page, 'LoginPage');
    await loggedIn(app);
    await page.goto('/live', { waitUntil: 'domcontentloaded' });
    await app.shell.heading('Live');
    await check(page, 'LivePage');
  }),
);
