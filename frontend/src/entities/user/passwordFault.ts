import { useLocale } from '@/lib/i18n/useLocale';

/** Fewer are refused by the backend, which also knows the commonest passwords. */
const SHORTEST = 12;
const FEWEST_DIFFERENT = 4;

/** Why this password cannot be chosen, before the backend is asked; null when it may be. */
export function usePasswordFault(): (password: string, email: string) => string | null {
  const { t } = useLocale();
  return (password, email) => {
    const plain = password.trim().toLowerCase();
    if (password === '') return t('password.missing');
    if (plain === email.trim().toLowerCase()) return t('password.email');
    if (password.length < SHORTEST) return t('password.short', { n: password.length });
    return new Set(plain).size < FEWEST_DIFFERENT ? t('password.simple') : null;
  };
}
