import { renderHook } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ApiProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { LocaleProvider } from '@/lib/i18n/useLocale';
import { useServerSentence } from '@/lib/i18n/useServerSentence';
import { isKey } from '@/locales';
import { blindReasons } from '@/locales/id/blindReasons';
import { healthProblems } from '@/locales/id/healthProblems';
import { reasons } from '@/locales/id/reasons';

const read = (path: string) => readFileSync(`../${path}`, 'utf8');
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one ?? '');
/** The keys of a dictionary of Python, as it is written: plain, or as a constant of that name. */
const keysOf = (path: string, name: string) =>
  found(new RegExp(`^${name}: .*?^}`, 'ms').exec(read(path))?.[0] ?? '', /^ {4}"?(\w+)"?:/gm).map((key) =>
    key.toLowerCase(),
  );
const inIndonesian = <T>(hook: () => T): T => {
  localStorage.setItem('mandor.locale', 'id');
  return renderHook(hook, { wrapper: LocaleProvider }).result.current;
};

const codes = found(read('docs/api.md'), /^\| (`.*?) \| \d{3} \|/gm).flatMap((cell) => found(cell, /`(\w+)`/g));
const camera = keysOf('backend/core/camera.py', 'REASONS');
const blind = keysOf('backend/core/blind_reasons.py', 'WORDS');
const health = found(/^Code = Literal\[.*?^\]/ms.exec(read('backend/core/health.py'))?.[0] ?? '', /"(\w+)"/g);
const modelFaults = found(
  /^ModelFault = Literal\[.*?^\]/ms.exec(read('backend/core/model_faults.py'))?.[0] ?? '',
  /"(\w+)"/g,
);
const messages = [
  'backend/core/schedule_faults.py',
  'backend/services/sites.py',
  'backend/services/cameras.py',
  'backend/services/chosen_modes.py',
  'backend/services/schedules.py',
]
  .flatMap((path) => found(read(path), /(?:Fault\([^,]+,\s*|InvalidFields\(\[\([^,]+,\s*|Fault\(field, )f?"([^"]+)"/g))
  .map((message) => message.replace(/\{(at_fault|other)\}/g, '22:00–06:00 of Mon').replace(/\{[^}]*\}/g, '50'));

it('are looked for where they are', () => {
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

it.each(messages)('the word of a field "%s" has an Indonesian text', (message) => {
  expect(inIndonesian(useServerSentence)(message)).toMatch(/^[^{]+$/);
});

it.each([
  [
    'Nights (22:00–06:00) of Sun overlaps 05:00–07:00 of Mon.',
    'Nights (22:00–06:00) pada Min bertumpuk dengan 05:00–07:00 pada Sen.',
  ],
  ['It lies outside 00:00 to 23:59.', 'Di luar 00:00 sampai 23:59.'],
  ["The schedule 'Nights' is in use by Dock, Gate.", "Jadwal 'Nights' dipakai oleh Dock, Gate."],
  ['A new one.', null],
])('"%s" becomes "%s"', (english, indonesian) => {
  expect(inIndonesian(useServerSentence)(english)).toBe(indonesian);
});

it('says nothing in English under an Indonesian title', () => {
  const told = inIndonesian(useProblemText)(
    new ApiProblem({ code: 'database_unavailable', detail: 'The database does not answer.', hint: 'Try again.' }),
  );
  expect([told.title, told.detail]).toEqual(['Basis data tidak menjawab', '']);
});
