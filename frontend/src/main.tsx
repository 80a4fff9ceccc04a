import './app/mantineStyles';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import { below } from '@/lib/root';

// Browsers look for a relative one anew at each change of page.
document.querySelector('link[rel=icon]')?.setAttribute('href', below('/mark.svg'));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
