import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { usePasswordFault } from '@/entities/user/passwordFault';
import { WithTexts } from '@tests/support/render';

it.each([
  ['', 'Choose a password.'],
  ['elevenchars', 'Too short: 11 of at least 12 characters.'],
  ['twelve chars', null],
  ['Ann@Plant.Example ', 'This is the e-mail address. Choose what others do not know.'],
  ['aaaabbbbcccc', 'Too easy to guess. Use more different characters.'],
  ['aaaabbbbcccd', null],
])('of the password "%s": %s', (password, fault) => {
  const { result } = renderHook(usePasswordFault, { wrapper: WithTexts });
  expect(result.current(password, 'ann@plant.example')).toBe(fault);
});
