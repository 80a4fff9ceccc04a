import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { CameraForm } from '@/features/cameras/components/CameraForm';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aSchedule } from '@tests/support/scheduleBuilders';
import { renderPage } from '@tests/support/render';

const SCHEDULES = { 'GET /api/schedules': { body: { items: [aSchedule({ id: 3, name: 'Nights' })] } } };
const posted = (asked: { method: string; body: unknown }[]) => asked.find(({ method }) => method !== 'GET')?.body;
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

async function fillIn() {
  await userEvent.type(field('Name'), 'Gate 9');
  await userEvent.type(field('Address'), 'rtsp://10.0.0.9/s');
}

it('says in words why a test failed, and keeps what was typed', async () => {
  const reason = {
    code: 'login_refused',
    message: 'The camera refuses the user name or password.',
    hint: 'Check both.',
  };
  const asked = answerWith({ ...SCHEDULES, 'POST /api/cameras/test': { body: { ok: false, reason } } });
  renderPage(<CameraForm camera={null} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await fillIn();
  await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
  expect(await screen.findByText(reason.message)).toBeTruthy();
  expect(screen.getByText(reason.hint)).toBeTruthy();
  expect([field('Name').value, field('Address').value]).toEqual(['Gate 9', 'rtsp://10.0.0.9/s']);
  expect(posted(asked)).toEqual({ source: 'rtsp://10.0.0.9/s' });
});

it('shows the picture and its numbers when a test works, and says when the address has changed since', async () => {
  const result = { ok: true, width: 960, height: 540, fps: 9.97, codec: 'h264', snapshot: 'data:image/jpeg;base64,AA' };
  answerWith({ ...SCHEDULES, 'POST /api/cameras/test': { body: result } });
  renderPage(<CameraForm camera={null} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await fillIn();
  await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
  expect(await screen.findByText('960 × 540, 10 fps, h264')).toBeTruthy();
  await userEvent.type(field('Address'), '2');
  expect(screen.getByText(/changed since this test/)).toBeTruthy();
});

it('says what kinds of address work when this one is none', async () => {
  const problem = {
    code: 'invalid_source',
    detail: 'No kind that Mandor can open.',
    hint: 'These work: rtsp://',
    errors: [{ field: 'source', message: 'No such kind.' }],
  };
  const reason = { code: problem.code, message: problem.detail, hint: problem.hint };
  answerWith({
    ...SCHEDULES,
    'POST /api/cameras/test': { body: { ok: false, reason } },
    'POST /api/cameras': { status: 400, body: problem },
  });
  renderPage(<CameraForm camera={null} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await fillIn();
  await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Connection failedNo kind that Mandor can open.These work: rtsp://',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Add camera' }));
  expect(await screen.findByText('No such kind. These work: rtsp://')).toBeTruthy();
});

it('says so in Indonesian on saving as well as on testing', async () => {
  localStorage.setItem('mandor.locale', 'id');
  const problem = {
    code: 'invalid_source',
    detail: 'No kind that Mandor can open.',
    hint: 'These work: rtsp://',
    errors: [{ field: 'source', message: 'No such kind.' }],
  };
  answerWith({ ...SCHEDULES, 'PATCH /api/cameras/1': { status: 400, body: problem } });
  renderPage(<CameraForm camera={aCamera()} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Simpan' }));
  expect(
    await screen.findByText(/^Mandor tidak dapat membuka jenis alamat ini\. Yang dapat dipakai: rtsp/),
  ).toBeTruthy();
});

it('lends the stored password to a masked address that is tested', async () => {
  const asked = answerWith({
    ...SCHEDULES,
    'POST /api/cameras/test': { status: 503, body: { code: 'redis_unavailable' } },
  });
  renderPage(<CameraForm camera={aCamera({ id: 4 })} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
  await screen.findByRole('alert');
  expect(posted(asked)).toEqual({ source: 'rtsp://user:***@10.0.0.1/s', camera_id: 4 });
});

it("shows the server's word at the field that it is about", async () => {
  answerWith({
    ...SCHEDULES,
    'POST /api/cameras': {
      status: 409,
      body: { code: 'conflict', errors: [{ field: 'name', message: 'A camera of that name exists.' }] },
    },
  });
  renderPage(<CameraForm camera={null} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await fillIn();
  await userEvent.click(screen.getByRole('button', { name: 'Add camera' }));
  expect(await screen.findByText('A camera of that name exists.')).toBeTruthy();
  expect(field('Name').value).toBe('Gate 9');
});

it('saves what was typed', async () => {
  const asked = answerWith({ ...SCHEDULES, 'POST /api/cameras': { status: 201, body: aCamera({ name: 'Gate 9' }) } });
  const onSaved = vi.fn();
  renderPage(<CameraForm camera={null} onSaved={onSaved} onCancel={vi.fn()} />);
  await fillIn();
  await userEvent.click(screen.getByRole('button', { name: 'Add camera' }));
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalled());
  expect(posted(asked)).toEqual({
    name: 'Gate 9',
    source: 'rtsp://10.0.0.9/s',
    mode: 'detect',
    schedule_id: null,
  });
});

it('lets a camera follow a schedule, or do the same always', async () => {
  const asked = answerWith({ ...SCHEDULES, 'POST /api/cameras': { status: 201, body: aCamera() } });
  renderPage(<CameraForm camera={null} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await fillIn();
  await vi.waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('By a schedule').disabled).toBe(false));
  await userEvent.click(screen.getByLabelText('By a schedule'));
  expect(screen.getByLabelText<HTMLSelectElement>('Schedule').value).toBe('3');
  await userEvent.click(screen.getByRole('button', { name: 'Add camera' }));
  await vi.waitFor(() => expect(posted(asked)).toMatchObject({ schedule_id: 3 }));
});
