import { ActionIcon, Button, Input, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useLocale } from '@/hooks/useLocale';
import { DayPicker } from './DayPicker';
import { newSlot } from './presets';
import { PresetButtons } from './PresetButtons';
import classes from './Schedules.module.css';
import { SlotFields } from './SlotFields';
import type { Editor } from './useEditor';
import { WeekGrid } from './WeekGrid';

/** The times that come back every week, as rows, and as the week that comes of them. */
export function WeekSection({ editor }: { editor: Editor }) {
  const { t } = useLocale();
  const { form, leave, faultAt } = editor;
  const { slots, otherwise } = form.values;
  const choose = (index: number, days: number[]) => {
    form.setFieldValue(`slots.${index}.days`, days);
    leave(`slots.${index}.days`);
  };
  const remove = (index: number) => {
    form.removeListItem('slots', index);
    leave('slots');
  };
  return (
    <Stack component="section" gap="sm">
      <Title order={2}>{t('schedules.week')}</Title>
      <PresetButtons editor={editor} />
      {slots.length === 0 && <Text c="dimmed">{t('schedules.no_times')}</Text>}
      {slots.map((slot, index) => (
        <Paper key={index} withBorder className={classes.slot} role="group" aria-label={t('schedules.time_n', { n: index + 1 })}>
          <span className={classes.number} aria-hidden>
            {t('schedules.time_n', { n: index + 1 })}
          </span>
          <DayPicker days={slot.days} error={faultAt(`slots.${index}.days`)} onChange={(days) => choose(index, days)} />
          <SlotFields editor={editor} path={`slots.${index}`} slot={slot} />
          <ActionIcon size={44} className={classes.remove} aria-label={t('schedules.remove_time', { n: index + 1 })} onClick={() => remove(index)}>
            <IconTrash size={18} />
          </ActionIcon>
        </Paper>
      ))}
      {faultAt('slots') && <Input.Error>{faultAt('slots')}</Input.Error>}
      <div>
        <Button variant="default" size="md" leftSection={<IconPlus size={18} />} onClick={() => form.insertListItem('slots', newSlot())}>
          {t('schedules.add_time')}
        </Button>
      </div>
      <WeekGrid slots={slots} otherwise={otherwise} label={t('schedules.week_grid')} />
    </Stack>
  );
}
