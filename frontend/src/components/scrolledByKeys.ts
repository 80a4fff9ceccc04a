/** For a wide table on a phone, which scrolls and holds nothing to focus: arrow keys scroll it, too. */
export const scrolledByKeys = (label: string) => ({
  viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label },
});
