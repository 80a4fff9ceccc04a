import type { ZoneKind } from '@/types/api';

/** What is asked of a zone beside its corners. */
export interface ZoneFields {
  name: string;
  kind: ZoneKind;
  colour: string;
}

export const NAME_LENGTH = 80;
