import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard, PHONE } from '../fixtures/dashboard.mjs';

test('every page fits a phone, in both languages', { timeout: 90_000 }, () =>
  onDashboard({ name: 'phone', viewport: PHONE }, async (app) => {
    await loggedIn(app);
    for (const place of ['Violations', 'Cameras', 'System', 'Live']) {
      await app.shell.goTo(place);
      assert.equal(await app.shell.overflows(), false, `${place} is wider than the phone`);
    }
    await app.shell.chooseLanguage('Bahasa Indonesia');
    for (const place of ['Pelanggaran', 'Kamera', 'Sistem', 'Langsung']) {
      await app.shell.goTo(place);
      assert.equal(await app.shell.overflows(), false, `${place} is wider than the phone`);
    }
  }),
);
