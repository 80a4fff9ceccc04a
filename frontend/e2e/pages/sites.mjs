// Sites, and the audit that records what happens to them.
export const sitesPage = (page) => {
  const row = (name) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  const dialog = () => page.getByRole('dialog');
  return {
    open: () => page.goto('/administration/sites', { waitUntil: 'domcontentloaded' }),
    row,
    async add(name, zone) {
      await page.getByRole('button', { name: 'Add site' }).click();
      await dialog().getByLabel('Name', { exact: true }).fill(name);
      await dialog().getByRole('combobox', { name: 'Time zone' }).fill(zone);
      await page.getByRole('option', { name: zone }).click();
      await dialog().getByRole('button', { name: 'Add site' }).click();
      await row(name).waitFor();
    },
    async askToDelete(name) {
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
    },
    holds: (text) => dialog().getByText(text).waitFor(),
    closeDialog: () => dialog().getByRole('button', { name: 'Close' }).last().click(),
    async confirmDeletion(name) {
      await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
      await row(name).waitFor({ state: 'detached' });
    },
    /** In the form of a camera. */
    chooseInForm: (name) => dialog().getByRole('combobox', { name: 'Site' }).selectOption({ label: name }),
    async moveCamera(camera, site) {
      await page.getByRole('button', { name: `Actions for ${camera}` }).click();
      await page.getByRole('menuitem', { name: 'Edit camera' }).click();
      await dialog().getByRole('combobox', { name: 'Site' }).selectOption({ label: site });
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().waitFor({ state: 'detached' });
    },
    camerasAt: (site, camera) =>
      page.getByRole('region', { name: site, exact: true }).getByRole('link', { name: camera, exact: true }).waitFor(),
    openAudit: (query) => page.goto(`/administration/audit?${query}`, { waitUntil: 'domcontentloaded' }),
    /** The words of the newest entry with this action. */
    async newestEntry(action) {
      const entry = page
        .getByRole('table', { name: 'Audit entries' })
        .getByRole('row')
        .filter({ has: page.getByText(action, { exact: true }) })
        .first();
      await entry.waitFor();
      return entry.innerText();
    },
  };
};
