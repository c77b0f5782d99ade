"""Fetches every message of INBOX with Python's imaplib on 993, each into a file of its own. The order comes as JSON on standard input."""
import imaplib
import json
import os
import ssl
import sys

order = json.load(sys.stdin)
imaplib._MAXLINE = 64 * 1024 * 1024
context = ssl.create_default_context(cafile=order["ca"])
try:
    with imaplib.IMAP4_SSL(order["host"], 993, ssl_context=context, timeout=60) as session:
        session.login(order["user"], order["password"])
        session.select("INBOX", readonly=True)
        _, found = session.uid("SEARCH", None, "ALL")
        for number, uid in enumerate(found[0].split()):
            _, data = session.uid("FETCH", uid, "(BODY.PEEK[])")
            with open(os.path.join(order["directory"], f"{number:06}.eml"), "wb") as file:
                file.write(data[0][1])
except imaplib.IMAP4.error as error:
    sys.exit(f"{type(error).__name__}: {error}")
print("fetched")
