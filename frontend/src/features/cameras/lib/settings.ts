import type { Camera, CameraFields } from '@/types/api';
import { cameraSettings } from '@/types/cameraSettings';

interface Described<Value> {
  default: Value;
  description: string;
}
export type NumberSpecification = Described<number> & { kind: 'number'; least: number; most: number };
export type FlagSpecification = Described<boolean> & { kind: 'flag' };
export type NamesSpecification = Described<readonly string[]> & {
  kind: 'names';
  least: number;
  choices: readonly string[];
};
/** What a setting accepts, as the backend describes it: bounds, choices and default are nowhere repeated. */
export type Specification = NumberSpecification | FlagSpecification | NamesSpecification;

/** An empty number input holds a text. */
export type SettingValue = number | string | boolean | readonly string[];
type ByGroup<Value> = Record<string, Record<string, Value>>;
export type SettingValues = ByGroup<SettingValue>;
/** null restores a default. */
type SettingChanges = ByGroup<SettingValue | null>;

/** What the form of a camera holds: every setting with a value. */
export type CameraFormFields = CameraFields & { settings: SettingValues };
/** What it sends: only the settings that changed. */
export type CameraToSave = CameraFields & { settings?: SettingChanges };

export const specifications: ByGroup<Specification> = cameraSettings;

export const pathOf = (group: string, name: string) => `settings.${group}.${name}`;

const eachSetting = <Value>(of: (specification: Specification, group: string, name: string) => Value) =>
  Object.entries(specifications).flatMap(([group, settings]) =>
    Object.entries(settings).map(([name, specification]) => ({ group, name, value: of(specification, group, name) })),
  );

function grouped<Value>(all: { group: string; name: string; value: Value }[]): ByGroup<Value> {
  const groups: ByGroup<Value> = {};
  for (const { group, name, value } of all) groups[group] = { ...groups[group], [name]: value };
  return groups;
}

/** The settings as the form begins with them: the defaults for a new camera. */
export function settingsOf(camera: Camera | null): SettingValues {
  const values: SettingValues = camera?.settings ?? {};
  return grouped(eachSetting((specification, group, name) => values[group]?.[name] ?? specification.default));
}

export const isSame = (one: SettingValue | undefined, other: SettingValue | undefined) =>
  JSON.stringify(one) === JSON.stringify(other);

/** What a user changed; undefined if nothing. Others may have changed the rest meanwhile, so that is not sent. */
export function changesOf(before: SettingValues, after: SettingValues): SettingChanges | undefined {
  const changed = eachSetting((specification, group, name) => {
    const value = after[group]?.[name] ?? specification.default;
    if (isSame(before[group]?.[name], value)) return undefined;
    return isSame(value, specification.default) ? null : value;
  }).flatMap(({ value, ...setting }) => (value === undefined ? [] : [{ ...setting, value }]));
  return changed.length === 0 ? undefined : grouped(changed);
}

/** Names in the order of the choices, so that taking one away and back changes nothing. Unknown ones stay behind them. */
export function inOrder(specification: NamesSpecification, names: readonly string[]): string[] {
  const known = specification.choices.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !known.includes(name))];
}

/** Required items that would no longer be checked. */
export function removedItems(before: SettingValues, after: SettingValues): string[] {
  const itemsOf = (values: SettingValues) => {
    const items = values.ppe?.required_items;
    return Array.isArray(items) ? (items as string[]) : [];
  };
  return itemsOf(before).filter((item) => !itemsOf(after).includes(item));
}

/** Whether a value can be used, by the bounds of the backend; it checks again. */
export function isUsable(specification: Specification, value: SettingValue | undefined): boolean {
  if (specification.kind === 'number')
    return typeof value === 'number' && value >= specification.least && value <= specification.most;
  return specification.kind === 'flag' || (Array.isArray(value) && value.length >= specification.least);
}

/** Settings that cannot be used. */
export const faultySettings = (values: SettingValues) =>
  eachSetting((specification) => specification).filter(
    ({ group, name, value }) => !isUsable(value, values[group]?.[name]),
  );

/** Whether there is something to choose. */
export const isOffered = (specification: Specification) =>
  specification.kind !== 'names' || specification.choices.length > 1;
