"""Sends one message with Python's smtplib. The order comes as JSON on standard input; the server's answer goes to standard output."""
import json
import smtplib
import ssl
import sys

order = json.load(sys.stdin)
context = ssl.create_default_context(cafile=order["ca"])
with open(order["file"], "rb") as file:
    message = file.read()
try:
    if order["port"] == 465:
        session = smtplib.SMTP_SSL(order["host"], 465, context=context, timeout=60)
    else:
        session = smtplib.SMTP(order["host"], order["port"], timeout=60)
        session.starttls(context=context)
    with session:
        session.login(order["user"], order["password"])
        session.sendmail(order["sender"], [order["to"]], message)
except smtplib.SMTPException as error:
    sys.exit(f"{type(error).__name__}: {error}")
print("sent")
