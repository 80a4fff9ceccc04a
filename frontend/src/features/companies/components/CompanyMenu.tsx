import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArchive,
  IconArchiveOff,
  IconDotsVertical,
  IconEye,
  IconPencil,
  IconProgress,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react';
import { useShowProblem } from '@/components/useShowProblem';
import { useMay } from '@/entities/user/useMay';
import { useChangeCompany } from '@/features/companies/api/changeCompany';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CompanyOverview } from '@/types/api';

export type CompanyAction = 'edit' | 'invite' | 'visit' | 'archive' | 'erase' | 'erasure';

interface Props {
  company: CompanyOverview;
  /** Whether it is the own one, which is neither visited nor archived. */
  own: boolean;
  /** Whether it belongs to the installation, and is not erased. */
  first: boolean;
  onChoose: (action: CompanyAction) => void;
}

/** What can be done with a company. One that is being erased shows only how far that is. */
export function CompanyMenu({ company, own, first, onChoose }: Props) {
  const { t } = useLocale();
  const mayInvite = useMay('manage_users') === true;
  const showProblem = useShowProblem();
  const { mutate, isPending } = useChangeCompany(company.id);
  const { name, archived_at: archived, version } = company;
  const restore = () =>
    mutate(
      { archived: false, version },
      {
        onSuccess: () => notifications.show({ color: 'green', message: t('companies.restored', { name }) }),
        onError: showProblem,
      },
    );
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon size={44} loading={isPending} aria-label={t('companies.actions', { name })}>
          <IconDotsVertical size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {company.erasing ? (
          <Menu.Item leftSection={<IconProgress size={16} />} onClick={() => onChoose('erasure')}>
            {t('companies.erasure_show')}
          </Menu.Item>
        ) : (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onChoose('edit')}>
              {t('companies.edit')}
            </Menu.Item>
            {mayInvite && (
              <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => onChoose('invite')}>
                {t('companies.invite_admin')}
              </Menu.Item>
            )}
            {!own && (
              <Menu.Item leftSection={<IconEye size={16} />} onClick={() => onChoose('visit')}>
                {t('companies.visit')}
              </Menu.Item>
            )}
            {archived !== null && (
              <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={restore}>
                {t('companies.restore')}
              </Menu.Item>
            )}
            {archived === null && !own && (
              <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => onChoose('archive')}>
                {t('companies.archive')}
              </Menu.Item>
            )}
            {!own && !first && (
              <>
                <Menu.Divider />
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onChoose('erase')}>
                  {t('companies.erase')}
                </Menu.Item>
              </>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
