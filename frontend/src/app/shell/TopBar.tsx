import {
  ActionIcon,
  Kbd,
  Menu,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import {
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCircle,
  IconUserCog,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { useOpenSites } from '@/entities/site/useSites';
import { useMe } from '@/entities/user/api/getMe';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSession } from '@/lib/session/useSession';
import { localeNames, type Locale } from '@/locales';
import classes from './Shell.module.css';
import { StatusSummary } from './StatusSummary';

/** The site, the status of its cameras, and the account menu. */
export function TopBar({ onKeys, onSearch }: { onKeys: () => void; onSearch: () => void }) {
  const { t, locale, setLocale } = useLocale();
  const me = useMe().data;
  const sites = useOpenSites();
  const session = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('dark') === 'dark';
  const switchTheme = () => setColorScheme(dark ? 'light' : 'dark');
  const themeLabel = dark ? t('shell.light') : t('shell.dark');

  return (
    <header className={classes.bar}>
      <span className={`${classes.site ?? ''} ${classes.wideOnly ?? ''}`}>
        {sites.length > 1 ? t('sites.n', { n: sites.length }) : (sites[0]?.name ?? 'Mandor')}
      </span>
      <StatusSummary />
      <span className={classes.push} />
      <UnstyledButton className={classes.wideOnly} onClick={onSearch} c="dimmed" fz="sm" px={8} py={6}>
        {t('shell.search')} <Kbd ml={6}>Ctrl K</Kbd>
      </UnstyledButton>
      <Tooltip label={themeLabel}>
        <ActionIcon className={classes.wideOnly} size={44} aria-label={themeLabel} onClick={switchTheme}>
          {dark ? <IconSun size={20} /> : <IconMoon size={20} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size={44} aria-label={t('shell.account')}>
            <IconUserCircle size={22} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {me && (
            <>
              <Text px="sm" pt={6} size="sm" fw={600} truncate>
                {me.user.name}
              </Text>
              <Text px="sm" pb={6} size="xs" c="dimmed" truncate>
                {me.user.email} · {t(`role.${me.user.role}`)}
              </Text>
              <Menu.Divider />
            </>
          )}
          <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} />}>
            {t('account.title')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('shell.language')}</Menu.Label>
          {(Object.keys(localeNames) as Locale[]).map((name) => (
            <Menu.Item
              key={name}
              lang={name}
              leftSection={<IconLanguage size={16} />}
              {...(name === locale && { 'aria-current': true, color: 'accent' })}
              onClick={() => setLocale(name)}
            >
              {localeNames[name]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item hiddenFrom="sm" leftSection={<IconSearch size={16} />} onClick={onSearch}>
            {t('shell.search')}
          </Menu.Item>
          <Menu.Item
            hiddenFrom="sm"
            leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />}
            onClick={switchTheme}
          >
            {themeLabel}
          </Menu.Item>
          <Menu.Item
            visibleFrom="sm"
            leftSection={<IconKeyboard size={16} />}
            rightSection={<Kbd size="xs">?</Kbd>}
            onClick={onKeys}
          >
            {t('shell.keys')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={session.leave}>
            {t('shell.log_out')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}
