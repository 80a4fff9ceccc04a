/** Okabe and Ito's colours, which people with any colour vision tell apart. */
export const ZONE_COLOURS = {
  '#e69f00': 'orange',
  '#56b4e9': 'sky',
  '#009e73': 'green',
  '#f0e442': 'yellow',
  '#d55e00': 'vermilion',
  '#cc79a7': 'pink',
  '#0072b2': 'blue',
} as const;

export type ZoneColour = keyof typeof ZONE_COLOURS;

/** The colour that the fewest zones have; the earliest of them. */
export function nextColour(used: readonly string[]): ZoneColour {
  const count = (colour: string) => used.filter((one) => one === colour).length;
  const all = Object.keys(ZONE_COLOURS) as ZoneColour[];
  return all.toSorted((one, other) => count(one) - count(other))[0] ?? '#e69f00';
}
