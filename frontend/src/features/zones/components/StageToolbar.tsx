import { ActionIcon, Alert, Button, Group, Kbd, Text, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconCopy,
  IconPlus,
  IconRectangle,
  IconTrash,
  IconVectorTriangle,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ZoneWork } from '@/features/zones/hooks/useZoneWork';
import { canRemove } from '@/features/zones/lib/editing';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Zones.module.css';

interface Props {
  work: ZoneWork;
  onCopy: () => void;
}

/** Above the picture: what can be done with it now, and how. */
export function StageToolbar({ work, onCopy }: Props) {
  const { t } = useLocale();
  if (work.isOpen) return <ShapeToolbar work={work} />;
  return (
    <Group gap="xs" className={classes.toolbar}>
      <Button size="md" leftSection={<IconVectorTriangle size={18} />} onClick={work.draw}>
        {t('zones.draw')}
      </Button>
      <Button variant="default" size="md" leftSection={<IconRectangle size={18} />} onClick={work.drawRectangle}>
        {t('zones.rectangle')}
      </Button>
      <Button variant="default" size="md" leftSection={<IconCopy size={18} />} onClick={onCopy}>
        {t('zones.copy')}
      </Button>
    </Group>
  );
}

function ShapeToolbar({ work }: { work: ZoneWork }) {
  const { t } = useLocale();
  const { shape, chosen } = work;
  const { corners, closed, fault } = shape;
  const wrong = fault === null ? shape.refusal : t(`zones.fault_${fault}`);
  const corner = chosen !== null && chosen < corners.length ? chosen : null;
  const removable = corner !== null && canRemove({ corners, closed });
  return (
    <>
      <Group gap={4} className={classes.toolbar} role="toolbar" aria-label={t('zones.tools')}>
        <Tool icon={IconArrowBackUp} label={t('zones.undo')} enabled={shape.canUndo} onClick={shape.undo} />
        <Tool icon={IconArrowForwardUp} label={t('zones.redo')} enabled={shape.canRedo} onClick={shape.redo} />
        {closed ? (
          <>
            <Tool
              icon={IconPlus}
              label={t('zones.add_corner')}
              enabled={corner !== null}
              onClick={() => corner !== null && shape.insert(corner)}
            />
            <Tool
              icon={IconTrash}
              label={t('zones.remove_corner')}
              enabled={removable}
              onClick={() => corner !== null && shape.remove(corner)}
            />
          </>
        ) : (
          <Button size="md" variant="default" leftSection={<IconCheck size={18} />} onClick={shape.close}>
            {t('zones.finish')}
          </Button>
        )}
        <Text size="sm" c="dimmed" className={classes.how} data-pointer="fine">
          {t(closed ? 'zones.how_closed' : 'zones.how_open')} <Kbd>Esc</Kbd> {t('zones.how_escape')}
        </Text>
        <Text size="sm" c="dimmed" className={classes.how} data-pointer="coarse">
          {t(closed ? 'zones.touch_closed' : 'zones.touch_open')}
        </Text>
      </Group>
      {wrong !== null && (
        <Alert color="red" icon={<IconAlertTriangle />} role="alert" py="xs">
          {wrong}
        </Alert>
      )}
    </>
  );
}

interface ToolProps {
  icon: TablerIcon;
  label: string;
  enabled: boolean;
  onClick: () => void;
}

function Tool({ icon: Icon, label, enabled, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={44}
        aria-label={label}
        aria-disabled={!enabled}
        {...(!enabled && { 'data-disabled': true })}
        onClick={() => enabled && onClick()}
      >
        <Icon size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
