import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { openSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconBulb, IconCamera, IconLanguage, IconLogout, IconPlus, IconSearch, IconUserCog } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useMay } from '@/entities/user/useMay';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSession } from '@/lib/session/useSession';
import { localeNames } from '@/locales';
import { useDestinations } from './destinations';

/** Goes to any page or camera, and runs actions. It opens each time that `asked` grows. */
export function CommandPalette({ asked }: { asked: number }) {
  const { t, locale, setLocale } = useLocale();
  const navigate = useNavigate();
  const destinations = useDestinations();
  const session = useSession();
  const cameras = useCameras().data ?? [];
  const mayAdd = useMay('manage_cameras') === true;
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('dark') === 'dark';
  const other = locale === 'en' ? 'id' : 'en';
  useEffect(() => openSpotlight(), [asked]);
  const go = (to: string) => () => void navigate(to);

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.pages'),
      actions: destinations.map(({ to, label, icon: Icon }) => ({
        id: to,
        label: t(label),
        leftSection: <Icon size={20} />,
        onClick: go(to),
      })),
    },
    {
      group: t('palette.cameras'),
      actions: cameras.map(({ id, name }) => ({
        id: `camera-${id}`,
        label: name,
        leftSection: <IconCamera size={20} />,
        onClick: go(`/live/${id}`),
      })),
    },
    {
      group: t('palette.actions'),
      actions: [
        ...(mayAdd
          ? [{ id: 'add', label: t('cameras.add'), leftSection: <IconPlus size={20} />, onClick: go('/cameras/new') }]
          : []),
        { id: 'account', label: t('account.title'), leftSection: <IconUserCog size={20} />, onClick: go('/account') },
        {
          id: 'theme',
          label: dark ? t('shell.light') : t('shell.dark'),
          leftSection: <IconBulb size={20} />,
          onClick: () => setColorScheme(dark ? 'light' : 'dark'),
        },
        {
          id: 'language',
          label: localeNames[other],
          leftSection: <IconLanguage size={20} />,
          onClick: () => setLocale(other),
        },
        { id: 'leave', label: t('shell.log_out'), leftSection: <IconLogout size={20} />, onClick: session.leave },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      highlightQuery
      scrollable
      nothingFound={t('palette.nothing')}
      searchProps={{
        placeholder: t('palette.placeholder'),
        leftSection: <IconSearch size={20} />,
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}
