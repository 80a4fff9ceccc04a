import { useState } from 'react';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CompanyOverview } from '@/types/api';
import { ArchiveCompany } from './ArchiveCompany';
import { CompanyDialog } from './CompanyDialog';
import { CompanyMenu, type CompanyAction } from './CompanyMenu';
import { EditCompany } from './EditCompany';
import { EraseCompany } from './erasure/EraseCompany';
import { MakeLink } from './MakeLink';
import { VisitCompany } from './VisitCompany';

type Dialog = Exclude<CompanyAction, 'erasure'>;

interface Props {
  company: CompanyOverview;
  own: boolean;
  first: boolean;
  /** Shows its erasure. That dialog is not the row's: the row goes when the company is gone. */
  onErasure: () => void;
}

/** A company's menu with the dialogs behind it. */
export function CompanyRowMenu({ company, own, first, onErasure }: Props) {
  const { t } = useLocale();
  const { name } = company;
  const [chosen, choose] = useState<Dialog | null>(null);
  const close = () => choose(null);
  const titles: Record<Dialog, string> = {
    edit: t('companies.edit_name', { name }),
    invite: t('companies.invite_admin_title', { name }),
    visit: t('companies.visit_title', { name }),
    archive: t('companies.archive_title', { name }),
    erase: t('companies.erase_title', { name }),
  };
  return (
    <>
      <CompanyMenu
        company={company}
        own={own}
        first={first}
        onChoose={(action) => (action === 'erasure' ? onErasure() : choose(action))}
      />
      <CompanyDialog
        title={chosen === null ? '' : titles[chosen]}
        opened={chosen !== null}
        keeps={chosen === 'invite'}
        onClose={close}
      >
        {chosen === 'edit' && <EditCompany company={company} onClose={close} />}
        {chosen === 'invite' && <MakeLink companyId={company.id} onClose={close} />}
        {chosen === 'visit' && <VisitCompany company={company} onClose={close} />}
        {chosen === 'archive' && <ArchiveCompany company={company} onClose={close} />}
        {chosen === 'erase' && (
          <EraseCompany
            company={company}
            onClose={close}
            onAsked={() => {
              close();
              onErasure();
            }}
          />
        )}
      </CompanyDialog>
    </>
  );
}
