/** Places that say by themselves that a secret stands there: each puts a value into a line, whatever the value is. */

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';

/** Values as programs draw them and as people choose them, by alphabet and length. */
export const DRAWN: Readonly<Record<string, readonly [alphabet: string, length: number]>> = {
  'letters and digits': [UPPER + LOWER + DIGITS, 16],
  'letters and digits, 12': [UPPER + LOWER + DIGITS, 12],
  'small letters': [LOWER, 12],
  'small letters and digits': [LOWER + DIGITS, 14],
  capitals: [UPPER, 16],
  hex: [`${DIGITS}abcdef`, 32],
};

/** By a label or an option that any text may have. */
export const LABELLED: Readonly<Record<string, (value: string) => string>> = {
  'a quoted secret': (value) => `secret = "${value}"`,
  'a setting of a framework': (value) => `DJANGO_SECRET_KEY=${value}`,
  'a quoted key': (value) => `api_key: "${value}"`,
  'a tag': (value) => `<password>${value}</password>`,
  'a sentence': (value) => `the admin password is ${value}`,
  'a JSON field': (value) => `{"password":"${value}"}`,
  'an environment line': (value) => `DB_PASSWORD=${value}`,
  'a bare variable': (value) => `export PASS=${value}`,
  'a line of YAML': (value) => `  password: ${value}\n`,
  'a long option': (value) => `tool --password ${value} now`,
  'a long option with a sign': (value) => `tool --token=${value}`,
  'a bare pass in quotes': (value) => `auth: { user: "ann", pass: "${value}" }`,
  'a prompt for sudo': (value) => `[sudo] password for ann: ${value}\n`,
  'a prompt of git': (value) => `Password for 'https://ann@git.example.org': ${value}\n`,
  'two strings put together': (value) => `password = "${value.slice(0, 8)}" + "${value.slice(8)}"`,
  'a password of Terraform': (value) => `random_password.db.result = "${value}"`,
  'a full-width colon': (value) => `password：${value}`,
  'typographic quotes': (value) => `password: “${value}”`,
  'quotes of Chinese': (value) => `密码「${value}」`,
  guillemets: (value) => `пароль «${value}»`,
};

/** By what a program takes where. */
export const COMMANDS: Readonly<Record<string, (value: string) => string>> = {
  sshpass: (value) => `sshpass -p ${value} ssh root@192.0.2.4`,
  'docker login': (value) => `docker login -u ann -p ${value} registry.example.org`,
  'curl -b': (value) => `curl -b sid=${value} https://example.org`,
  'curl --cookie': (value) => `curl --cookie "sid=${value}" https://example.org`,
  htpasswd: (value) => `htpasswd -b .htpasswd ann ${value}`,
  'openssl -k': (value) => `openssl enc -aes-256-cbc -k ${value} -in a`,
  zip: (value) => `zip -P ${value} a.zip a`,
  ldapsearch: (value) => `ldapsearch -D cn=admin -w ${value} -b dc=example`,
  smbclient: (value) => `smbclient //host/share -U ann%${value}`,
  'ssh-keygen': (value) => `ssh-keygen -t ed25519 -N ${value} -f key`,
  chpasswd: (value) => `echo "ann:${value}" | chpasswd`,
  'net user': (value) => `net user ann ${value} /add`,
  sqlplus: (value) => `sqlplus ann/${value}@db`,
  'gh secret': (value) => `gh secret set API --body ${value}`,
  'fly secrets': (value) => `fly secrets set API_X=${value}`,
  kubectl: (value) => `kubectl create secret generic x --from-literal=key=${value}`,
  'az login': (value) => `az login --service-principal -u x -p ${value} --tenant y`,
  mysql: (value) => `mysql -h db -u app -p${value} shop`,
  'redis-cli': (value) => `redis-cli -h cache -a ${value} ping`,
  'a line of .pgpass': (value) => `db.example.org:5432:app:ann:${value}`,
};

/** What a password is called, as an assignment has it. */
export const LANGUAGES: Readonly<Record<string, (value: string) => string>> = Object.fromEntries(
  [
    'كلمة السر',
    'পাসওয়ার্ড',
    'Heslo',
    'Passwort',
    'Kennwort',
    'Κωδικός πρόσβασης',
    'contraseña',
    'گذرواژه',
    'mot de passe',
    'סיסמה',
    'पासवर्ड',
    'jelszó',
    'kata sandi',
    "parola d'ordine",
    'パスワード',
    '비밀번호',
    'wachtwoord',
    'hasło',
    'senha',
    'parolă',
    'пароль',
    'lösenord',
    'nenosiri',
    'கடவுச்சொல்',
    'รหัสผ่าน',
    'şifre',
    'پاس ورڈ',
    'mật khẩu',
    '密码',
    '密碼',
  ].map((label) => [label, (value: string) => `${label}: ${value}`]),
);
