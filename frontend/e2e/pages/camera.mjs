export const cameraPage = (page) => {
  const canvas = (name) => page.getByRole('img', { name: `Live picture of ${name}` });
  const tile = () => page.locator('[data-status]');
  const cards = () => page.getByRole('region', { name: 'Latest violations' }).getByRole('listitem').getByRole('link');
  return {
    /** Waits until what is drawn has changed `times` times. */
    async moves(name, times = 3) {
      await canvas(name).waitFor();
      await canvas(name).evaluate(
        (element, wanted) =>
          new Promise((resolve, reject) => {
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
              if (changes >= wanted) {
                clearInterval(timer);
                resolve();
              }
            }, 100);
            setTimeout(() => {
              clearInterval(timer);
              reject(new Error(`the picture changed ${changes} times`));
            }, 45_000);
          }),
        times,
      );
    },
    isLive: () =>
      page
        .getByText(/^Live · \d+ fps$/)
        .first()
        .waitFor({ timeout: 45_000 }),
    /** Changes the camera's mode, as the form does. */
    setMode: (name, mode) =>
      page.evaluate(
        async ([wanted, change]) => {
          const headers = {
            Authorization: `Bearer ${localStorage.getItem('mandor.token')}`,
            'Content-Type': 'application/json',
          };
          const { items } = await (await fetch('/api/cameras', { headers })).json();
          const { id } = items.find((camera) => camera.name === wanted);
          await fetch(`/api/cameras/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ mode: change }) });
        },
        [name, mode],
      ),
    /** Waits until the camera's own video is shown and moves on. */
    async plays() {
      await page.waitForFunction(
        () => {
          const video = document.querySelector('[data-status="live"] video:not([hidden])');
          if (!video || video.videoWidth === 0) return false;
          window.playedFrom ??= new Map();
          if (!window.playedFrom.has(video.src)) window.playedFrom.set(video.src, video.currentTime);
          return video.currentTime > window.playedFrom.get(video.src) + 0.5;
        },
        undefined,
        { timeout: 60_000 },
      );
    },
    drawsBoxes: () =>
      page.waitForFunction(() => document.querySelector('[data-status] video')?.hidden, undefined, { timeout: 60_000 }),
    isNotLive: () =>
      page.waitForFunction(() => document.querySelector('[data-status]')?.dataset.status !== 'live', undefined, {
        timeout: 45_000,
      }),
    /** From now on, collect the tile's statuses. */
    noteStatuses: () =>
      tile().evaluate((element) => {
        window.statusesSeen = new Set([element.dataset.status]);
        new MutationObserver(() => window.statusesSeen.add(element.dataset.status)).observe(element, {
          attributeFilter: ['data-status'],
        });
      }),
    statuses: () => page.evaluate(() => [...window.statusesSeen]),
    violationArrives: () => cards().first().waitFor({ timeout: 120_000 }),
    openNewest: () => cards().first().click(),
  };
};
