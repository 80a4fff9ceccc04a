import { auth } from './auth';
import { cameras } from './cameras';
import { coverage } from './coverage';
import { errors } from './errors';
import { letters } from './letters';
import { live } from './live';
import { machine } from './machine';
import { modelFaults } from './modelFaults';
import { override } from './override';
import { schedules } from './schedules';
import { shell } from './shell';
import { site } from './site';
import { storage } from './storage';
import { system } from './system';
import { violations } from './violations';

export const en = {
  ...shell,
  ...auth,
  ...live,
  ...violations,
  ...cameras,
  ...schedules,
  ...override,
  ...coverage,
  ...system,
  ...machine,
  ...modelFaults,
  ...site,
  ...storage,
  ...letters,
  ...errors,
} as const;
