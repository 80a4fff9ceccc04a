/** Names for the schemas of the API. Times are ISO 8601, UTC. */
import type { components } from './generated';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];

export type Me = Schemas['MeAnswer'];
export type User = Schemas['UserAnswer'];
export type Role = User['role'];
export type Permission = Schemas['Permission'];
export type Site = Schemas['SiteAnswer'];
export type SiteChange = Schemas['SiteChange'];
export type Login = Schemas['LoginAnswer'];
export type Credentials = Schemas['Credentials'];

export type ApiKey = Schemas['KeyAnswer'];
export type ApiKeyList = Schemas['KeysAnswer'];
export type ApiKeyScope = ApiKey['scopes'][number];
export type NewApiKey = Schemas['NewKeyAsked'];
export type MadeApiKey = Schemas['MadeKeyAnswer'];

export type Camera = Schemas['CameraAnswer'];
export type CameraPage = Schemas['CamerasAnswer'];
export type CameraMode = Camera['mode'];
export type CameraState = Camera['state'];
export type CameraChange = Schemas['CameraChange'];
export type NewCamera = Schemas['NewCamera'];
/** What the form of a camera asks for, beside settings. */
export type CameraFields = Required<Omit<NewCamera, 'enabled' | 'settings' | 'site_id'>>;
export type CameraTest = Schemas['SourceSeen'] | Schemas['SourceFailed'];
export type Reason = Schemas['ReasonAnswer'];
/** A mode of a schedule: a camera's own is never `off`. */
export type ScheduleMode = Camera['mode_now'];
export type ModeWhy = Schemas['ModeWhyAnswer'];
export type Override = Schemas['OverrideAnswer'];
export type NewOverride = Schemas['ModeChosen'];

export type Schedule = Schemas['ScheduleAnswer'];
export type NewSchedule = Pick<Schedule, 'name' | 'otherwise' | 'slots' | 'exceptions'>;
export type Definition = Omit<NewSchedule, 'name'>;
export type Slot = Schemas['SlotAnswer'];
export type WeeklySlot = Schemas['WeeklySlotAnswer'];
export type ExceptionDate = Schemas['ExceptionAnswer'];
export type Preview = Schemas['PreviewAnswer'];
export type SkippedSlot = Schemas['SkippedSlotAnswer'];
export type PreviewInterval = Schemas['IntervalAnswer'];

export type Violation = Schemas['ViolationAnswer'];
export type ViolationPage = Schemas['ViolationsAnswer'];
export type Box = Violation['box'];
export type Item = Violation['item'];

export type CameraCoverage = Schemas['CameraCoverageAnswer'];
export type Coverage = Omit<CameraCoverage, 'camera_id' | 'camera_name'>;
export type CompanyCoverage = Schemas['CompanyCoverageAnswer'];
export type CameraTimeline = Schemas['CameraTimelineAnswer'];
export type BlindReason = Schemas['BlindReasonAnswer'];
export type Stretch = Schemas['StretchAnswer'];

export type ModelInfo = Schemas['ModelAnswer'];
export type ModelFigures = Schemas['FiguresAnswer'];
/** Low and high end of 95 %. */
export type Interval = ModelFigures['ap50_interval'][string];
export type ModelLoad = Schemas['LoadAnswer'];
export type ModelSwitch = Schemas['SwitchAnswer'];

/** Without `reasons`, which repeats the messages of `problems`. */
export type Health = Omit<Schemas['HealthAnswer'], 'reasons' | 'timestamp'>;
export type HealthProblem = Schemas['HealthProblemAnswer'];
export type SystemStatus = Schemas['SystemAnswer'];
export type ProcessState = Schemas['ProcessAnswer'];
export type CameraConnection = Schemas['CameraNumbersAnswer'];
export type QualityCode = Schemas['QualityReasonAnswer']['code'];
export type Storage = Schemas['StorageAnswer'];
export type EvidenceClass = Schemas['EvidenceClassAnswer'];
export type Disk = Schemas['DiskAnswer'];

export type DeadLetter = Schemas['DeadLetterAnswer'];
export type DeadLetterPage = Schemas['DeadLettersAnswer'];
export type Retried = Schemas['RetriedAnswer'];
