import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { actions, areas, KINDS } from '@/features/audit/lib/actions';
import { isKey } from '@/locales';

const SERVICES = '../backend/services';
const sources = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.py'))
  .map((path) => readFileSync(`${SERVICES}/${path}`, 'utf8'))
  .filter((text) => /record(_[a-z]+)?\(/.test(text));
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one ?? '');

/** Names that the backend writes whole, in its calls or as constants. */
const whole = [
  ...sources.flatMap((text) => found(text, /(?:action=|_record\([^"\n]*|else )"([a-z_]+\.[a-z_]+)"/g)),
  ...found(
    ['companies/pending.py', 'companies/erasures.py'].map((path) => readFileSync(`${SERVICES}/${path}`, 'utf8')).join(),
    /^[A-Z]+ = "([a-z_]+\.[a-z_]+)"/gm,
  ),
];
/** Names made of an area and a verb: `action=f"camera.{what}"`, with `_record(…, "added", …)`. */
const composed = sources.flatMap((text) =>
  found(text, /f"([a-z_]+)\.\{(?:what|how)\}"/g).flatMap((area) =>
    [
      ...found(text, /_record\([^"\n]*"([a-z_]+)", by/g),
      ...found(text, /how: str = "([a-z_]+)"/g),
      ...(area === 'company' ? sources.flatMap((one) => found(one, /how="([a-z_]+)"/g)) : []),
    ].map((verb) => `${area}.${verb}`),
  ),
);
/** About zones, rules and facts, by `services/rules/trail.py`: `record_zone(session, row, "added", …)`. */
const ofRules = sources.flatMap((text) =>
  [...text.matchAll(/record_(zone|rule|fact)\([^"\n]*"([a-z_]+)"/g)].map(
    ([, area = '', verb = '']) => `${area}.${verb}`,
  ),
);
const written = [...new Set([...whole, ...composed, ...ofRules])].sort();

it('knows every action that the backend can write, and no other', () => {
  expect(written).toEqual([...actions].sort());
});

it.each(areas)('the area %s has a text', (area) => {
  expect(isKey(`audit_area.${area}`)).toBe(true);
});

it('every kind of target has a text and can be chosen', () => {
  const kinds = [
    ...new Set(sources.flatMap((text) => found(text, /(?:target_kind="|_record\(.*\{what\}", ")([a-z_]+)"/g))),
  ];
  expect(kinds.length).toBeGreaterThan(5);
  expect(kinds.filter((kind) => !KINDS.some((one) => one === kind))).toEqual([]);
});
