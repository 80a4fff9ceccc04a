import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useTyped } from '@/features/audit/hooks/useTyped';
import { useLocale } from '@/lib/i18n/useLocale';

/** After the last key. Shorter asks for each letter; longer feels like nothing happens. */
const WAIT_MS = 500;
const LONGEST = 80;

/** A part of a person's name; taken over on Enter, or when no key was pressed for a while. */
export function ActorInput({ actor, onChange }: { actor: string; onChange: (actor: string) => void }) {
  const { t } = useLocale();
  const { typed, setTyped, take } = useTyped(actor, onChange);
  const later = useDebouncedCallback(take, { delay: WAIT_MS, flushOnUnmount: false });
  return (
    <TextInput
      label={t('audit.actor')}
      placeholder={t('audit.actor_hint')}
      maxLength={LONGEST}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === 'Enter' && later.flush()}
    />
  );
}
