import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconHandStop, IconHistory, IconPencil } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { severityStyle } from '@/entities/rule/severity';
import { useRuleHealth } from '@/features/rules/hooks/useRuleHealth';
import { useRuleNote } from '@/features/rules/hooks/useRuleNote';
import { useRuleSentence } from '@/features/rules/hooks/useRuleSentence';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Rule } from '@/types/api';
import { BypassDialog } from './BypassDialog';
import { DeleteRule } from './DeleteRule';
import { RuleState } from './RuleState';
import classes from './Rules.module.css';
import { VersionsDialog } from './VersionsDialog';

/** A rule in one sentence, whether it applies now, and what can be done with it. */
export function RuleRow({ rule, mayChange }: { rule: Rule; mayChange: boolean }) {
  const { t } = useLocale();
  const sentence = useRuleSentence(rule.camera_id)(rule);
  const noteText = useRuleNote();
  const health = useRuleHealth(rule.camera_id, String(rule.id), rule.created_at);
  const warnings = [...rule.warnings.map(noteText), ...(rule.applies ? health : [])];
  const [reading, read] = useDisclosure();
  const [bypassing, bypass] = useDisclosure();
  const { name, kind, severity } = rule;
  const edit = `/cameras/${rule.camera_id}/zones/rules/${rule.id}`;
  const chip = severityStyle[severity];
  const labels = {
    edit: t('rules.edit_name', { name }),
    versions: t('rules.versions_of', { name }),
    bypass: t('rules.bypass_name', { name }),
  };
  return (
    <li className={classes.row} data-off={!rule.applies || undefined}>
      <div>
        <Group gap={8}>
          {mayChange ? (
            <Anchor component={Link} to={edit} fw={650} c="inherit">
              {name}
            </Anchor>
          ) : (
            <Text fw={650}>{name}</Text>
          )}
          {kind !== 'stays' && (
            <Chip tone={chip.tone} icon={chip.icon}>
              {t(`severity.${severity}`)}
            </Chip>
          )}
          <RuleState rule={rule} />
        </Group>
        <Text size="sm">{sentence}</Text>
        {warnings.map((text) => (
          <Group key={text} gap={6} wrap="nowrap" align="flex-start" mt={4} c="var(--warning)">
            <IconAlertTriangle size={16} className={classes.icon} aria-hidden />
            <Text size="sm">{text}</Text>
          </Group>
        ))}
      </div>
      <Group gap={0} wrap="nowrap" justify="flex-end">
        <Tooltip label={labels.versions}>
          <ActionIcon size={44} aria-label={labels.versions} onClick={read.open}>
            <IconHistory size={18} />
          </ActionIcon>
        </Tooltip>
        {mayChange && (
          <>
            <Tooltip label={labels.bypass}>
              <ActionIcon size={44} aria-label={labels.bypass} onClick={bypass.open}>
                <IconHandStop size={18} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={labels.edit}>
              <ActionIcon component={Link} to={edit} size={44} aria-label={labels.edit}>
                <IconPencil size={18} />
              </ActionIcon>
            </Tooltip>
            <DeleteRule cameraId={rule.camera_id} rule={rule} />
          </>
        )}
      </Group>
      <VersionsDialog rule={rule} opened={reading} onClose={read.close} />
      <BypassDialog rule={rule} opened={bypassing} onClose={bypass.close} />
    </li>
  );
}
