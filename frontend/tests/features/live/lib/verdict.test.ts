import { expect, it } from 'vitest';
import { remarks, worstVerdict } from '@/features/live/lib/verdict';

it.each([
  [{ helmet: 'worn', vest: 'worn' }, 'worn', []],
  [{ helmet: 'worn', vest: 'missing' }, 'missing', ['vest missing']],
  [{ helmet: 'cannot_tell', vest: 'missing' }, 'missing', ['vest missing', 'helmet cannot_tell']],
  [{ helmet: 'cannot_tell' }, 'cannot_tell', ['helmet cannot_tell']],
  [{}, null, []],
] as const)('%o', (items, worst, labels) => {
  expect(worstVerdict(items)).toBe(worst);
  expect(remarks(items).map(({ item, verdict }) => `${item} ${verdict}`)).toEqual(labels);
});
