// The list of schedules and the editor.
export const schedulesPage = (page) => {
  const time = (n) => page.getByRole('group', { name: `Time slot ${n}`, exact: true });
  return {
    heading: () => page.getByRole('heading', { level: 1, name: 'Schedules', exact: true }),
    openByKeyboard: async () => {
      await page.keyboard.press('g');
      await page.keyboard.press('s');
    },
    create: () => page.getByRole('link', { name: 'New schedule' }).first().click(),
    name: (text) => page.getByLabel('Name', { exact: true }).first().fill(text),
    preset: (text) => page.getByRole('button', { name: text, exact: true }).click(),
    times: async (n, from, to) => {
      await time(n).getByLabel('From').fill(from);
      await time(n).getByLabel('To').fill(to);
      await time(n).getByLabel('To').press('Tab');
    },
    error: (n, text) => time(n).getByText(text),
    day: (name) =>
      page.getByRole('group', { name: 'The week as it will be' }).getByRole('img', { name: new RegExp(`^${name}: `) }),
    now: () => page.getByRole('definition').first(),
    save: () => page.getByRole('button', { name: 'Save', exact: true }).click(),
    row: (name) => page.getByRole('listitem').filter({ hasText: name }),
    remove: async (name) => {
      await page.getByRole('button', { name: `Delete ${name}?` }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Delete/ })
        .click();
    },
    undo: () => page.getByRole('button', { name: 'Undo' }).click(),
  };
};
