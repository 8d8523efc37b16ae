"""Pieces of texts in which there is something to mask, and of what is around it."""

from __future__ import annotations

SECRETS = [
    'password="Fluffy 77"', '"pin":4711,', '{"value":"tok7fs","key":"token"}', "[('otp', '482910')]",
    '["Host","x","Cookie","a=b"]', "hunter22", "4242 4242 4242 4242", "GB29 NWBK 6016 1331 9268 19",
    "AE07\u200b0331 2345 6789 0123 456", "jane.doe@bank.com", "+971 50 123 4567", "(11) 91234-5678",
    "529.982.247-25", "12345678901234567890", "9f86d081884c7d659a2feaa0c55ad015", "Bearer abcdef123",
    "\u0645\u0641\u062a\u0627\u062d: x", "p\u0430ssword=x1", "code is 482 910", "mot de passe: Soleil!",
    "\\\"", "'",
    "access-sandbox-550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000",
    "1700000000", "1433254800", "amount: 1234.56",
    "\u0664\u0668\u0662\u0669\u0661\u0660", "(", "[", "{", "}", "]", ")", ": ", "=>", ",",
]  # fmt: skip
