export const cameraPage = (page) => {
  const canvas = (name) => page.getByRole('img', { name: `Live picture of ${name}` });
  const cards = () => page.getByRole('region', { name: 'Latest violations' }).getByRole('listitem').getByRole('link');
  return {
    /** Waits until what is drawn has changed `times` times. */
    async moves(name, times = 3) {
      await canvas(name).waitFor();
      await canvas(name).evaluate((element, wanted) => new Promise((resolve, reject) => {
        const print = () => {
          const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
          let sum = 0;
          for (let at = 0; at < data.length; at += 397) sum = (sum * 31 + data[at]) % 2147483647;
          return sum;
        };
        let last = print();
        let changes = 0;
        const timer = setInterval(() => {
          const next = print();
          if (next !== last) changes += 1;
          last = next;
          if (changes >= wanted) { clearInterval(timer); resolve(); }
        }, 100);
        setTimeout(() => { clearInterval(timer); reject(new Error(`the picture changed ${changes} times`)); }, 45_000);
      }), times);
    },
    saysLive: () => page.getByText(/^Live · \d+ fps$/).first().waitFor({ timeout: 45_000 }),
    violationArrives: () => cards().first().waitFor({ timeout: 120_000 }),
    openNewest: () => cards().first().click(),
  };
};
