import { account } from './people/account';
import { administration } from './administration';
import type { en } from '../en';
import { apiKeys } from './system/apiKeys';
import { auth } from './auth';
import { cameraSettings } from './cameraSettings';
import { cameras } from './cameras';
import { coverage } from './coverage';
import { errors } from './errors';
import { live } from './live';
import { override } from './override';
import { rules } from './rules/rules';
import { schedules } from './schedules';
import { shell } from './shell';
import { failedEvents } from './system/failedEvents';
import { machine } from './system/machine';
import { modelFaults } from './system/modelFaults';
import { site } from './system/site';
import { storage } from './system/storage';
import { system } from './system/system';
import { users } from './people/users';
import { trial } from './rules/trial';
import { violations } from './violations';
import { zones } from './rules/zones';

export const id: Record<keyof typeof en, string> = {
  ...shell,
  ...administration,
  ...apiKeys,
  ...auth,
  ...account,
  ...users,
  ...live,
  ...violations,
  ...cameras,
  ...cameraSettings,
  ...schedules,
  ...override,
  ...zones,
  ...rules,
  ...trial,
  ...coverage,
  ...system,
  ...machine,
  ...modelFaults,
  ...site,
  ...storage,
  ...failedEvents,
  ...errors,
};
