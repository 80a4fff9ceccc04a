import { auth } from './auth';
import { cameras } from './cameras';
import { errors } from './errors';
import { live } from './live';
import { shell } from './shell';
import { system } from './system';
import { violations } from './violations';

export const en = { ...shell, ...auth, ...live, ...violations, ...cameras, ...system, ...errors } as const;
