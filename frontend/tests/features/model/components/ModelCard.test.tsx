import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { modelKey } from '@/entities/model/api/getModel';
import { ModelCard } from '@/features/model/components/ModelCard';
import type { ModelSwitch } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aModel } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const me = { body: { user: aUser('officer'), sites: [{ time_zone: 'Asia/Jakarta' }] } };
const shown = (changes: Parameters<typeof aModel>[0] = {}) => {
  answerWith({ 'GET /api/auth/me': me, 'GET /api/models/info': { body: aModel(changes) } });
  return renderPage(<ModelCard />);
};

it('says what runs, where it runs and whose it is', async () => {
  shown();
  const card = await screen.findByRole('region', { name: 'Detection model' });
  expect(await within(card).findByText('plant-1')).toBeTruthy();
  for (const text of ['openvino, cpu', '0123456789ab', 'Apache-2.0', 'somebody', 'ppe-nano-640'])
    expect(card.textContent).toContain(text);
  const speeds = within(card)
    .getAllByRole('listitem')
    .map((line) => line.textContent);
  expect(speeds).toEqual(['18.4 ms openvino (in use)', '24.1 ms onnxruntime']);
});

it('says how busy it is', async () => {
  shown();
  const facts = await screen.findByText('Load');
  expect(facts.nextSibling?.textContent).toBe(
    '22% busy, 9.8 pictures a second of 2 cameras; 95 % wait at most 31.5 ms for their turn',
  );
});

it('shows no load when none is reported', async () => {
  shown({ load: null });
  expect((await screen.findByText('Load')).nextSibling?.textContent).toBe('–');
});

it('says what the classes mean and which are ignored', async () => {
  shown();
  const table = await screen.findByRole('table', { name: 'Classes' });
  expect(
    within(table)
      .getAllByRole('row')
      .map((row) => row.textContent),
  ).toEqual(["The model's classMeans", 'Hardhathelmet', 'Personperson']);
  expect(screen.getByText('Ignored: cone')).toBeTruthy();
});

it('lists the items that are not checked', async () => {
  shown({ judges: ['helmet'] });
  expect(await screen.findByText(/The vest is not checked/)).toBeTruthy();
  expect(screen.queryByText(/The helmet is not checked/)).toBeNull();
});

it('gives figures with their intervals and the pictures they come from', async () => {
  shown();
  const table = await screen.findByRole('table', { name: 'Accuracy' });
  expect(table.textContent).toContain('helmet93.1% 90.0–95.595.0%–');
  expect(screen.getByText('On 163 pictures of site')).toBeTruthy();
  expect(screen.getByText('87.1%')).toBeTruthy();
});

it('says how to measure a model that was not', async () => {
  shown({ measured: null });
  expect(await screen.findByText(/Not measured yet/)).toBeTruthy();
  expect(screen.queryByRole('table', { name: 'Accuracy' })).toBeNull();
});

it('says that another model is being loaded', async () => {
  shown({ switch: { state: 'loading', name: 'plant-2', code: '', reason: '', hint: '' } });
  expect((await screen.findByRole('status')).textContent).toContain('Loading plant-2');
});

const failed = (changes: Partial<ModelSwitch> = {}): ModelSwitch => ({
  state: 'failed',
  name: 'plant-2',
  code: 'file_changed',
  reason: 'The model file model.onnx is not the one (hash 12ab…).',
  hint: 'Restore it.',
  ...changes,
});

it('says why another model could not be loaded and that this one goes on', async () => {
  shown({ switch: failed() });
  const note = await screen.findByRole('alert');
  for (const text of [
    'plant-2 could not be loaded',
    'its hash differs.',
    'This model goes on.',
    'Details: The model file model.onnx is not the one (hash 12ab…).',
  ])
    expect(note.textContent).toContain(text);
  expect(note.textContent).not.toContain('Restore it.');
});

it('says why in Bahasa Indonesia too, and only the details in the words of the server', async () => {
  localStorage.setItem('mandor.locale', 'id');
  shown({ switch: failed() });
  const note = await screen.findByRole('alert');
  for (const text of ['plant-2 tidak dapat dimuat', 'hash-nya berbeda.', 'Pulihkan berkasnya'])
    expect(note.textContent).toContain(text);
  expect([...note.querySelectorAll('[lang=en]')].map(({ textContent }) => textContent)).toEqual([
    'The model file model.onnx is not the one (hash 12ab…).',
  ]);
});

it.each(['', 'model_unusable', 'of_tomorrow'])(
  'without a code that says more (%s), the server says why and what to do',
  async (code) => {
    shown({ switch: failed({ code }) });
    expect((await screen.findByRole('alert')).textContent).toContain(
      'It cannot be used. The details say why. “make model” lists the others.This model goes on.Details: The model file',
    );
    expect(screen.getByRole('alert').textContent).toContain('Restore it.');
  },
);

it('names no model where it is not known which', async () => {
  shown({ switch: failed({ name: '', code: 'record_unreadable' }) });
  expect((await screen.findByRole('alert')).textContent).toContain('Another model could not be loaded');
});

it('says that a setting holds the model', async () => {
  shown({ pinned: true });
  expect(await screen.findByText('Set by MODEL')).toBeTruthy();
});

it('without a running model says so', async () => {
  answerWith({
    'GET /api/auth/me': me,
    'GET /api/models/info': {
      status: 503,
      body: { code: 'inference_away', status: 503, detail: 'No detection process is running.', hint: '' },
    },
  });
  renderPage(<ModelCard />);
  expect((await screen.findByRole('alert')).textContent).toContain('Detection stopped');
});

it('keeps the last report when the model cannot be read, with its age', async () => {
  let silent = false;
  answerWith({
    'GET /api/auth/me': me,
    'GET /api/models/info': () =>
      silent
        ? { status: 503, body: { code: 'inference_away', status: 503, detail: '', hint: '' } }
        : { body: aModel() },
  });
  const { client } = renderPage(<ModelCard />);
  await screen.findByText('plant-1');
  silent = true;
  await client.refetchQueries({ queryKey: modelKey });
  expect((await screen.findByRole('alert')).textContent).toContain('Detection stopped');
  expect(screen.getByText(/Last reported/)).toBeTruthy();
  expect(screen.getByText('plant-1')).toBeTruthy();
});
