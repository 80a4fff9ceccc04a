import { ApiKeys } from '@/features/api-keys/components/ApiKeys';

export function KeysPage() {
  return <ApiKeys />;
}
