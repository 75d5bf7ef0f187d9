import { ColorSwatch, Input, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { CLASS_COLORS } from '@/ui/palette';
import classes from './Schema.module.css';

/** A class colour: twenty that stay apart for everybody, or any other as hex. */
export function ColorField(props: {
  value: string;
  fault: string | undefined;
  onChange: (color: string) => void;
}) {
  const { value, fault, onChange } = props;
  return (
    <Input.Wrapper label="Colour" labelElement="div" error={fault}>
      <div className={classes.color}>
        <Popover width={232} position="bottom-start" trapFocus>
          <Popover.Target>
            <UnstyledButton aria-label={`Choose colour, now ${value || 'none'}`}>
              <ColorSwatch color={value || '#888888'} size={24} radius={6} />
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown p="sm" aria-label="Colours">
            <div className={classes.palette}>
              {CLASS_COLORS.map((color) => (
                <UnstyledButton
                  key={color}
                  aria-label={color}
                  aria-pressed={color.toUpperCase() === value.toUpperCase()}
                  className={classes.swatch}
                  onClick={() => onChange(color)}
                >
                  <ColorSwatch color={color} size={28} radius={6} withShadow={false} />
                </UnstyledButton>
              ))}
            </div>
          </Popover.Dropdown>
        </Popover>
        <TextInput
          w={100}
          aria-label="Colour as hex"
          value={value}
          maxLength={7}
          onChange={(event) => onChange(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
      </div>
    </Input.Wrapper>
  );
}
