// The zones of a camera over its picture, and its rules.
export const zonesPage = (page) => {
  const form = () => page.getByRole('region', { name: /^(New zone|Edit )/ });
  const list = (name) => page.getByRole('list', { name, exact: true });
  const row = (kind, name) => list(kind).getByRole('listitem').filter({ hasText: name });
  const drawer = () => page.getByRole('dialog');
  const surface = () => page.getByRole('application');
  return {
    open: (cameraId) => page.goto(`/cameras/${cameraId}/zones`, { waitUntil: 'domcontentloaded' }),
    picture: (name) => page.getByRole('img', { name: `Picture of ${name}` }).waitFor({ timeout: 60_000 }),
    draw: () => page.getByRole('button', { name: 'Draw zone' }).click(),
    surface,
    /** Clicks at fractions of the picture; the last one twice, which finishes. */
    async clickCorners(corners) {
      const { x, y, width, height } = await surface().boundingBox();
      for (const [index, [dx, dy]] of corners.entries()) {
        const at = [x + dx * width, y + dy * height];
        await (index === corners.length - 1 ? page.mouse.dblclick(...at) : page.mouse.click(...at));
      }
    },
    async dragCorner(n, [dx, dy]) {
      const corner = page.getByRole('button', { name: new RegExp(`^Corner ${n} of `) });
      const { x, y, width, height } = await corner.boundingBox();
      const box = await surface().boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + dx * box.width, box.y + dy * box.height, { steps: 5 });
      await page.mouse.up();
    },
    corner: (n) => page.getByRole('button', { name: new RegExp(`^Corner ${n} of `) }),
    corners: () => page.getByRole('button', { name: /^Corner \d+ of / }),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    fault: () => page.getByRole('alert'),
    async saveZone(name, kind) {
      await form().getByLabel('Name', { exact: true }).fill(name);
      if (kind !== undefined) await form().getByRole('radio', { name: kind }).check();
      await form().getByRole('button', { name: 'Save zone' }).click();
      await row('Zones', name).waitFor();
    },
    zone: (name) => row('Zones', name),
    editZone: (name) => page.getByRole('button', { name: `Edit ${name}`, exact: true }).click(),
    newRule: () => page.getByRole('link', { name: 'New rule' }).click(),
    editRule: (name) => page.getByRole('link', { name: `Edit ${name}`, exact: true }).click(),
    rule: (name) => row('Rules', name),
    field: (label) => drawer().getByLabel(label, { exact: true }),
    item: (name) => drawer().getByRole('checkbox', { name }),
    summary: () => drawer().getByRole('status', { name: 'What this rule does' }).innerText(),
    async saveRule(button) {
      await drawer().getByRole('button', { name: button, exact: true }).click();
      await drawer().waitFor({ state: 'detached' });
    },
    async versions(name) {
      await page.getByRole('button', { name: `Versions of ${name}` }).click();
      const items = drawer().getByRole('list', { name: 'Versions' }).getByRole('listitem');
      await items.first().waitFor();
      return items.allInnerTexts();
    },
  };
};
