import { ActionIcon, Button, Group, Skeleton, Stack, Title, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconVideo, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useViolation } from '@/entities/violation/api/getViolation';
import { useViolationTexts } from '@/entities/violation/useViolationTexts';
import { useLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import { CopyLink } from './CopyLink';
import { DetailFacts } from './DetailFacts';
import { EvidencePicture } from './EvidencePicture';
import classes from './Violations.module.css';
import { WidePicture } from './WidePicture';

interface Props {
  id: string;
  onClose: () => void;
  onNext: (() => void) | null;
  onPrevious: (() => void) | null;
}

/** One violation: the picture first, then the facts. */
export function ViolationDetail({ id, onClose, onNext, onPrevious }: Props) {
  const { t } = useLocale();
  const { titleOf } = useViolationTexts();
  const { data: violation, isError, error, refetch } = useViolation(id);
  return (
    <Stack gap="md" component="section" aria-label={violation ? titleOf(violation) : t('common.loading')}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3" lineClamp={1}>
          {violation ? titleOf(violation) : '…'}
        </Title>
        <Group gap={2} wrap="nowrap">
          <Step label={t('violations.previous')} icon={<IconChevronUp size={20} />} go={onPrevious} />
          <Step label={t('violations.next')} icon={<IconChevronDown size={20} />} go={onNext} />
          <Step label={t('common.close')} icon={<IconX size={20} />} go={onClose} />
        </Group>
      </Group>
      {isError && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {!violation && !isError && <Skeleton height={280} radius="md" role="status" aria-label={t('common.loading')} />}
      {violation && !isError && (
        <>
          <WidePicture violation={violation} />
          <div className={classes.detailBody}>
            <div className={classes.detailCrop}>
              <EvidencePicture
                src={violation.evidence.crop}
                alt={t('violations.crop')}
                removedAt={violation.evidence.removed_at}
                eager
              />
            </div>
            <DetailFacts violation={violation} />
          </div>
          <Group gap="xs">
            <CopyLink key={violation.id} link={`${window.location.origin}${below(`/violations/${violation.id}`)}`} />
            <Button
              variant="default"
              component={Link}
              to={`/live/${violation.camera_id}`}
              leftSection={<IconVideo size={16} />}
            >
              {t('violations.see_camera')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function Step({ label, icon, go }: { label: string; icon: React.ReactNode; go: (() => void) | null }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={44} aria-label={label} disabled={go === null} onClick={() => go?.()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
