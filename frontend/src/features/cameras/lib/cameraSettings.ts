import type { Camera, CameraFields } from '@/types/api';

type Settings = Camera['settings'];
/** The settings that the form shows. Analysers are not among them while there is only one. */
export type SettingsFieldsValues = Omit<Settings, 'detection'> & {
  detection: Pick<Settings['detection'], 'detect_fps'>;
};
/** What the form of a camera holds: all its fields, with every setting that it shows. */
export type CameraFormFields = Omit<CameraFields, 'settings'> & { settings: SettingsFieldsValues };

/** The bounds of the pictures a second, as in the OpenAPI document. */
export const FPS = { least: 1, most: 15 };

/** The defaults of the OpenAPI document, for a new camera. */
const DEFAULTS: SettingsFieldsValues = {
  detection: { detect_fps: 5 },
  ppe: { required_items: ['helmet', 'vest'] },
  picture_health: { moved_warning: true, defocused_warning: true, no_colour_warning: true },
};

/** The settings as the form begins with them. */
export function initialSettings(camera: Camera | null): SettingsFieldsValues {
  if (camera === null) return DEFAULTS;
  const { detection, ppe, picture_health } = camera.settings;
  return { detection: { detect_fps: detection.detect_fps }, ppe, picture_health };
}

/** Whether the pictures a second can be used; an empty input is text. */
export const isFps = (value: unknown): boolean => typeof value === 'number' && value >= FPS.least && value <= FPS.most;
