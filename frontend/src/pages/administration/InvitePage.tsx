import { Button, Drawer, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { LeaveGuard } from '@/components/LeaveGuard';
import { InviteForm } from '@/features/users/components/InviteForm';
import { MadeLinkPanel } from '@/entities/link/MadeLinkPanel';
import { useLeaveBlocker } from '@/lib/dom/useLeaveBlocker';
import { useLocale } from '@/lib/i18n/useLocale';
import type { MadeLink } from '@/types/api';

/** Invite somebody, beside the list; the answer is the link, shown once. */
export function InvitePage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const [made, setMade] = useState<MadeLink | null>(null);
  const close = () => void navigate('/administration/users');
  const unsaved = useRef(false);
  const leaving = useLeaveBlocker(unsaved);
  const typed = (now: boolean) => {
    unsaved.current = now;
  };
  const show = (link: MadeLink) => {
    unsaved.current = false;
    setMade(link);
  };
  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={leaving.state !== 'blocked'}
      closeOnClickOutside={made === null}
      size={520}
      padding="lg"
      title={
        <Text fw={650}>{made === null ? t('invite.title') : t('link.title', { name: made.invitation.name })}</Text>
      }
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {made === null ? (
        <InviteForm onMade={show} onCancel={close} onTyped={typed} />
      ) : (
        <MadeLinkPanel made={made}>
          <Button variant="subtle" color="gray" size="md" onClick={close}>
            {t('link.done')}
          </Button>
          <Button variant="default" size="md" onClick={() => setMade(null)}>
            {t('invite.another')}
          </Button>
        </MadeLinkPanel>
      )}
      <LeaveGuard leaving={leaving} />
    </Drawer>
  );
}
