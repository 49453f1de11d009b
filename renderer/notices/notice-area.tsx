import { useDesk } from '../app/desk-store.ts';
import { EncryptionBanner } from './encryption-banner.tsx';
import { NoticeLine } from './notice-line.tsx';

/** What a person must know of and deal with. It takes its place above the work and never covers it. */
export function NoticeArea() {
  const notices = useDesk((desk) => desk.notices);
  return (
    <section aria-label="Notices" className="max-h-[40%] shrink-0 overflow-y-auto empty:hidden">
      <EncryptionBanner />
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}
