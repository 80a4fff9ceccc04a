export const site = {
  'site.title': 'Site',
  'site.title_of': 'Site {name}',
  'site.name': 'Name',
  'site.zone': 'Time zone',
  'site.zone_hint': 'Schedules follow this clock, and times are shown in it. It is {time} there now.',
  'site.zone_none': 'There is no such time zone. Search for a large city nearby.',
  'site.utc': 'Set your time zone',
  'site.utc_hint': 'The clock is still UTC. Schedules follow it: choose the time zone where the site is.',
  'site.utc_use': 'Choose {zone}',
  'site.ask': 'Change the time zone?',
  'site.ask_now': 'In {before} it is {time_before} now, in {after} it is {time_after}.',
  'site.ask_shift':
    'Schedules keep their hours, by the new clock: what begins at 07:00 begins at 07:00 in {after}. A camera may change what it does at once.',
  'site.ask_past': 'Violations stay as they are; their times are shown by the new clock.',
  'site.ask_yes': 'Change it',
  'site.saved': 'Saved.',
} as const;
