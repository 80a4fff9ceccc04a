export const loginPage = (page) => ({
  open: () => page.goto('./', { waitUntil: 'domcontentloaded' }),
  async logIn(email, password) {
    await page.getByLabel('E-mail', { exact: true }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
  },
  async problem() {
    const alert = page.getByRole('alert');
    await alert.waitFor();
    return alert.innerText();
  },
  email: () => page.getByLabel('E-mail', { exact: true }).inputValue(),
});
