// Which fields hold a secret, judged by their names.

/** What a name says of its value: a secret, a number whose end may be shown, such a number or an id, or a doubt. */
export type Secrecy = "secret" | "number" | "digits" | "code" | null;

const SECRET_WORDS = words(`
  password passwd passwort pwd pw pass passphrase passcode secret token jwt bearer authorization apikey signature sig hmac cookie
  sid sessionid csrf xsrf nonce pin otp totp cvv cvv2 cvc cvc2 ssn username credential answer
  email mail phone mobile msisdn telephone`);
const NUMBER_WORDS = new Set(["iban", "bban", "pan", "ssn", "sin"]);
/** Ends of names, written together: they match `sessionId`, `session_id` and `SESSIONID` alike. */
const SECRET_ENDS = endsWith(`
  password passwd passphrase passcode secret token signature cookie
  apikey accesskey privatekey secretkey authkey authenticitykey encryptionkey signingkey clientkey linkkey appkey sessionkey
  sessionid authheader username loginname loginid emailaddress phonenumber mobilenumber pincode
  otpcode mfacode smscode tancode authcode authorizationcode verificationcode confirmationcode securitycode
  onetimecode twofactorcode logincode accesscode onetimepass
  securityanswer securityresponse mfaanswer mfaresponse challengeanswer challengeresponse mothersmaidenname
  passportnumber nationalid emiratesid taxid socialsecuritynumber`);
const NUMBER_ENDS = endsWith(
  "accountnumber accountno accountnum acctnumber acctno acctnum cardnumber cardno cardnum iban",
);
/** Fields that contain a secret or a word about it, such as `REQUIRED`. */
const DOUBTFUL = words("code mfa 2fa tfa session");
/** Fields that contain the number of an account, or an id that support needs. */
const ACCOUNT_ENDS = /(?:account|acct|^number)$/;
/** Says only in which form the value is. */
const FORM_WORDS = words("value values text raw string hash input header encrypted");

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function endsWith(text: string): RegExp {
  return new RegExp(`(?:${[...words(text)].join("|")})$`);
}

/** Returns what the name of a field, parameter or header says about its value. */
export function secrecyOf(name: string): Secrecy {
  const parts = wordsOf(name);
  while (parts.length > 1 && FORM_WORDS.has(parts.at(-1)!)) parts.pop();
  const last = parts.at(-1) ?? "";
  const joined = singular(parts.join(""));
  if (NUMBER_WORDS.has(singular(last)) || NUMBER_ENDS.test(joined)) return "number";
  if (SECRET_WORDS.has(singular(last)) || SECRET_WORDS.has(last) || SECRET_ENDS.test(joined)) return "secret";
  if (ACCOUNT_ENDS.test(joined)) return "digits";
  return DOUBTFUL.has(joined) ? "code" : null;
}

/** `userAccessToken2` -> user, access, token. */
function wordsOf(name: string): string[] {
  const plain = unescaped(name).normalize("NFKC").replace(/\p{Cf}/gu, "");
  const spaced = plain.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
  const parts = spaced.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return parts.map((word) => (SECRET_WORDS.has(word) ? word : word.replace(/(?<=\D)\d+$/, "")));
}

function singular(word: string): string {
  return word.replace(/(?<!s)s$/, "");
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
