import { type ReactNode, useState } from 'react';
import { countWords } from '../../text/count-words.ts';
import { waysWords } from '../../text/way-words.ts';
import { ClosingFields } from './closing-fields.tsx';
import { EditorSection } from './editor-section.tsx';
import { formProblems, type SectionName, sectionOf } from './editor-state.ts';
import { KnockFields } from './knock-fields.tsx';
import { isListOf, listSummary } from './list-form.ts';
import { LoginFields } from './login-fields.tsx';
import { RehearsalLine } from './rehearsal-line.tsx';
import { ServerFields } from './server-fields.tsx';
import { TerminalFields } from './terminal-fields.tsx';
import { type Editor, useEditor } from './use-editor.ts';

const sections: readonly { readonly name: SectionName; readonly title: string; readonly fields: ReactNode }[] = [
  { name: 'server', title: 'Server', fields: <ServerFields /> },
  { name: 'knock', title: 'Knock', fields: <KnockFields /> },
  { name: 'login', title: 'Login', fields: <LoginFields /> },
  { name: 'closing', title: 'Closing', fields: <ClosingFields /> },
  { name: 'terminal', title: 'Terminal', fields: <TerminalFields /> },
];

/** The five parts of a profile. Server, knock and closing are what most people need. */
export function EditorSections({ onRehearse }: { readonly onRehearse: () => void }) {
  const editor = useEditor();
  const [open, setOpen] = useState<ReadonlySet<SectionName>>(new Set(['server', 'knock', 'closing']));
  // Nobody looks for a fault behind a fold.
  const faulty = new Set(editor.hasTried ? Object.keys(formProblems(editor.form)).map(sectionOf) : []);
  const toggle = (name: SectionName) => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  };
  return sections.map(({ name, title, fields }) => (
    <EditorSection
      key={name}
      title={title}
      summary={summaryOf(name, editor)}
      isOpen={open.has(name) || faulty.has(name)}
      onToggle={() => toggle(name)}
    >
      {fields}
      {name === 'knock' && <RehearsalLine onRehearse={onRehearse} />}
    </EditorSection>
  ));
}

function summaryOf(name: SectionName, { form, profile }: Editor): string {
  const steps = (which: 'open' | 'close') =>
    form.sequences?.[which].length ?? (which === 'open' ? profile?.opening : profile?.closing)?.steps ?? 0;
  switch (name) {
    case 'server':
      return form.host;
    case 'knock':
      return isListOf(form, profile) ? listSummary(form, profile) : countWords(steps('open'), 'step');
    case 'login':
      return waysWords(form.ways.map(({ kind }) => kind));
    case 'closing':
      return steps('close') === 0 ? 'Nothing is knocked' : countWords(steps('close'), 'step');
    case 'terminal':
      return form.colours === '' && form.terminalType === '' ? 'As the app' : 'Its own';
  }
}
