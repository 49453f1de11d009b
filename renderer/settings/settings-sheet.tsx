import type { ReactNode } from 'react';
import { changeSettings } from '../app/change-settings.ts';
import { useDesk } from '../app/desk-store.ts';
import { closeSheet, dropSheet } from '../app/sheet-store.ts';
import { Field } from '../ui/field.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Switch } from '../ui/switch.tsx';
import { EncryptionSettings } from './encryption-settings.tsx';

const reconnects = [
  { value: 'ask', label: 'Ask' },
  { value: 'auto', label: 'Reconnect' },
] as const;

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** The settings. Each takes effect as it is changed. */
export function SettingsSheet({ isOpen }: { readonly isOpen: boolean }) {
  const settings = useDesk((desk) => desk.settings);
  const version = useDesk((desk) => desk.app.version);
  const change = (part: Parameters<typeof changeSettings>[0]) => void changeSettings(part);
  return (
    <Sheet isOpen={isOpen} onClose={closeSheet} onGone={dropSheet} title="Settings">
      <div className="flex flex-col gap-7 pb-4">
        <Group title="Window">
          <Field label="Theme" layout="row">
            <Segmented
              label="Theme"
              value={settings.theme}
              onValueChange={(theme) => change({ theme })}
              options={themes}
            />
          </Field>
          <Field
            label="Stay in the tray"
            hint="Closing the window leaves Portcullis running, with its gates."
            layout="row"
          >
            <Switch isOn={settings.keepInTray} onChange={(keepInTray) => change({ keepInTray })} />
          </Field>
        </Group>
        <Group title="Ask first">
          <Field label="Before a live tab is closed" layout="row">
            <Switch
              isOn={settings.confirmClosingLive}
              onChange={(confirmClosingLive) => change({ confirmClosingLive })}
            />
          </Field>
          <Field label="Before several lines are pasted" layout="row">
            <Switch isOn={settings.confirmPaste} onChange={(confirmPaste) => change({ confirmPaste })} />
          </Field>
        </Group>
        <Group title="Sessions">
          <Field
            label="When a connection is lost"
            hint="Reconnecting is tried for five minutes; what the terminal shows is kept."
            layout="row"
          >
            <Segmented
              label="When a connection is lost"
              value={settings.reconnect}
              onValueChange={(reconnect) => change({ reconnect })}
              options={reconnects}
            />
          </Field>
        </Group>
        <Group title="Terminal">
          <Field label="Font size" layout="row">
            <NumberInput
              value={settings.terminalFontPx}
              min={8}
              max={32}
              unit="px"
              className="w-24"
              onValueChange={(terminalFontPx) => {
                if (terminalFontPx !== undefined) change({ terminalFontPx });
              }}
            />
          </Field>
          <Field label="Lines kept above the screen" layout="row">
            <NumberInput
              value={settings.scrollbackLines}
              min={0}
              max={100_000}
              step={1000}
              className="w-24"
              onValueChange={(scrollbackLines) => {
                if (scrollbackLines !== undefined) change({ scrollbackLines });
              }}
            />
          </Field>
          <Field label="Copy what is selected" hint="As soon as it is selected, without a key." layout="row">
            <Switch isOn={settings.copyOnSelect} onChange={(copyOnSelect) => change({ copyOnSelect })} />
          </Field>
        </Group>
        <Group title="Sequences and secrets">
          <EncryptionSettings />
        </Group>
        <p className="text-sm text-faint">Portcullis {version}</p>
      </div>
    </Sheet>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4">
      <h3 className="border-b border-line pb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
