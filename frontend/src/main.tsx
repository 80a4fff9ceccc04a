import './app/mantineStyles';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import { rememberedLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import { en, loadTexts, type Texts } from '@/locales';

// Browsers look for a relative one anew at each change of page.
document.querySelector('link[rel=icon]')?.setAttribute('href', below('/mark.svg'));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const locale = rememberedLocale();
const draw = (texts: Texts) =>
  createRoot(root).render(
    <StrictMode>
      <App texts={{ en, ...(texts !== en && { [locale]: texts }) }} />
    </StrictMode>,
  );
void loadTexts(locale).then(draw, () => draw(en)); // rather in English than not at all
