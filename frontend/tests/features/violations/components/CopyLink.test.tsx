import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { CopyLink } from '@/features/violations/components/CopyLink';
import { renderPage } from '@tests/support/render';

const LINK = 'http://10.0.0.5:3000/violations/v1';
const clipboard = (value: object | undefined) => {
  if (value === undefined) Reflect.deleteProperty(navigator, 'clipboard');
  else Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
};
const press = () => {
  renderPage(<CopyLink link={LINK} />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy link' }));
};

afterEach(() => clipboard(undefined));

it.each([
  ['over plain http, where there is no clipboard', undefined],
  ['when the browser refuses', { writeText: () => Promise.reject(new Error('not allowed')) }],
])('shows the link, selected, %s', async (_, value) => {
  clipboard(value);
  press();
  const field = await screen.findByLabelText<HTMLInputElement>('Link to this violation');
  expect(document.activeElement).toBe(field);
  expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe(LINK);
});

it('copies it where that is possible', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  clipboard({ writeText });
  press();
  expect(await screen.findByText('Link copied')).toBeTruthy();
  expect(writeText).toHaveBeenCalledWith(LINK);
});
