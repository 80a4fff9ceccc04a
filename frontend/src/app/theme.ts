import {
  ActionIcon,
  Alert,
  Button,
  createTheme,
  Drawer,
  Modal,
  NavLink,
  Tooltip,
  type CSSVariablesResolver,
} from '@mantine/core';

const SYSTEM = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

const ALERT_TONES: Record<string, string> = { red: 'bad', yellow: 'warning', green: 'good' };

/** The head of a dialog is no second banner of the page. */
const NO_BANNER = { header: { role: 'presentation' } };

/** Dark first: neutral surfaces with a blue tint, one accent colour for selection. */
export const theme = createTheme({
  fontFamily: SYSTEM,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' } } },
  colors: {
    accent: [
      '#e8f1ff',
      '#cfe0ff',
      '#a3c3ff',
      '#74a5ff',
      '#4d8bfd',
      '#3b7cf5',
      '#2f6feb',
      '#1f5bd0',
      '#1a4bab',
      '#123881',
    ],
    dark: [
      '#dde1e8',
      '#b8bfca',
      '#97a0ae',
      '#6b7482',
      '#333b46',
      '#252c36',
      '#191e26',
      '#11151b',
      '#0c0f13',
      '#07090c',
    ],
  },
  fontSizes: { xs: '0.75rem', sm: '0.84rem', md: '0.94rem', lg: '1.06rem' },
  components: {
    Alert: Alert.extend({
      vars: (_, { color }) => {
        const tone = ALERT_TONES[color ?? ''] ?? 'unknown';
        return {
          root: {
            '--alert-bg': `var(--${tone}-soft)`,
            '--alert-color': `var(--${tone})`,
            '--alert-bd': '1px solid transparent',
          },
        };
      },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 36 } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Drawer: Drawer.extend({
      defaultProps: { position: 'right', transitionProps: { duration: 120 }, attributes: NO_BANNER },
    }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 120 }, attributes: NO_BANNER },
    }),
    NavLink: NavLink.extend({ defaultProps: { variant: 'light' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});

/** Dimmed text must stay readable on a control room's screen: 4.5 : 1 at least. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  dark: { '--mantine-color-dimmed': '#97a0ae', '--mantine-color-error': '#ff8787' },
  light: { '--mantine-color-dimmed': '#5b6675', '--mantine-color-body': '#f6f7f9', '--mantine-color-error': '#c92a2a' },
});
