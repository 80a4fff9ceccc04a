// Users and invitations, and the page that opens a link.
export const usersPage = (page) => {
  const row = (list, name) => page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: name });
  const form = () => page.getByRole('dialog');
  const choose = async (name, item) => {
    await row('Users', name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  return {
    async open() {
      await page.goto('/administration/users', { waitUntil: 'domcontentloaded' });
      await page.getByRole('heading', { level: 1, name: 'Users', exact: true }).waitFor();
    },
    /** Invites a person who is limited to one camera; the link is what the page shows. */
    async invite({ name, email, role, camera }) {
      await page.getByRole('link', { name: 'Invite', exact: true }).click();
      await form().getByLabel('Name', { exact: true }).fill(name);
      await form().getByLabel('E-mail', { exact: true }).fill(email);
      await form().getByRole('radio', { name: role }).check();
      await form().getByRole('radio', { name: 'Some sites and cameras only' }).check();
      await form().getByRole('checkbox', { name: camera, exact: true }).check();
      await form().getByRole('button', { name: 'Make the link' }).click();
      const link = await form().getByLabel('Link', { exact: true }).inputValue();
      await form().getByRole('button', { name: 'Done' }).click();
      return link;
    },
    isInvited: (name) => row('Open links', name).waitFor(),
    words: (name) => row('Users', name).innerText(),
    async disable(name) {
      await choose(name, 'Disable');
      await row('Users', name).getByText('Disabled').waitFor();
    },
    async undo(name) {
      await page.getByRole('button', { name: 'Undo' }).click();
      await row('Users', name).getByText('Disabled').waitFor({ state: 'detached' });
    },
    async remove(name) {
      await choose(name, 'Delete');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await row('Users', name).waitFor({ state: 'detached' });
    },
  };
};

export const welcomePage = (page) => ({
  async open(link) {
    await page.goto(link, { waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  async join(password) {
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Join' }).click();
  },
  fieldError: (text) => page.getByText(text).waitFor(),
  refusal: (text) => page.getByRole('alert').getByText(text).waitFor(),
});
