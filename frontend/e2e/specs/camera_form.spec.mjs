import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard, settings } from '../fixtures/dashboard.mjs';

test('an address that does not work is explained, and what was typed stays', { timeout: 60_000 }, () =>
  onDashboard({ name: 'camera_form' }, async (app) => {
    const typed = { name: 'Nowhere', source: 'rtsp://127.0.0.1:9/wrong' };
    await loggedIn(app);
    await app.cameras.openForm();
    await app.cameras.fill(typed);
    assert.match(await app.cameras.test(), /Connection failed\s+\S+/);
    assert.deepEqual(await app.cameras.typed(), typed);
  }),
);

test('a removed camera comes back with undo', { timeout: 90_000 }, () =>
  onDashboard({ name: 'camera_undo' }, async (app) => {
    const name = `Dock ${Date.now()}`;
    await loggedIn(app);
    await app.cameras.openForm();
    await app.cameras.fill({ name, source: settings().rtsp });
    await app.cameras.save();
    await app.cameras.appears(name);

    assert.match(await app.cameras.remove(name), /violations stay/);
    await app.cameras.isGone(name);
    await app.cameras.undo();
    await app.cameras.appears(name);

    await app.cameras.remove(name);
    await app.cameras.isGone(name);
  }),
);
