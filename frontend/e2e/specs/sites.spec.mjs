// A second site: added, a camera added there and moved back, in the audit, deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard } from '../fixtures/dashboard.mjs';

test('a camera moves between sites, and the audit shows from where to where', { timeout: 90_000 }, () =>
  onDashboard({ name: 'sites' }, async (app) => {
    const { sites, cameras, page } = app;
    const site = `Dock ${Date.now()}`;
    const camera = `Crane ${Date.now()}`;
    await loggedIn(app);
    await sites.open();
    await sites.add(site, 'Asia/Makassar');
    await cameras.openForm();
    await cameras.fill({ name: camera, source: 'rtsp://127.0.0.1:1/none' });
    await sites.chooseInForm(site);
    await cameras.save();
    await sites.camerasAt(site, camera);

    await sites.open();
    await sites.askToDelete(site);
    await sites.holds('1 camera, removed ones included');
    await sites.closeDialog();

    await page.goto('/cameras', { waitUntil: 'domcontentloaded' });
    const first = await page.evaluate(async () => {
      const headers = { Authorization: `Bearer ${localStorage.getItem('mandor.token')}` };
      return (await (await fetch('/api/sites', { headers })).json()).items[0].name;
    });
    await sites.moveCamera(camera, first);
    await sites.camerasAt(first, camera);

    await sites.openAudit('action=camera.changed');
    const entry = await sites.newestEntry('Camera changed');
    assert.match(entry.replace(/\s+/g, ' '), new RegExp(`${camera} site ${site} → becomes ${first}`));

    await sites.open();
    await sites.askToDelete(site);
    await sites.confirmDeletion(site);
    await page.goto('/cameras', { waitUntil: 'domcontentloaded' });
    await cameras.remove(camera);
    await cameras.isGone(camera);
  }),
);
