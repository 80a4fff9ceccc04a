import { describe, expect, it } from 'vitest';
import { fill } from '@/lib/i18n/fill';
import { en } from '@/locales';
import { id } from '@/locales/id';

const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '');

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(Object.keys(id).sort()).toEqual(Object.keys(en).sort());
  });

  it('name nothing in Indonesian that English does not provide', () => {
    for (const [key, text] of Object.entries(id)) {
      for (const name of names(text)) expect(names(en[key as keyof typeof en]), key).toContain(name);
    }
  });

  it('leave no text empty', () => {
    for (const texts of [en, id])
      for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).not.toBe('');
  });
});

it.each([
  ['{n} {n|camera|cameras}', { n: 1 }, '1 camera'],
  ['{n} {n|camera|cameras}', { n: 2 }, '2 cameras'],
  ['Hello {name}', { name: 'Gate' }, 'Hello Gate'],
  ['Hello {name}', {}, 'Hello {name}'],
])('fills %s with %o', (template, params, text) => {
  expect(fill(template, params as Record<string, string | number>)).toBe(text);
});
