import { administration } from './administration';
import { apiKeys } from './system/apiKeys';
import { auth } from './auth';
import { cameraSettings } from './cameraSettings';
import { cameras } from './cameras';
import { coverage } from './coverage';
import { errors } from './errors';
import { live } from './live';
import { override } from './override';
import { schedules } from './schedules';
import { shell } from './shell';
import { failedEvents } from './system/failedEvents';
import { machine } from './system/machine';
import { modelFaults } from './system/modelFaults';
import { site } from './system/site';
import { storage } from './system/storage';
import { system } from './system/system';
import { violations } from './violations';

export const en = {
  ...shell,
  ...administration,
  ...apiKeys,
  ...auth,
  ...live,
  ...violations,
  ...cameras,
  ...cameraSettings,
  ...schedules,
  ...override,
  ...coverage,
  ...system,
  ...machine,
  ...modelFaults,
  ...site,
  ...storage,
  ...failedEvents,
  ...errors,
} as const;
