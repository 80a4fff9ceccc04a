// A schedule of nights: added, previewed, deleted, restored, deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard } from '../fixtures/dashboard.mjs';

test(
  'a schedule of nights is made by hand, goes over midnight, and comes back after it was deleted',
  { timeout: 90_000 },
  () =>
    onDashboard({ name: 'schedules' }, async (app) => {
      const { schedules } = app;
      const name = `Nights ${Date.now()}`;
      await loggedIn(app);
      await schedules.openByKeyboard();
      await schedules.heading().waitFor();
      await schedules.create();
      await schedules.name(name);
      await schedules.preset('Nights only');
      await schedules.times(1, '2130', 'dawn');
      await schedules.error(1, 'Write it as 07:30.').waitFor();
      await schedules.times(1, '2130', '530');
      assert.match(
        await schedules.day('Mon').getAttribute('aria-label'),
        /^Mon: 00:00–05:30 Detection, Night shift; 05:30–21:30 Live view only; 21:30–24:00 Detection/,
      );
      await schedules.now().waitFor();
      await schedules.save();
      await schedules.row(name).waitFor();
      await schedules.remove(name);
      await schedules.row(name).waitFor({ state: 'detached' });
      await schedules.undo();
      await schedules.row(name).waitFor();
      await schedules.remove(name);
      await schedules.row(name).waitFor({ state: 'detached' });
    }),
);
