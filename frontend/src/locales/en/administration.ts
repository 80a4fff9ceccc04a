import { audit } from './administration/audit';
import { auditActions } from './administration/auditActions';
import { companies } from './administration/companies';
import { sites } from './administration/sites';

export const administration = {
  'administration.title': 'Administration',
  'administration.users': 'Users',
  'administration.sites': 'Sites',
  'administration.companies': 'Companies',
  'administration.audit': 'Audit',
  'common.actions': 'Actions',
  'common.changed_reloaded':
    'The newest version is loaded; what you typed is still here. Check it and save again to replace the other change.',
  ...sites,
  ...companies,
  ...audit,
  ...auditActions,
} as const;
