"""Texts made to take long: each repeats something that a pattern begins with."""

from __future__ import annotations

PIECES = (
    "a", "a ", "a.", "a-", "a/", "=", "==", ":", " ", "\n", "\t", "\\", '\\\\"', "%41", "%25", "%",
    "&quot;", '"', "'", "{", "[", "(", '{"', "1", "1 ", "1-", "12 ", "1234 ", "1.", "+1", "+1 ", "00",
    "password=", "password: ", 'password="', "password: a ", 'password":"', "password[", "password={",
    "password\t", "name=password ", 'name="password" ', "pin ", "pin 1", "code is ", "otp is was ",
    "cookie: ", "cookie: a ", "authorization=a b=", "-----BEGIN A-----", "-----BEGIN A", "://", "://a",
    "bearer ", "basic ", "bearer a", "eyJ", "eyJa.", "sk_live_", "a@", "a@a.", "@", ".a", "AB12", "AB12 ",
    "AB12 CD34 ", "use 1", "111-", "784-1234-", " -u a", "--user ", "auth=(", "basic_auth(",
    "hooks.slack.com/services/", "aA1", "a1", "A1b2", "•••", "••• 1234 ", "é", "\u200b", "٤", "ﷺ", "\ud800",
    "é", "كلمة ", "x" * 81 + " ",
    '{"a":"', '[["a","b"],', '("a",', '{"value":"x","key":"token"},', "id=1 ", "[1,", '{\\"', "a:",
    "<password>", "<pin", "\\u0061", "a_", "aB", "is ", "1,", "1/", "A ",
)  # fmt: skip
