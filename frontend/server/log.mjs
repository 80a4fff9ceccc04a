// One JSON object a line, as every process of Mandor writes it. PM2 puts the lines into the process's file.

/** `level` is INFO, WARNING or ERROR. Log paths, but never a query: it may hold a token. */
export function log(level, message) {
  const line = {
    at: new Date().toISOString().replace('Z', '+00:00'),
    level,
    process: 'frontend',
    pid: process.pid,
    logger: 'frontend',
    message,
  };
  (level === 'INFO' ? console.log : console.error)(JSON.stringify(line));
}
