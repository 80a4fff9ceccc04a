import { Drawer, Skeleton, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { LeaveGuard } from '@/components/LeaveGuard';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useRules } from '@/entities/rule/api/listRules';
import { useMay } from '@/entities/user/useMay';
import { RuleForm } from '@/features/rules/components/form/RuleForm';
import { ApiProblem } from '@/lib/api/problem';
import { useLeaveBlocker } from '@/lib/dom/useLeaveBlocker';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Rule } from '@/types/api';

/** Add a rule or change one, beside the camera's zones. Closing it with unsaved input asks for confirmation. */
export function RuleFormPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const { cameraId, ruleId } = useParams();
  const [search] = useSearchParams();
  const may = useMay('manage_rules');
  const rules = useRules(Number(cameraId));
  const rule = rules.data?.items.find(({ id }) => id === Number(ruleId)) ?? null;
  const zoneId = search.get('zone');
  const fresh = ruleId === undefined;
  const [loads, setLoads] = useState(0);
  const unsaved = useRef(false);
  const leaving = useLeaveBlocker(unsaved);
  const close = () => void navigate(`/cameras/${cameraId ?? ''}/zones`);
  const saved = ({ name }: Rule) => {
    unsaved.current = false;
    notifications.show({ color: 'green', message: t(fresh ? 'rules.added' : 'rules.saved', { name }) });
    close();
  };
  const ready = may !== null && rules.data !== undefined;
  const refusal = !ready ? null : !may ? 'not_allowed' : !fresh && rule === null ? 'not_found' : null;
  const failure = rules.isError && rules.data === undefined ? rules.error : null;

  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={leaving.state !== 'blocked'}
      size={560}
      padding="lg"
      title={<Text fw={650}>{fresh ? t('rules.new') : t('rules.edit_name', { name: rule?.name ?? '' })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {failure !== null && <ProblemAlert error={failure} onRetry={() => void rules.refetch()} />}
      {failure === null && !ready && <Skeleton height={320} role="status" aria-label={t('common.loading')} />}
      {refusal !== null && <ProblemAlert error={new ApiProblem({ code: refusal })} />}
      {ready && refusal === null && (
        <RuleForm
          key={`${ruleId ?? 'new'} ${loads}`}
          cameraId={Number(cameraId)}
          rule={rule}
          zoneId={zoneId === null ? null : Number(zoneId)}
          onSaved={saved}
          onCancel={close}
          onReload={() => setLoads((n) => n + 1)}
          onTyped={(typed) => {
            unsaved.current = typed;
          }}
        />
      )}
      <LeaveGuard leaving={leaving} />
    </Drawer>
  );
}
