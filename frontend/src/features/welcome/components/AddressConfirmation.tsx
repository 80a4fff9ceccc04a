import { Button, Stack, Text } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '@/components/Message';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useAcceptLink } from '@/features/welcome/api/acceptLink';
import { useLocale } from '@/lib/i18n/useLocale';
import type { LinkContent } from '@/types/api';

/** Confirms a new e-mail address; a press is asked for, because mail programs open links by themselves. */
export function AddressConfirmation({ token, link }: { token: string; link: LinkContent }) {
  const { t } = useLocale();
  const { email } = link;
  const { mutate, isPending, isSuccess, error } = useAcceptLink();
  if (isSuccess) {
    return (
      <div role="status">
        <Message
          tone="neutral"
          icon={IconMailCheck}
          title={t('welcome.email_done')}
          text={t('welcome.email_done_hint', { email })}
        >
          <Button component={Link} to="/login" size="md">
            {t('welcome.log_in')}
          </Button>
        </Message>
      </div>
    );
  }
  return (
    <Stack>
      {error !== null && <ProblemAlert error={error} />}
      <Text>{t('welcome.email_hint', { email })}</Text>
      <Button size="md" loading={isPending} onClick={() => mutate({ token })} fullWidth>
        {t('welcome.email_submit')}
      </Button>
    </Stack>
  );
}
