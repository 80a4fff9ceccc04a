export const administration = {
  'administration.title': 'Administration',
  'administration.users': 'Users',
  'administration.sites': 'Sites',
  'administration.companies': 'Companies',
  'administration.audit': 'Audit',
} as const;
