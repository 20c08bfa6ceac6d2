// An OpenID provider for tests: the certified `oidc-provider`, with one client and a sign-in form of our own.
//
// node provider.mjs PACKAGES SETTINGS
//   PACKAGES  the folder with node_modules (build/test-provider)
//   SETTINGS  JSON: port, client {id, secret, redirects, afterwards}, accounts (a JSON file, read anew each time:
//             {subject: {password, claims}})
// Each start has a signing key of its own, as after a rotation.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, settingsFile] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
const found = createRequire(join(packages, 'package.json')).resolve('oidc-provider');
const { Provider } = await import(pathToFileURL(found));

const accounts = () => JSON.parse(readFileSync(settings.accounts, 'utf8'));
const signingKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
};

const signOutPage = (form) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>City sign-in</title></head>
<body><h1>Sign out?</h1>${form}
<button form="op.logoutForm" name="logout" value="yes">Sign me out</button>
</body></html>`;

const provider = new Provider(`http://127.0.0.1:${settings.port}`, {
  clients: [{
    client_id: settings.client.id,
    client_secret: settings.client.secret,
    redirect_uris: settings.client.redirects,
    post_logout_redirect_uris: settings.client.afterwards,
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomUUID()] },
  pkce: { required: () => true },
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username', 'roles', 'groups', 'realm_access', 'resource_access'],
  },
  // The claims belong into the ID token, as Entra and Keycloak put them there.
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    // Its own page asks another host for a font.
    rpInitiatedLogout: { logoutSource: (context, form) => { context.body = signOutPage(form); } },
  },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, subject) => {
    const account = accounts()[subject];
    return account && { accountId: subject, claims: () => ({ sub: subject, ...account.claims }) };
  },
  // Nobody is asked for consent: the city decides for its own programs.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

const form = (told) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>City sign-in</title></head>
<body><h1>City sign-in</h1><p role="alert">${told}</p>
<form method="post">
<label>Account <input name="account" autocomplete="off"></label>
<label>Password <input name="password" type="password"></label>
<button name="act" value="enter">Enter</button>
<button name="act" value="decline">Decline</button>
</form></body></html>`;

const sent = async (request) => {
  let body = '';
  for await (const part of request) body += part;
  return new URLSearchParams(body);
};

async function interaction(request, response) {
  const show = (told, status) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(form(told));
  };
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return show('', 200);
  const fields = await sent(request);
  if (fields.get('act') === 'decline') {
    return provider.interactionFinished(request, response, {
      error: 'access_denied', error_description: '<script>declined()</script>',
    });
  }
  const subject = fields.get('account');
  const account = accounts()[subject];
  if (!account || account.password !== fields.get('password')) return show('Account or password is wrong.', 401);
  return provider.interactionFinished(request, response, { login: { accountId: subject } });
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  return interaction(request, response).catch((fault) => {
    console.error(fault);
    response.writeHead(500).end();
  });
}).listen(settings.port, '127.0.0.1');
