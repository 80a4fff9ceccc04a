export const camerasPage = (page) => {
  const row = (name) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const form = () => page.getByRole('dialog');
  return {
    async openForm() {
      await page.goto('/cameras/new', { waitUntil: 'domcontentloaded' });
      await form().getByLabel('Name', { exact: true }).waitFor();
    },
    async fill({ name, source }) {
      await form().getByLabel('Name', { exact: true }).fill(name);
      await form().getByLabel('Address', { exact: true }).fill(source);
    },
    /** The words of the result; a picture of the camera stands beside them when it works. */
    async test() {
      await form().getByRole('button', { name: 'Test connection' }).click();
      const result = form()
        .getByRole('status')
        .or(form().getByRole('alert'))
        .filter({ hasText: /Connection works|Connection failed/ });
      await result.waitFor({ timeout: 25_000 });
      return result.innerText();
    },
    snapshotWidth: () =>
      form()
        .getByRole('img', { name: 'Picture from the camera' })
        .evaluate((image) => image.decode().then(() => image.naturalWidth)),
    typed: async () => ({
      name: await form().getByLabel('Name', { exact: true }).inputValue(),
      source: await form().getByLabel('Address', { exact: true }).inputValue(),
    }),
    async save() {
      await form().getByRole('button', { name: 'Add camera' }).click();
      await form().waitFor({ state: 'detached' });
    },
    appears: (name) => row(name).waitFor(),
    isGone: (name) => row(name).waitFor({ state: 'detached' }),
    openLive: (name) => row(name).getByRole('link', { name, exact: true }).click(),
    async remove(name) {
      await row(name)
        .getByRole('button', { name: `Actions for ${name}` })
        .click();
      await page.getByRole('menuitem', { name: 'Remove', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: `Remove ${name}?` });
      const words = await dialog.innerText();
      await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
      return words;
    },
    undo: () => page.getByRole('button', { name: 'Undo' }).click(),
  };
};
