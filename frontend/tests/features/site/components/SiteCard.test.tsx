import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SiteCard } from '@/features/site/components/SiteCard';
import type { Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const PATH = '/api/sites/1';
const plant = { id: 1, name: 'Plant 1', time_zone: 'UTC' };
const jakarta = { ...plant, time_zone: 'Asia/Jakarta' };

beforeEach(
  () => void vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Jakarta', 'Asia/Makassar', 'Europe/Berlin']),
);
afterEach(() => vi.restoreAllMocks());

/** A backend whose `me` follows what was changed. */
function backend(
  site = plant,
  { role = 'admin', refusal = null }: { role?: Role; refusal?: { status: number; body: unknown } | null } = {},
) {
  let current = site;
  const asked = answerWith({
    'GET /api/auth/me': () => ({ body: { user: aUser(role), sites: [current] } }),
    [`PATCH ${PATH}`]: () => {
      if (refusal !== null) return refusal;
      current = { ...current, ...(asked.at(-1)?.body as object) };
      return { body: current };
    },
  });
  return { asked, changes: () => asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body) };
}

const zone = () => screen.findByRole<HTMLInputElement>('combobox', { name: 'Time zone' });
const saveButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });

async function choose(search: string, label: string) {
  const input = await zone();
  fireEvent.click(input);
  fireEvent.change(input, { target: { value: search } });
  fireEvent.click(await screen.findByRole('option', { name: label }));
}

it('is for administrators', async () => {
  const { asked } = backend(plant, { role: 'officer' });
  renderPage(<SiteCard />);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(screen.queryByRole('region')).toBeNull();
});

it('says that schedules follow a clock that is still UTC, and changes it only after it asked', async () => {
  const { changes } = backend();
  renderPage(<SiteCard />);
  expect((await screen.findByText('Set your time zone')).textContent).toBeTruthy();
  expect(saveButton().disabled).toBe(true);
  await choose('jakar', 'Asia/Jakarta');
  fireEvent.click(saveButton());
  const question = await screen.findByRole('dialog', { name: 'Change the time zone?' });
  expect(question.textContent).toContain('what begins at 07:00 begins at 07:00 in Asia/Jakarta');
  expect(changes()).toEqual([]);
  fireEvent.click(within(question).getByRole('button', { name: 'Change it' }));
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(changes()).toEqual([{ time_zone: 'Asia/Jakarta' }]);
  expect(screen.queryByText('Set your time zone')).toBeNull();
});

it('changes nothing when the answer is no', async () => {
  const { changes } = backend(jakarta);
  renderPage(<SiteCard />);
  await choose('makas', 'Asia/Makassar');
  fireEvent.click(saveButton());
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }));
  expect(changes()).toEqual([]);
  expect((await zone()).value).toBe('Asia/Makassar');
});

it('changes a name without a question, and no empty one', async () => {
  const { changes } = backend(jakarta);
  renderPage(<SiteCard />);
  const name = await screen.findByRole('textbox', { name: 'Name' });
  fireEvent.change(name, { target: { value: '  ' } });
  expect(saveButton().disabled).toBe(true);
  fireEvent.change(name, { target: { value: 'Plant Cikarang ' } });
  fireEvent.click(saveButton());
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(changes()).toEqual([{ name: 'Plant Cikarang' }]);
});

it('says why it was refused, at the field, and keeps what was typed', async () => {
  const body = {
    code: 'invalid_input',
    detail: 'These fields do not fit: name.',
    hint: '',
    status: 400,
    errors: [{ field: 'name', message: 'No control characters.' }],
  };
  backend(jakarta, { refusal: { status: 400, body } });
  renderPage(<SiteCard />);
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  fireEvent.change(name, { target: { value: 'New' } });
  fireEvent.click(saveButton());
  expect(await screen.findByText('No control characters.')).toBeTruthy();
  expect(name.value).toBe('New');
});

it('speaks Indonesian', async () => {
  localStorage.setItem('mandor.locale', 'id');
  backend();
  renderPage(<SiteCard />);
  expect(await screen.findByText('Atur zona waktu Anda')).toBeTruthy();
});
