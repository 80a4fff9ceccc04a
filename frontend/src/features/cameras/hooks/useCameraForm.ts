import { useForm } from '@mantine/form';
import { useOpenSites } from '@/entities/site/useSites';
import { useSaveCamera } from '@/features/cameras/api/saveCamera';
import {
  changesOf,
  faultySettings,
  pathOf,
  removedItems,
  settingsOf,
  type CameraFormFields,
  type CameraToSave,
} from '@/features/cameras/lib/settings';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import { useFieldErrors } from './useFieldErrors';
import { useSettingTexts } from './useSettingTexts';

/** The input of the form of a camera, its check, and its saving. */
export function useCameraForm(camera: Camera | null, onSaved: (camera: Camera) => void) {
  const { t } = useLocale();
  const fieldErrors = useFieldErrors();
  const { fault } = useSettingTexts();
  const sites = useOpenSites();
  const save = useSaveCamera(camera?.id ?? null);
  const form = useForm<CameraFormFields>({
    initialValues: {
      name: camera?.name ?? '',
      source: camera?.source ?? '',
      mode: camera?.mode ?? 'detect',
      schedule_id: camera?.schedule_id ?? null,
      site_id: camera?.site_id ?? (sites.length > 1 ? (sites[0]?.id ?? null) : null),
      settings: settingsOf(camera),
    },
    validateInputOnBlur: true,
    validate: ({ name, source, settings }) => ({
      name: name.trim() === '' ? t('cameras.name_missing') : null,
      source: source.trim() === '' ? t('cameras.source_missing') : null,
      ...Object.fromEntries(
        faultySettings(settings).map((setting) => [pathOf(setting.group, setting.name), fault(setting.value)]),
      ),
    }),
  });
  const before = form.getInitialValues().settings;

  const toSave = ({ name, source, settings, site_id: siteId, ...rest }: CameraFormFields): CameraToSave => {
    const changes = changesOf(before, settings);
    return {
      ...rest,
      name: name.trim(),
      source: source.trim(),
      ...(changes && { settings: changes }),
      ...(siteId !== null && siteId !== camera?.site_id && { site_id: siteId }),
    };
  };
  const send = (values: CameraFormFields) =>
    save.mutate(toSave(values), {
      onSuccess: onSaved,
      onError: (error) => form.setErrors(fieldErrors(asProblem(error))),
    });
  /** Violations of these end with saving; empty for a new camera, which has none. */
  const removed = camera === null ? [] : removedItems(before, form.values.settings);

  return { form, save, send, removed };
}
