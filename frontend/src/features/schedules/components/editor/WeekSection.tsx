import { ActionIcon, Button, Input, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import classes from '@/features/schedules/components/Schedules.module.css';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { useRowFocus } from '@/features/schedules/hooks/useRowFocus';
import { newSlot } from '@/features/schedules/lib/presets';
import { useLocale } from '@/lib/i18n/useLocale';
import { DayPicker } from './DayPicker';
import { PresetButtons } from './PresetButtons';
import { SlotFields } from './SlotFields';
import { WeekGrid } from './WeekGrid';

/** The weekly slots as rows, and the week that results. */
export function WeekSection({ editor }: { editor: Editor }) {
  const { t } = useLocale();
  const { form, validateField, errorAt } = editor;
  const { slots, otherwise } = form.values;
  const { list, button, added, removed } = useRowFocus();
  const choose = (index: number, days: number[]) => {
    form.setFieldValue(`slots.${index}.days`, days);
    validateField(`slots.${index}.days`);
  };
  const remove = (index: number) => {
    removed(() => form.removeListItem('slots', index));
    validateField('slots');
  };
  return (
    <Stack component="section" gap="sm">
      <Title order={2}>{t('schedules.week')}</Title>
      <PresetButtons editor={editor} />
      {slots.length === 0 && <Text c="dimmed">{t('schedules.no_times')}</Text>}
      <Stack ref={list} gap="sm">
        {slots.map((slot, index) => (
          <Paper
            key={index}
            withBorder
            className={classes.slot}
            role="group"
            aria-label={t('schedules.time_n', { n: index + 1 })}
          >
            <span className={classes.number} aria-hidden>
              {t('schedules.time_n', { n: index + 1 })}
            </span>
            <DayPicker
              days={slot.days}
              error={errorAt(`slots.${index}.days`)}
              onChange={(days) => choose(index, days)}
            />
            <SlotFields editor={editor} path={`slots.${index}`} slot={slot} />
            <ActionIcon
              size={44}
              className={classes.remove}
              aria-label={t('schedules.remove_time', { n: index + 1 })}
              onClick={() => remove(index)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Paper>
        ))}
      </Stack>
      {errorAt('slots') && <Input.Error>{errorAt('slots')}</Input.Error>}
      <div>
        <Button
          ref={button}
          variant="default"
          size="md"
          leftSection={<IconPlus size={18} />}
          onClick={() => added(() => form.insertListItem('slots', newSlot()))}
        >
          {t('schedules.add_time')}
        </Button>
      </div>
      <WeekGrid slots={slots} otherwise={otherwise} label={t('schedules.week_grid')} />
    </Stack>
  );
}
