import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  defaultVariantColorsResolver,
} from '@mantine/core';

/** The one accent. Step 6 carries white text at AA; step 3 is readable on the dark surfaces. */
const indigo: MantineColorsTuple = [
  '#eef1fe',
  '#dce2fc',
  '#bac6f8',
  '#9aabf5',
  '#7890f1',
  '#5b76ec',
  '#4059dd',
  '#3449bd',
  '#2b3c9b',
  '#21307a',
];

/** Cool greys; Mantine's `dark` scale goes from light text (0) to the deepest surface (9). */
const dark: MantineColorsTuple = [
  '#e4e6eb',
  '#c9ccd4',
  '#a3a8b4',
  '#7b818f',
  '#3a3e49',
  '#2c2f38',
  '#22252c',
  '#1a1c22',
  '#141619',
  '#0e0f12',
];

/** The danger colour, dark enough at step 6 for white text. */
const red: MantineColorsTuple = [
  '#fff0f0',
  '#ffdfdf',
  '#fbbcbc',
  '#f79797',
  '#ef6f6f',
  '#e34a4a',
  '#d32f2f',
  '#b92626',
  '#9b2020',
  '#7f1c1c',
];

const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f2f3f5',
  '#e8eaed',
  '#dcdfe4',
  '#c6cad1',
  '#a4a9b3',
  '#6d7380',
  '#4a4f5a',
  '#33373f',
  '#1f2228',
];

/** Tokens shared by both themes: sizes, fonts, defaults of the controls. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: { indigo, dark, gray, red },
  fontFamily: 'Inter, system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, monospace',
  fontSizes: {
    xs: '0.75rem',
    sm: '0.8125rem',
    md: '0.875rem',
    lg: '1rem',
    xl: '1.25rem',
  },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.0625rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    // Coloured text on its own tint: one step darker than Mantine's, so that it reads at AA.
    if (input.variant === 'light' && input.color && !['gray', 'dark'].includes(input.color)) {
      return {
        ...resolved,
        background: `color-mix(in srgb, var(--mantine-color-${input.color}-6) 13%, transparent)`,
        hover: `color-mix(in srgb, var(--mantine-color-${input.color}-6) 20%, transparent)`,
        color: `var(--k-on-${input.color}-light, ${resolved.color})`,
      };
    }
    if (input.color === 'red' && ['outline', 'subtle'].includes(input.variant)) {
      return { ...resolved, color: 'var(--k-danger-text)' };
    }
    if (input.variant === 'subtle' && (input.color ?? 'indigo') === 'indigo') {
      return { ...resolved, color: 'var(--k-accent-text)', hover: 'var(--k-selected)' };
    }
    return resolved;
  },
  components: {
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 100 },
        centered: false,
        yOffset: '12vh',
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 }, fz: 'xs' } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 80 } } } },
    Badge: { defaultProps: { tt: 'none', fw: 500 } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

/** What differs between light and dark. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-font-size-md': '0.8125rem',
    '--k-rail-width': '208px',
    '--k-success': '#2b8a3e',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1f2228',
    '--mantine-color-dimmed': '#5d636f',
    '--mantine-color-placeholder': '#6d7380',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-anchor': '#3449bd',
    '--mantine-color-default-border': '#d5d8de',
    '--k-surface': '#f7f8f9',
    '--k-raised': '#ffffff',
    '--k-hover': '#f2f3f5',
    '--k-selected': '#eef1fe',
    '--k-border': '#e4e6ea',
    '--k-border-strong': '#d5d8de',
    '--k-muted': '#5d636f',
    '--k-accent-text': '#3449bd',
    '--k-danger-text': '#c92a2a',
    '--k-success-text': '#1f7032',
    '--k-warning-text': '#8f5400',
    '--k-on-indigo-light': '#2b3c9b',
    '--k-on-red-light': '#b02525',
    '--k-on-green-light': '#1f6b2f',
    '--k-on-yellow-light': '#7a4a00',
    '--k-stage-start': '#a4a9b3',
    '--k-stage-label': '#5b76ec',
    '--k-stage-review': '#e0962b',
    '--k-stage-complete': '#3d9a55',
    '--k-stage-consensus': '#2b97a6',
    '--k-stage-other': '#7d6bb0',
  },
  dark: {
    '--mantine-color-body': '#17191e',
    '--mantine-color-text': '#e4e6eb',
    '--mantine-color-dimmed': '#a3a8b4',
    '--mantine-color-placeholder': '#8d93a0',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#9aabf5',
    '--mantine-color-default': '#1e2127',
    '--mantine-color-default-hover': '#282b33',
    '--mantine-color-default-border': '#3a3e49',
    '--k-surface': '#111317',
    '--k-raised': '#1e2127',
    '--k-hover': '#22252c',
    '--k-selected': '#232a4a',
    '--k-border': '#2a2d35',
    '--k-border-strong': '#3a3e49',
    '--k-muted': '#a3a8b4',
    '--k-accent-text': '#9aabf5',
    '--k-danger-text': '#ff8787',
    '--k-success-text': '#7dd192',
    '--k-warning-text': '#f0b95c',
    '--k-on-indigo-light': '#bac6f8',
    '--k-on-red-light': '#ffa8a8',
    '--k-on-green-light': '#9ae2ab',
    '--k-on-yellow-light': '#ffd985',
    '--k-stage-start': '#7b818f',
    '--k-stage-label': '#7890f1',
    '--k-stage-review': '#e8a745',
    '--k-stage-complete': '#58b470',
    '--k-stage-consensus': '#4fb6c4',
    '--k-stage-other': '#a594d8',
  },
});
