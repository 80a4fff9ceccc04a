export const violationPage = (page) => {
  const wide = () => page.getByRole('img', { name: 'The whole picture, with the person marked' });
  return {
    async wideWidth() {
      await wide().waitFor();
      return wide().evaluate((image) => image.decode().then(() => image.naturalWidth));
    },
    words: () => page.getByRole('region', { name: /missing$/ }).innerText(),
    heading: () =>
      page
        .getByRole('heading', { level: 2, name: /missing$/ })
        .first()
        .innerText(),
    close: () => page.getByRole('button', { name: 'Close', exact: true }).click(),
    next: () => page.keyboard.press('j'),
    path: () => new URL(page.url()).pathname,
  };
};
