import { renderHook } from '@testing-library/react';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { specifications } from '@/features/cameras/lib/settings';
import { ApiProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useServerSentence } from '@/lib/i18n/useServerSentence';
import { isKey } from '@/locales';
import { blindReasons } from '@/locales/id/server/blindReasons';
import { healthProblems } from '@/locales/id/server/healthProblems';
import { reasons } from '@/locales/id/server/reasons';
import { WithTexts } from '@tests/support/render';

const BACKEND = '../backend';
const read = (path: string) => readFileSync(path, 'utf8');
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one ?? '');
const sources = readdirSync(BACKEND, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.py'))
  .map((path) => read(`${BACKEND}/${path}`));
/** The definition in the one file of the backend that has it, wherever that file lies. */
const definition = (pattern: RegExp): string => {
  const [only, ...others] = sources.flatMap((source) => pattern.exec(source)?.[0] ?? []);
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} definitions of ${pattern.source}`);
  return only;
};
/** The keys of a dictionary of Python, as it is written: plain, or as a constant of that name. */
const keysOf = (start: string) =>
  found(definition(new RegExp(`^${start}.*?^}`, 'ms')), /^ {4}(?:\w+\.)?"?(\w+)"?:/gm).map((key) => key.toLowerCase());
const literalsOf = (name: string) => found(definition(new RegExp(`^${name} = Literal\\[.*?^\\]`, 'ms')), /"(\w+)"/g);
const inIndonesian = <T>(hook: () => T): T => {
  localStorage.setItem('mandor.locale', 'id');
  return renderHook(hook, { wrapper: WithTexts }).result.current;
};

const codes = found(read('../docs/api.md'), /^\| (`.*?) \| \d{3} \|/gm).flatMap((cell) => found(cell, /`(\w+)`/g));
const camera = keysOf('REASONS: dict');
const blind = keysOf('MESSAGES: dict');
const health = literalsOf('Code');
const modelFaults = literalsOf('ModelFault');
/** Messages about fields, wherever a schedule's faults or invalid fields are made. */
const messages = sources
  .flatMap((text) => found(text, /(?:Fault\([^,]+,\s*|InvalidFields\(\[\([^,]+,\s*|Fault\(field, )f?"([^"]+)"/g))
  .map((message) => message.replace(/\{(at_fault|other)\}/g, '22:00–06:00 of Mon').replace(/\{[^}]*\}/g, '50'));

/** What is wrong with the value of a setting. */
const settingFaults = sources
  .filter((text) => text.includes('def fault_of('))
  .flatMap((text) => found(text, /return (?:"" if .* else )?f?"([A-Z][^"]+)"/g))
  .map((message) => message.replace(/\{[^}]*\}/g, '50'));

/** Why a password or an e-mail address is refused. */
const accountFaults = [
  ...found(definition(/^def fault\(password[^]*?return None$/m), /return f?"([^"]+)"/g),
  ...found(definition(/^def checked\(text[^]*?return address$/m), /ValueError\(f?"([^"]+)"/g).map(
    (message) => `Value error, ${message}`,
  ),
].map((message) => message.replace(/\{[^}]*\}/g, '50'));

it('are found in the backend', () => {
  expect(accountFaults.length).toBeGreaterThanOrEqual(7);
  expect(settingFaults.length).toBeGreaterThanOrEqual(6);
  expect(modelFaults.length).toBeGreaterThanOrEqual(13);
  expect([
    codes.length >= 20,
    camera.length >= 25,
    blind.length >= 10,
    health.length >= 15,
    messages.length >= 12,
  ]).toEqual([true, true, true, true, true]);
});

it.each(codes)('the problem %s has a text and a hint', (code) => {
  expect([isKey(`error.${code}`), isKey(`error.${code}.hint`)]).toEqual([true, true]);
});

it.each(camera)('the reason %s has an Indonesian text and hint', (code) => {
  expect(reasons[code]?.map((text) => text !== '')).toEqual([true, true]);
});

it.each(blind)('the blind reason %s has an Indonesian text', (code) => {
  expect(blindReasons[code] ?? reasons[code]?.[0]).toBeTruthy();
});

it.each(health)('the health problem %s has an Indonesian text', (code) => {
  expect(healthProblems[code]).toBeTruthy();
});

it.each(modelFaults)('why a model cannot be used, %s, has a text and a hint', (code) => {
  expect([isKey(`model_fault.${code}`), isKey(`model_fault.${code}.hint`)]).toEqual([true, true]);
});

it.each([...messages, ...settingFaults, ...accountFaults])(
  'the word of a field "%s" has an Indonesian text',
  (message) => {
    expect(inIndonesian(useServerSentence)(message)).toMatch(/^[^{]+$/);
  },
);

it.each([
  [
    'Nights (22:00–06:00) of Sun overlaps 05:00–07:00 of Mon.',
    'Nights (22:00–06:00) pada Min bertumpuk dengan 05:00–07:00 pada Sen.',
  ],
  ['Choose a time from 00:00 to 23:59.', 'Pilih waktu dari 00:00 sampai 23:59.'],
  ["The schedule 'Nights' is in use by Dock, Gate.", "Jadwal 'Nights' dipakai oleh Dock, Gate."],
  ['A new one.', null],
])('"%s" becomes "%s"', (english, indonesian) => {
  expect(inIndonesian(useServerSentence)(english)).toBe(indonesian);
});

it('says nothing in English under an Indonesian title', () => {
  const text = inIndonesian(useProblemText)(
    new ApiProblem({ code: 'database_unavailable', detail: 'The database does not answer.', hint: 'Try again.' }),
  );
  expect([text.title, text.detail]).toEqual(['Basis data tidak menjawab', '']);
});

const settings = Object.values(specifications).flatMap((group) => Object.entries(group));

it.each(settings)('the setting %s of a camera has texts', (name, specification) => {
  const choices = specification.kind === 'names' ? specification.choices : [];
  const keys = [`setting.${name}`, `setting.${name}_hint`, ...choices.map((one) => `setting.${name}.${one}`)];
  expect(keys.filter((key) => !isKey(key))).toEqual([]);
});
