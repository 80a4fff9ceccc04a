import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { CameraForm } from '@/features/cameras/components/CameraForm';
import type { Camera } from '@/types/api';
import { cameraSettings } from '@/types/cameraSettings';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { renderPage } from '@tests/support/render';

const { detect_fps: rate } = cameraSettings.detection;
const SLOW: Camera['settings'] = {
  ...aCamera().settings,
  detection: { detect_fps: rate.least, analysers: ['ppe'] },
};
const user = userEvent.setup({ delay: null });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const rateField = () => field('Pictures a second to analyse');
const save = () => user.click(screen.getByRole('button', { name: 'Save' }));

async function openSettings(camera: Camera, answer: { status?: number; body: unknown } = { body: camera }) {
  const asked = answerWith({ 'GET /api/schedules': { body: { items: [] } }, 'PATCH /api/cameras/1': answer });
  renderPage(<CameraForm camera={camera} onSaved={vi.fn()} onCancel={vi.fn()} />);
  await user.click(screen.getByRole('button', { name: /^Detection/ }));
  const changes = () => asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
  return {
    changes,
    settings: async () => {
      await vi.waitFor(() => expect(changes()).toHaveLength(1));
      return (changes()[0] as { settings?: unknown }).settings;
    },
  };
}

async function typeRate(text: string) {
  await user.clear(rateField());
  if (text !== '') await user.type(rateField(), text);
}

it('folds the settings away until they are asked for, by keyboard too', async () => {
  answerWith({ 'GET /api/schedules': { body: { items: [] } } });
  renderPage(<CameraForm camera={null} onSaved={vi.fn()} onCancel={vi.fn()} />);
  const control = screen.getByRole('button', { name: /^Detection/ });
  expect(control.getAttribute('aria-expanded')).toBe('false');
  control.focus();
  await user.keyboard('{Enter}');
  expect(control.getAttribute('aria-expanded')).toBe('true');
});

it('sends only the settings that changed', async () => {
  const { settings } = await openSettings(aCamera());
  await typeRate('2');
  await user.click(screen.getByText('Warn when the view has moved'));
  await save();
  expect(await settings()).toEqual({ detection: { detect_fps: 2 }, picture_health: { moved_warning: false } });
});

it('sends none when an item was taken away and required again', async () => {
  const { settings } = await openSettings(aCamera());
  await user.click(field('Helmet'));
  await user.click(field('Helmet'));
  await save();
  expect(await settings()).toBeUndefined();
});

it('restores the default of a setting', async () => {
  const { settings } = await openSettings(aCamera({ settings: SLOW }));
  const reset = await screen.findByRole('button', {
    name: `Reset “Pictures a second to analyse” to the default: ${rate.default}`,
  });
  await user.click(reset);
  expect([rateField().value, reset.getAttribute('aria-disabled'), document.activeElement]).toEqual([
    String(rate.default),
    'true',
    reset,
  ]);
  await save();
  expect(await settings()).toEqual({ detection: { detect_fps: null } });
});

it.each([
  [String(rate.least), true],
  [String(rate.most), true],
  [String(rate.least - 0.5), false],
  [String(rate.most + 0.5), false],
  ['', false],
])('a rate of "%s" can be used: %s', async (text, usable) => {
  const { changes } = await openSettings(aCamera());
  await typeRate(text);
  await save();
  if (usable) await vi.waitFor(() => expect(changes()).toHaveLength(1));
  else expect(await screen.findByText(`Choose a number from ${rate.least} to ${rate.most}.`)).toBeTruthy();
  expect(changes()).toHaveLength(usable ? 1 : 0);
});

it('may require no item at all: PPE is then asked for by rules of zones', async () => {
  const { settings } = await openSettings(aCamera());
  await user.click(field('Helmet'));
  await user.click(field('Vest'));
  await save();
  expect(await settings()).toEqual({ ppe: { required_items: [] } });
});

it("shows the backend's fault at its field, and keeps the section unfolded for it", async () => {
  const errors = [{ field: 'settings.detection.detect_fps', message: 'Too fast for this machine.' }];
  await openSettings(aCamera(), { status: 400, body: { code: 'invalid_input', errors } });
  const control = screen.getByRole('button', { name: /^Detection/ });
  await typeRate('9');
  await user.click(control);
  expect(control.getAttribute('aria-expanded')).toBe('false');
  await save();
  await screen.findByText('Too fast for this machine.');
  expect([control.getAttribute('aria-expanded'), rateField().getAttribute('aria-invalid')]).toEqual(['true', 'true']);
  await typeRate('8');
  expect([screen.queryByText('Too fast for this machine.'), control.getAttribute('aria-expanded')]).toEqual([
    null,
    'true',
  ]);
});

it('shows a chosen item that has no text by its name', async () => {
  const items = ['helmet', 'gloves'] as unknown as Camera['settings']['ppe']['required_items'];
  await openSettings(aCamera({ settings: { ...aCamera().settings, ppe: { required_items: items } } }));
  expect(field('gloves').checked).toBe(true);
});

it('offers no choice of analysers while there is only one', async () => {
  await openSettings(aCamera());
  expect(screen.queryByText('What is analysed')).toBeNull();
});

it('asks before ongoing violations of a removed item end', async () => {
  const { changes, settings } = await openSettings(aCamera({ open_violations: 2 }));
  await user.click(field('Vest'));
  await save();
  const question = within(await screen.findByRole('dialog', { name: 'Stop requiring: Vest?' }));
  expect(question.getByText('This camera has 2 ongoing violations.')).toBeTruthy();
  await user.click(question.getByRole('button', { name: 'Cancel' }));
  expect(changes()).toEqual([]);
  await save();
  await user.click(await screen.findByRole('button', { name: 'Save and end them' }));
  expect(await settings()).toEqual({ ppe: { required_items: ['helmet'] } });
});

it('does not ask when no violation is ongoing', async () => {
  const { settings } = await openSettings(aCamera({ open_violations: 0 }));
  await user.click(field('Vest'));
  await save();
  expect(await settings()).toEqual({ ppe: { required_items: ['helmet'] } });
});
