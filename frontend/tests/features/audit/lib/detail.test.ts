import { expect, it } from 'vitest';
import { linesOf } from '@/features/audit/lib/detail';

it.each([
  ['a change', { before: { name: 'A' }, name: 'B' }, [{ field: 'name', before: 'A', after: 'B' }]],
  [
    'a change of a user',
    { role: { before: 'viewer', after: 'officer' }, disabled: true },
    [
      { field: 'role', before: 'viewer', after: 'officer' },
      { field: 'disabled', before: undefined, after: true },
    ],
  ],
  [
    'what did not differ is left out',
    { before: { name: 'A', definition: '{"a":1}' }, name: 'A', definition: '{"a":2}' },
    [{ field: 'a', before: 1, after: 2 }],
  ],
  [
    'settings, by their own names',
    {
      before: { settings: '{"detection":{"detect_fps":5,"analysers":["ppe"]}}' },
      settings: '{"detection":{"detect_fps":3,"analysers":["ppe"]}}',
    },
    [{ field: 'detect_fps', before: 5, after: 3 }],
  ],
  [
    'settings that were the default, without the version of their form',
    { before: { settings: '' }, settings: '{"version":1,"detection":{"detect_fps":3}}' },
    [{ field: 'detect_fps', before: null, after: 3 }],
  ],
  [
    'facts without a value are left out',
    { name: 'A', schedule_id: null, settings: '' },
    [{ field: 'name', before: undefined, after: 'A' }],
  ],
  [
    'a text that was cut stays as it is',
    { before: { settings: '{"detection":{"dete' }, settings: '{}' },
    [{ field: 'settings', before: '{"detection":{"dete', after: null }],
  ],
  [
    'limits are one value',
    { limits: { before: null, after: { site_ids: [1], camera_ids: [] } } },
    [{ field: 'limits', before: null, after: { site_ids: [1], camera_ids: [] } }],
  ],
  ['facts', { contents: { cameras: 4 } }, [{ field: 'cameras', before: undefined, after: 4 }]],
  ['nothing', {}, []],
] as const)('%s', (_, detail, lines) => {
  expect(linesOf({ detail })).toEqual(lines);
});
