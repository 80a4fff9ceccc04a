import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ZoneSelect } from '@/entities/site/ZoneSelect';
import { useAddSite } from '@/features/site/api/addSite';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { ownZone } from '@/lib/time/timeZones';
import { LONGEST_NAME } from './SiteForm';

/** A dialog that adds a site. Its input is gone once it is closed. */
export function AddSite({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={650}>{t('sites.add')}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <NewSiteForm onClose={onClose} />
    </Modal>
  );
}

function NewSiteForm({ onClose }: { onClose: () => void }) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const [name, setName] = useState('');
  const [zone, setZone] = useState(ownZone);
  const { mutate, isPending, error } = useAddSite();
  const errors: Record<string, string> = error === null ? {} : problemText(asProblem(error)).fields;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(
          { name: name.trim(), time_zone: zone },
          {
            onSuccess: (site) => {
              notifications.show({ color: 'green', message: t('sites.added', { name: site.name }) });
              onClose();
            },
          },
        );
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('site.name')}
          description={t('sites.name_hint')}
          size="md"
          maxLength={LONGEST_NAME}
          data-autofocus
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ZoneSelect zone={zone} error={errors.time_zone} onChange={setZone} />
        {error !== null && Object.keys(errors).length === 0 && (
          <ProblemAlert error={error} safe={t('error.safe_typed')} />
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={isPending} disabled={name.trim() === ''}>
            {t('sites.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
