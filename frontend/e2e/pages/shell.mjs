export const shell = (page) => ({
  ready: () => page.getByRole('navigation', { name: 'Main' }).waitFor(),
  async goTo(place) {
    await page
      .getByRole('navigation', { name: /^(Main|Utama)$/ })
      .getByRole('link', { name: place, exact: true })
      .click();
    await page.getByRole('heading', { level: 1, name: place, exact: true }).waitFor();
  },
  async chooseLanguage(name) {
    await page.getByRole('button', { name: /Account|Akun/ }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  },
  heading: (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor(),
  overflows: () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
  /** Marks this document, so that a reload would show. */
  mark: () =>
    page.evaluate(() => {
      document.documentElement.dataset.mark = 'same';
    }),
  isMarked: () => page.evaluate(() => document.documentElement.dataset.mark === 'same'),
});
