import type { SecretQuestion } from '../../shared/question.ts';

type ServerPrompt = Extract<SecretQuestion, { readonly kind: 'interactive' }>;

/**
 * Whether a server's prompt asks for the account's password, and for nothing else: a single hidden prompt of the first
 * round whose last line is such a question as a whole. What is not known to be one is asked of the person: `Password:` gets
 * the kept password, `Verification code:`, `One-time password (OATH) for …`, `Password & verification code:` and
 * `New password:` do not. The words are those of Linux-PAM's translations and of other systems' own.
 */
export function asksForPassword({ title, instructions, prompt, echo, of, round, user, host }: ServerPrompt): boolean {
  if (echo || of !== 1 || round !== 1) return false;
  const about = /^\((\S+)@(\S+)\) /.exec(prompt.split('\n').findLast((line) => line.trim() !== '') ?? '');
  if (about !== null && !(about[1] === user && isNameOf(about[2] ?? '', host))) return false;
  // sshd puts what PAM has to tell in front of the prompt.
  const lines = prompt.split('\n').map(plainLine);
  const question = lines.findLast((line) => line !== '') ?? '';
  if (
    [title, instructions, ...lines].some((text) => otherMatter.test(text.normalize('NFKC').replaceAll(invisible, '')))
  )
    return false;
  return questionFor(user).test(question);
}

/** What else may be asked for behind an innocent last line: a second factor, or another password than the present one. */
const otherMatter = new RegExp(
  [
    String.raw`\b(?:otp|totp|hotp|one[\p{Pd}\s]?time|tokens?|pin|tan|challenge|response|s\/key|yubikey|2fa|mfa)\b`,
    String.raw`\b(?:authenticator|securid|verification|expired|new\s+password|change|einmal\S*|usage unique|solo uso)\b`,
    // Also at the end of a longer word: passcode, Sicherheitscode, multi-factor.
    String.raw`(?:codes?|código|fa[ck]t(?:or|eur)s?)\b|otp-|验证码|驗證碼|動態|动态|ワンタイム|確認コード`,
  ].join('|'),
  'iu',
);
/** Nobody sees them, and they would part a word that everybody reads. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

const passwordWords = [
  ...['password', 'passwd', 'passwort', 'kennwort', 'mot de passe', 'contraseña', 'contrasenya', 'contrasinal'],
  ...['senha', 'palavra[- ]passe', 'wachtwoord', 'hasło', 'heslo', 'geslo', 'lozinka', 'лозинка', 'пароль', 'парола'],
  ...['lösenord', 'passord', 'adgangskode', 'kodeord', 'salasana', 'jelszó', 'parola', 'parolă', 'parool', 'parole'],
  ...['slaptažodis', 'şifre', 'şifrə', 'pasahitza', 'pasvorto', 'contrasigno', 'focal faire', 'iphasiwedi'],
  ...['κωδικός πρόσβασης', 'συνθηματικό', 'ססמה', 'סיסמה', 'كلمة السر', 'كلمة المرور', 'პაროლი'],
  ...['पासवर्ड', 'गुप्तशब्द', 'পাসওয়ার্ড', 'கடவுச்சொல்', 'รหัสผ่าน', 'mật khẩu', 'kata sandi', 'sandi', 'kata laluan'],
  ...['密码', '密碼', '口令', 'パスワード', '암호', '비밀번호', '패스워드'],
].map((word) => word.normalize('NFKC'));

const before = '(?:(?:please )?enter (?:your |the )?|your )?(?:(?:unix|ldap|kerberos|account|login|system) )?';
const connecting = 'for(?: user)?|of|für|von|pour|de|para|di|per|voor|för|til|dla|do|для';

function questionFor(user: string): RegExp {
  // Also with a realm or a host: pam_krb5 and FreeBSD name it.
  const name = `['\`"]?${literally(user.normalize('NFKC'))}(?:@[\\w.-]+)?['\`"]?`;
  const words = passwordWords.join('|');
  return new RegExp(`^${before}(?:${name}'s )?(?:${words})(?: (?:${connecting}) ${name})?$`, 'iu');
}

/** A host's own name may be the first part of the one that we know. Of an address nobody can say. */
function isNameOf(name: string, host: string): boolean {
  const known = host.toLowerCase();
  return name.toLowerCase() === known || (/[a-z]/.test(known) && known.startsWith(`${name.toLowerCase()}.`));
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Without the marks around it: `(anna@web) Password: ` is `Password`. */
function plainLine(line: string): string {
  return line
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\(\S+@\S+\) /, '')
    .replace(/ ?[:៖?>]$/, '')
    .trim();
}
