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
export type Health = Omit<Schemas['HealthAnswer'], 'reasons'>;
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

export type ZoneKind = 'rule' | 'ignore' | 'privacy';
export interface Note {
  code: string;
  message: string;
  values: string[];
}
export interface Unreadable {
  id: number;
  name: string;
}
export interface Zone {
  id: number;
  camera_id: number;
  name: string;
  kind: ZoneKind;
  colour: string;
  corners: [number, number][];
  picture: { width: number; height: number } | null;
  shape_changed: boolean | null;
  view_changed: boolean;
  applied: boolean;
  notes: Note[];
  rule_ids: number[];
  version: number;
  drawn_at: string;
}
export interface ZonePage {
  items: Zone[];
  unreadable: Unreadable[];
}
export type RuleKind = 'ppe' | 'restricted' | 'at_most' | 'stays';
export type Severity = 'notice' | 'warning' | 'critical';
export interface Stage {
  seconds: number;
  severity: Severity;
}
export interface Bypass {
  until: string;
  by_name: string;
  reason: string;
}
export interface RuleFields {
  name: string;
  kind: RuleKind;
  zone_id: number | null;
  schedule_id: number | null;
  severity: Severity;
  minimum_seconds: number;
  items: Item[];
  most_people: number;
  stages: Stage[];
  after_hours_stages: Stage[];
  entry_seconds: number;
  exit_seconds: number;
  condition: { name: string; value: boolean } | null;
  enabled: boolean;
}
export interface Rule extends RuleFields {
  id: number;
  camera_id: number;
  version: number;
  bypass: Bypass | null;
  inactive: 'disabled' | 'bypassed' | 'condition' | 'schedule' | null;
  warnings: Note[];
  effective_from: string;
  created_at: string;
}
export interface RulePage {
  items: Rule[];
  unreadable: Unreadable[];
}
export interface RuleVersion extends Omit<RuleFields, 'zone_id'> {
  version: number;
  zone: { id: number; name: string; corners: [number, number][] } | null;
  schedule_name: string;
  effective_from: string;
  effective_to: string | null;
  by_name: string;
}
