// /health of the mock: degraded.
const problems = [
  {
    code: 'job_failed',
    message: 'The job evidence_sweep failed: see the log of jobs.',
    grave: false,
    values: { job: 'evidence_sweep' },
  },
  { code: 'cameras_ill', message: '2 of 8 cameras are not connected.', grave: false, values: { count: 2, cameras: 8 } },
];

export const health = {
  status: 'degraded',
  reasons: problems.map(({ message }) => message),
  problems,
  version: '0.1.0',
};
