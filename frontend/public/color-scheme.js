// Runs before the first paint, so that a light dashboard does not flash dark. A file, because inline scripts are forbidden.
try {
  const scheme = localStorage.getItem('mantine-color-scheme-value');
  if (scheme === 'light' || scheme === 'dark') {
    document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  }
} catch {
  // Storage may be forbidden: dark it stays.
}
