// Zones drawn by mouse and by keyboard, a rule in one of them, and its versions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zonesPage } from '../pages/zones.mjs';
import { loggedIn, onDashboard } from '../fixtures/dashboard.mjs';

/** As the page's own requests do. */
const ask = (page, method, path, body) =>
  page.evaluate(
    async ([verb, to, data]) => {
      const headers = {
        Authorization: `Bearer ${localStorage.getItem('mandor.token')}`,
        'Content-Type': 'application/json',
      };
      const answer = await fetch(to, { method: verb, headers, ...(data && { body: JSON.stringify(data) }) });
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );

test(
  'zones are drawn by mouse and by keyboard, and a rule in one of them keeps its versions',
  { timeout: 180_000 },
  () =>
    onDashboard({ name: 'zones' }, async (app) => {
      const { page } = app;
      const zones = zonesPage(page);
      const name = `Aisle ${Date.now()}`;
      await loggedIn(app);
      const camera = await ask(page, 'POST', '/api/cameras', { name, source: 'demo:warehouse' });
      try {
        await zones.open(camera.id);
        await page.getByText('No zones yet').waitFor();
        await zones.picture(name);

        // By mouse: four corners, the first near to the picture's left edge; one of them is dragged.
        await zones.draw();
        await zones.clickCorners([
          [0.01, 0.3],
          [0.45, 0.3],
          [0.45, 0.9],
          [0.05, 0.9],
        ]);
        await zones.corner(4).waitFor();
        assert.match(await zones.corner(1).getAttribute('aria-label'), /^Corner 1 of 4, 0 % from the left/);
        await zones.dragCorner(2, [0.2, 0.98]);
        await zones
          .fault()
          .getByText(/crosses or touches itself/)
          .waitFor();
        await zones.press('Control+z');
        await zones.fault().waitFor({ state: 'detached' });
        await zones.saveZone('Dock');

        // By keyboard: three corners around the cross, a fourth after the first, moved away.
        await zones.draw();
        await zones.press('Space');
        for (let n = 0; n < 6; n += 1) await zones.press('Shift+ArrowRight');
        await zones.press('Space');
        for (let n = 0; n < 6; n += 1) await zones.press('Shift+ArrowDown');
        await zones.press('Space', 'Enter');
        await zones.corner(3).waitFor();
        await zones.press('a', 'Shift+ArrowUp', 'Shift+ArrowUp');
        assert.equal(await zones.corners().count(), 4);
        await zones.saveZone('Mirror', /^Ignored/);
        await zones.zone('Mirror').getByText('people there are not assessed').waitFor();

        await zones.newRule();
        await zones.field('Name').fill('Helmets at the dock');
        await zones.field('Where').selectOption('Dock');
        await zones.item('vest').uncheck();
        assert.match(await zones.summary(), /^Everybody in “Dock” must wear helmet, at any time, after 1 s, warning$/);
        await zones.saveRule('Add rule');
        await zones.rule('Helmets at the dock').waitFor();
        await zones.zone('Dock').getByText('Rules in it: Helmets at the dock').waitFor();

        await zones.editRule('Helmets at the dock');
        await zones.field('Severity').selectOption('critical');
        await zones.field('Minimum time').fill('3');
        await zones.saveRule('Save');
        const [present, first, ...more] = await zones.versions('Helmets at the dock');
        assert.deepEqual(more, []);
        assert.match(present, /Version 2[^]*present[^]*after 3 s, critical[^]*Changed: minimum time, severity\./);
        assert.match(first, /Version 1[^]*after 1 s, warning/);
      } finally {
        await ask(page, 'DELETE', `/api/cameras/${camera.id}`);
      }
    }),
);
