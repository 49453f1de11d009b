import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A store as version 0.1.0 wrote it (by its own code, at commit 0367901), with a key file: no login secret in it says where
 * it belongs.
 */
const document = {
  version: 1,
  profiles: [
    {
      id: '0fb00fb1-e23f-4aa1-9b9a-2cca01c9dbe9',
      isFavourite: false,
      name: 'web',
      host: 'web.example',
      user: 'anna',
      auth: { kind: 'password' },
      knock: {
        opening: { steps: 3, ownPauses: 0, ownPausesMs: 0 },
        closing: { steps: 1, ownPauses: 0, ownPausesMs: 0 },
        sealed: 'k1.bb7zH9HdXgA0cYJUWEalxPh6p1L2syaUVitSLYyfbWk2x858TpvIqod4tbGDDjkMgIZG472xlLFCFn4Gf1hHhDH9tgEnOg3G',
      },
      sealedPassword: 'k1.O7JLiU7WUCkZY5pKAq4W3y10raiqZ8FU5oEYVUlsmq4RUkAvSOGMQCpGDSJdUiNnpLqG',
    },
    {
      id: 'b011c949-1c10-4a5b-8f27-ef54c001b59e',
      isFavourite: false,
      name: 'db',
      host: 'DB.example',
      port: 2222,
      auth: [{ kind: 'key', path: '~/.ssh/id_db' }, { kind: 'password' }],
      knock: {
        opening: { steps: 1, ownPauses: 0, ownPausesMs: 0 },
        sealed: 'k1.DHWRP6w5Fbpm8iBwhr4VxxI0oGndktD_HsamsHIV-NbmFKKoiEzXE9LxHu8',
      },
      sealedPassword: 'k1.fLlGwimagDF3KwSUHxukATL6AsbGRRQ43GxyuUVUWKoz0KBPQcEnExtOjqJ2HLk-hWk',
      sealedPassphrases: [
        {
          path: '~/.ssh/id_db',
          sealed: 'k1.dRVOhPyJPCHLx5eeDcKK256jhM-KEMZofLz3VoVrFgOZnx3kXn-Wdrc_1O5kC6AtilpTjw',
        },
      ],
    },
  ],
};

export const version1 = {
  document,
  web: { id: '0fb00fb1-e23f-4aa1-9b9a-2cca01c9dbe9', password: 'the-old-password-of-web' },
  db: {
    id: 'b011c949-1c10-4a5b-8f27-ef54c001b59e',
    password: 'the-old-password-of-db',
    passphrase: { path: '~/.ssh/id_db', secret: 'the-old-passphrase-of-db' },
  },
} as const;

/** Lays it into a data folder. */
export function layVersion1Store(folder: string, content: object = document): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'vault-key'), Buffer.from('Nofmz5egKUWjfepjlzhbEzTX6TpvAxt/hNz3Bj64ktE=', 'base64'), {
    mode: 0o600,
  });
  writeFileSync(join(folder, 'profiles.json'), JSON.stringify(content), { mode: 0o600 });
}
