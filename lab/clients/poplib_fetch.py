"""Fetches every message with Python's poplib on 995, each into a file of its own, and leaves them there. The order comes as JSON on standard input."""
import json
import os
import poplib
import ssl
import sys

order = json.load(sys.stdin)
context = ssl.create_default_context(cafile=order["ca"])
try:
    session = poplib.POP3_SSL(order["host"], 995, context=context, timeout=60)
    session.user(order["user"])
    session.pass_(order["password"])
    count, _ = session.stat()
    for number in range(1, count + 1):
        _, lines, _ = session.retr(number)
        with open(os.path.join(order["directory"], f"{number:06}.eml"), "wb") as file:
            file.write(b"\r\n".join(lines) + b"\r\n")
    session.quit()
except poplib.error_proto as error:
    sys.exit(f"{type(error).__name__}: {error}")
print("fetched")
