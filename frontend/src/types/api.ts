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
export type NewSite = Schemas['NewSite'];
/** How much a site or a company holds. */
export type Contents = Schemas['ContentsAnswer'];
export type Login = Schemas['LoginAnswer'];
export type Credentials = Schemas['Credentials'];

/** A user as administrators see one. */
export type Member = Schemas['MemberAnswer'];
export type Limits = Schemas['LimitsAnswer'];
/** What to change of a user; what is absent stays. `limits` null: the whole company. */
export type MemberEdit = Partial<Pick<Member, 'name' | 'role' | 'is_platform' | 'limits'>> & { disabled?: boolean };
export type NewInvitation = Pick<Schemas['NewInvitation'], 'email' | 'name' | 'role'> & { limits: Limits | null };
/** A link that was neither used nor revoked. */
export type OpenLink = Schemas['InvitationAnswer'];
export type MadeLink = Schemas['MadeLinkAnswer'];
/** What a link is for, to its holder. */
export type LinkContent = Schemas['LinkAnswer'];
export type AcceptedLink = Schemas['AcceptedAnswer'];
export type Account = Schemas['AccountAnswer'];
export type PasswordChange = Schemas['PasswordChange'];
export type AddressChange = Schemas['AddressChange'];
export type RegistrationMode = Schemas['RegistrationAnswer']['registration'];
export type NewRegistration = Schemas['NewRegistration'];
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

export type Zone = Schemas['ZoneAnswer'];
export type Zones = Schemas['ZonesAnswer'];
export type NewZone = Schemas['NewZoneAsked'];
export type ZoneChange = Schemas['ZoneChange'];
export type Rule = Schemas['RuleAnswer'];
export type Rules = Schemas['RulesAnswer'];
export type NewRule = Schemas['NewRule'];
export type RuleChange = Schemas['RuleChange'];
export type RuleVersion = Schemas['RuleVersionAnswer'];
export type NewBypass = Schemas['BypassAsked'];
export type Fact = Schemas['FactAnswer'];
export type NewFact = Schemas['FactAsked'];

export type Violation = Schemas['ViolationAnswer'];
export type ViolationPage = Schemas['ViolationsAnswer'];
export type Box = Violation['box'];
export type Item = Violation['items'][number];
export type Severity = Schemas['Severity'];

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

export type Company = Schemas['CompanyAnswer'];
/** A company as a platform administrator sees it. */
export type CompanyOverview = Schemas['CompanyOverview'];
export type CompanyChange = Schemas['CompanyChange'];
export type NewCompany = Schemas['NewCompany'];
export type Erasure = Schemas['ErasureAnswer'];
export type Visit = Schemas['AccessAnswer'];

export type AuditEntry = Schemas['AuditEntryAnswer'];
export type AuditPage = Schemas['AuditAnswer'];
export type ZoneKind = Zone['kind'];
/** A stored zone or rule that cannot be read. */
export type Unreadable = Schemas['UnreadableAnswer'];
export type Note = Schemas['NoteAnswer'];
export type RuleKind = Rule['kind'];
export type Stage = Schemas['StageAnswer'];
/** What a user decides of a rule. */
export type RuleFields = Pick<
  Rule,
  | 'name'
  | 'kind'
  | 'zone_id'
  | 'schedule_id'
  | 'severity'
  | 'minimum_seconds'
  | 'items'
  | 'most_people'
  | 'stages'
  | 'after_hours_stages'
  | 'entry_seconds'
  | 'exit_seconds'
  | 'condition'
  | 'enabled'
>;
export type RuleTrial = Schemas['TrialAnswer'];
export type RuleToTry = Schemas['RuleToTry'];
export type TrialExample = RuleTrial['examples'][number];
export type ItemJudgement = RuleTrial['items'][number];
export type Assessability = Schemas['AssessabilityAnswer'];
export type AssessedCell = Assessability['cells'][number];
export type RuleHealth = Assessability['rules'][number];
