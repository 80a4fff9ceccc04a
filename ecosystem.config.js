// Every process of Mandor, for PM2. `make run` uses this file; `pm2 start ecosystem.config.js` does the same start for
// somebody who has installed by hand (`make install prepare`). Camera processes are not here: the orchestrator starts
// one per enabled camera.
const fs = require('node:fs');
const path = require('node:path');
const { parseEnv } = require('node:util');

const root = __dirname;
const read = (file) => (fs.existsSync(file) ? parseEnv(fs.readFileSync(file, 'utf8')) : {});
const fromFile = { ...read(path.join(root, 'backend', '.env')), ...read(path.join(root, '.env')) };
const setting = (name, fallback) => process.env[name] || fromFile[name] || fallback;

const dataDir = path.resolve(root, setting('DATA_DIR', 'var'));
const backendPort = setting('BACKEND_PORT', '5000');
// Relative to `cwd`: PM2 takes a script whose path has a space for a shell's command.
const python = path.join('.venv', 'bin', 'python');

const app = (name, script, args, more = {}) => ({
  name,
  script,
  args,
  cwd: root,
  interpreter: 'none',
  out_file: path.join(dataDir, 'logs', `${name}.log`),
  error_file: path.join(dataDir, 'logs', `${name}.log`),
  merge_logs: true,
  autorestart: true,
  exp_backoff_restart_delay: 200,
  max_restarts: 1000000,
  kill_timeout: 6000,
  vizion: false,
  ...more,
});

const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

module.exports = {
  apps: [
    ...(setting('REDIS_URL') || setting('REDIS_HOST') ? [] : [app('redis', python, '-m backend.workers.embedded_redis')]),
    app(
      'backend',
      path.join('.venv', 'bin', 'gunicorn'),
      `-k backend.adapters.processes.gunicorn_worker.Worker -w 1 -b 127.0.0.1:${backendPort} ` +
        '--no-control-socket --graceful-timeout 3 --log-level warning ' +
        '--logger-class backend.adapters.logging.gunicorn_logs.JsonLogger backend.wsgi:app',
    ),
    app('inference', python, '-m backend.workers.inference_server', { env: oneThread }),
    app('orchestrator', python, '-m backend.workers.pm2_manager', { env: oneThread }),
    app('jobs', python, '-m backend.workers.jobs', { env: oneThread }),
    app('frontend', process.execPath, 'frontend/server.mjs', {
      env: {
        PORT: setting('PORT', '3000'),
        HOST: setting('HOST', '0.0.0.0'),
        BACKEND_PORT: backendPort,
        TRUSTED_PROXIES: setting('TRUSTED_PROXIES', ''),
      },
    }),
  ],
};
