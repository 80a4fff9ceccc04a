import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ProblemAlert } from '@/components/ProblemAlert';
import { NewPassword } from '@/entities/user/NewPassword';
import { usePasswordFault } from '@/entities/user/passwordFault';
import { useRegisterCompany } from '@/features/registration/api/registerCompany';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { ownZone, timeZones, zoneLabel } from '@/lib/time/timeZones';

interface Props {
  /** Of the link, where one was given. */
  token?: string;
  email?: string;
  name?: string;
  onDone: () => void;
}

const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** A company, its first site and its first administrator. */
export function RegistrationForm({ token = '', email = '', name = '', onDone }: Props) {
  const { t } = useLocale();
  const passwordFault = usePasswordFault();
  const problemText = useProblemText();
  const register = useRegisterCompany();
  const form = useForm({
    mode: 'uncontrolled', // the list of time zones is long: not drawn again with each letter
    initialValues: { company: '', site: { name: '', time_zone: ownZone() }, name, email, password: '' },
    validate: {
      company: (value) => (value.trim() === '' ? t('register.company_missing') : null),
      site: { name: (value) => (value.trim() === '' ? t('register.site_missing') : null) },
      name: (value) => (value.trim() === '' ? t('users.name_missing') : null),
      email: (value) => (EMAIL.test(value.trim()) ? null : t('users.email_wrong')),
      password: (value, values) => passwordFault(value, values.email),
    },
  });
  const submit = form.onSubmit(({ company, site, ...person }) =>
    register.mutate(
      {
        company: company.trim(),
        site: { name: site.name.trim(), time_zone: site.time_zone },
        name: person.name.trim(),
        email: person.email.trim(),
        password: person.password,
        token,
      },
      { onSuccess: onDone, onError: (error) => form.setErrors(problemText(asProblem(error)).fields) },
    ),
  );
  const hasFields = register.error !== null && Object.keys(asProblem(register.error).fields).length > 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {register.error !== null && !hasFields && <ProblemAlert error={register.error} safe={t('error.safe_typed')} />}
        <TextInput
          label={t('register.company')}
          size="md"
          maxLength={80}
          autoComplete="organization"
          autoFocus
          key={form.key('company')}
          {...form.getInputProps('company')}
        />
        <TextInput
          label={t('register.site')}
          description={t('register.site_hint')}
          size="md"
          maxLength={80}
          key={form.key('site.name')}
          {...form.getInputProps('site.name')}
        />
        <Select
          label={t('register.zone')}
          size="md"
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('site.zone_none')}
          data={timeZones(ownZone()).map((value) => ({ value, label: zoneLabel(value) }))}
          key={form.key('site.time_zone')}
          {...form.getInputProps('site.time_zone')}
        />
        <TextInput
          label={t('register.name')}
          size="md"
          maxLength={80}
          autoComplete="name"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('users.email')}
          type="email"
          size="md"
          autoComplete="username"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <NewPassword key={form.key('password')} {...form.getInputProps('password')} />
        <Button type="submit" size="md" mt={4} loading={register.isPending} fullWidth>
          {t('register.submit')}
        </Button>
      </Stack>
    </form>
  );
}
