// axe over the main pages, in both themes, on a desk and on a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { ask } from '../fixtures/ask.mjs';
import { loggedIn, onDashboard, DESK, PHONE } from '../fixtures/dashboard.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = [
  '/administration/users',
  '/administration/users/invite',
  '/live',
  '/cameras',
  '/cameras/new',
  '/schedules/new',
  '/system',
  '/account',
  '/no-such-page',
];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What axe finds on the page as it is now: "rule: the element". */
async function findings(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = [];
  for (const theme of ['dark', 'light']) {
    const nodes = await page.evaluate(
      async ([name, tags]) => {
        document.documentElement.dataset.mantineColorScheme = name;
        const options = {
          runOnly: { type: 'tag', values: tags },
          rules: { 'label-content-name-mismatch': { enabled: true } }, // experimental in axe, WCAG 2.5.3 all the same
          resultTypes: ['violations'],
        };
        const { violations } = await window.axe.run(document, options);
        return violations.flatMap(({ id, nodes: some }) => some.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
      },
      [theme, TAGS],
    );
    found.push(...nodes.map((node) => `${new URL(page.url()).pathname} ${theme}, ${node}`));
  }
  return found;
}

for (const [where, viewport] of Object.entries({ desk: DESK, phone: PHONE }))
  test(`axe finds nothing on the main pages, on a ${where}`, { timeout: 180_000 }, () =>
    onDashboard({ name: `accessibility_${where}`, viewport, allowed: [/status of 404/] }, async (app) => {
      const { page } = app;
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await app.login.open();
      const found = await findings(page);
      await page.goto('/welcome#unknown', { waitUntil: 'domcontentloaded' });
      await page.getByRole('alert').waitFor();
      found.push(...(await findings(page)));
      await loggedIn(app);
      const camera = await ask(page, 'POST', '/api/cameras', { name: `Aisle ${Date.now()}`, source: 'demo:warehouse' });
      try {
        const corners = [
          [0.1, 0.2],
          [0.5, 0.2],
          [0.5, 0.8],
        ];
        await ask(page, 'POST', `/api/cameras/${camera.id}/zones`, { name: 'Dock', corners });
        const zones = `/cameras/${camera.id}/zones`;
        for (const path of [`/live/${camera.id}`, zones, `${zones}/rules/new`, ...PAGES]) {
          await page.goto(path, { waitUntil: 'domcontentloaded' });
          found.push(...(await findings(page)));
        }
        await page.goto(zones, { waitUntil: 'domcontentloaded' });
        await page.getByRole('button', { name: 'Edit Dock' }).click();
        found.push(...(await findings(page)));
        await page.goto(`/violations?camera=${camera.id}`, { waitUntil: 'domcontentloaded' });
        const card = page.getByRole('list', { name: 'Violations' }).getByRole('link').first();
        await card.waitFor({ timeout: 60_000 });
        found.push(...(await findings(page)));
        await card.click();
        await page.getByRole('heading', { level: 2, name: /missing$/ }).waitFor();
        found.push(...(await findings(page)));
      } finally {
        await ask(page, 'DELETE', `/api/cameras/${camera.id}`);
      }
      assert.deepEqual(found, []);
    }),
  );
