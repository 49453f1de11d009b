import { describe, expect, it } from 'vitest';
import { asksForPassword } from '../../../../electron/core/ssh/asks-for-password.ts';

const question = { kind: 'interactive', user: 'anna', host: 'web.example', title: '', instructions: '' } as const;
const asks = (prompt: string, more = {}) =>
  asksForPassword({ ...question, prompt, echo: false, of: 1, round: 1, ...more });

describe('a password is asked for', () => {
  it.each([
    ['pam_unix', 'Password: '],
    ['without blanks', 'password:'],
    ['ssh(1)', "anna@web's password: "],
    ['ssh(1) in front', '(anna@web) Password: '],
    ['ssh(1) in front, in full', '(anna@Web.Example) Password: '],
    ['BSD', 'Password for anna@web.example:'],
    ['pam_krb5', 'Password for anna@EXAMPLE.COM: '],
    ['pam_ldap', 'LDAP Password: '],
    ['an older pam_unix', 'UNIX password: '],
    ['systemd-homed', 'Please enter password for user anna: '],
    ['with words', 'Enter your password:'],
    ['what sshd puts in front', 'Your account will be deleted in 20 days.\nPassword: '],
  ])('as %s does: %j', (_, prompt) => expect(asks(prompt)).toBe(true));

  // The first prompt of pam_unix in Linux-PAM's own translations.
  it.each([
    ...[
      'Passwort: ',
      'Kennwort:',
      'Mot de passe : ',
      'Mot de passe\u00a0: ',
      'Contraseña: ',
      'Contrasenya: ',
      'Senha: ',
    ],
    ...['Palavra-passe: ', 'Wachtwoord: ', 'Hasło: ', 'Heslo: ', 'Пароль: ', 'Парола: ', 'Лозинка: ', 'Lozinka: '],
    ...['Lösenord: ', 'Passord: ', 'Adgangskode: ', 'Salasana: ', 'Jelszó: ', 'Parola: ', 'Parolă: ', 'Parool: '],
    ...['Şifrə: ', 'Pasahitza: ', 'ססמה: ', 'كلمة السر: ', 'პაროლი: ', 'Mật khẩu : ', 'Sandi:'],
    ...['密码： ', '密码:', '密碼： ', 'パスワード:', '암호: ', 'Passwort für anna:', 'Mot de passe de anna :'],
  ])('in its language: %j', (prompt) => expect(asks(prompt)).toBe(true));
});

describe('no password is asked for', () => {
  it.each([
    ['google-authenticator', 'Verification code: '],
    ['google-authenticator, forward_pass', 'Password & verification code: '],
    ['pam_oath', "One-time password (OATH) for `anna': "],
    ['Duo', 'Duo two-factor login for anna\n\nEnter a passcode or select one of the following options:\n\nPasscode: '],
    ['RSA SecurID', 'Enter PASSCODE: '],
    ['RSA SecurID', 'Wait for the tokencode to change, then enter the new tokencode : '],
    ['pam_yubico', "YubiKey for `anna': "],
    ['sssd', 'Second Factor: '],
    ['sssd', 'Password + Token value: '],
    ['S/Key', 'otp-md5 95 psid06473\nS/Key Password: '],
    ['OPIE', 'otp-md5 498 th3 ext\nPassword: '],
    ['OTPW', 'Password 183: '],
    ['PIN', 'Enter PIN: '],
    ['a token', 'Token: '],
    ['a challenge', 'Response: '],
    ['a code', 'Passwort-Code: '],
    ['a one-time password', 'Einmalpasswort: '],
    ['a one-time password', '动态密码：'],
    ['a password that is expired', 'You are required to change your password (password expired).\nCurrent password: '],
    ['an expired password', 'Password expired. Password: '],
    ['a new one', 'New password: '],
    ['a new one again', 'Retype new password: '],
    ['a new one', 'Neues Passwort: '],
    ['a new one', 'Nouveau mot de passe : '],
    ['the present one', 'Passwort (aktuell): '],
    ['another user’s', "root's password: "],
    ['another user’s', 'Password for root: '],
    ['another user’s', '(root@web) Password: '],
    ['another host’s', '(anna@other) Password: '],
    ['another host’s', '(anna@web.example.org) Password: '],
    ['another user’s, elsewhere', 'Welcome.\n(root@other) Password: '],
    ['something else', 'Database password: '],
    ['a passphrase', "Enter passphrase for key '/home/anna/.ssh/id_rsa': "],
    ['nothing', ''],
  ])('by %s: %j', (_, prompt) => expect(asks(prompt)).toBe(false));

  it('where what is typed may be seen, where it is one of several, or not the first thing that is asked', () => {
    expect(asks('Password: ', { echo: true })).toBe(false);
    expect(asks('Password: ', { of: 2 })).toBe(false);
    expect(asks('Password: ', { round: 2 })).toBe(false);
  });

  it('where the server says around it that it means something else', () => {
    expect(asks('Password: ', { title: 'Verification' })).toBe(false);
    expect(asks('Password: ', { instructions: 'Enter the code from your token.' })).toBe(false);
    for (const title of ['RSA SecurID', 'Multi-factor authentication', 'Second factor', 'Sicherheitscode']) {
      expect(asks('Password: ', { title }), title).toBe(false);
    }
    expect(asks('Password: ', { instructions: 'Open your authenticator app.' })).toBe(false);
    expect(asks('Password: ', { instructions: 'Choose a new\npassword.' })).toBe(false);
    expect(asks('Password: ', { title: 'Keyboard-interactive authentication', instructions: 'Welcome.' })).toBe(true);
  });

  it('where what else it means is written with other dashes, or with characters that nobody sees', () => {
    for (const text of ['One\u2011time', 'one\u2013time', 'O\u200bTP', 'your tok\u00aden']) {
      expect(asks(`${text}\nPassword: `), text).toBe(false);
    }
  });

  it('where the user name has what means something in a pattern', () => {
    expect(asks("a.*'s password: ", { user: 'a.*' })).toBe(true);
    expect(asks("axx's password: ", { user: 'a.*' })).toBe(false);
    expect(asks('Password for x-y/z: ', { user: 'x-y/z' })).toBe(true);
  });
});
