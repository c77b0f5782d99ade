"""Signs in with Python's smtplib, imaplib or poplib as a script would. The order comes as JSON on standard input; what the server said, or the error, is printed."""
import imaplib
import json
import poplib
import smtplib
import ssl
import sys

order = json.load(sys.stdin)
host, port, security = order["host"], order["port"], order["security"]
user, password, mechanism, answers = order.get("user"), order.get("password"), order.get("mechanism"), order.get("answers", [])


def tls():
    context = ssl.create_default_context(cafile=order.get("ca"))
    if not order.get("verify", True):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if order.get("oldest"):
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion[order["oldest"]]
    if order.get("ciphers"):
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(order["ciphers"])
    return context


def answer(challenge=None):
    return answers.pop(0) if answers else None


def smtp():
    session = smtplib.SMTP_SSL(host, port, context=tls(), timeout=11) if security == "tls" else smtplib.SMTP(host, port, timeout=11)
    with session:
        session.ehlo()
        if security == "starttls":
            session.starttls(context=tls())
            session.ehlo()
        if mechanism:
            code, text = session.auth(mechanism, answer, initial_response_ok=order.get("initial", True))
            print(code, text)
        elif user is not None:
            session.login(user, password)
        if order.get("to"):
            session.sendmail(order["sender"], [order["to"]], "Subject: lab\r\n\r\nlab\r\n")


def imap():
    session = imaplib.IMAP4_SSL(host, port, ssl_context=tls(), timeout=11) if security == "tls" else imaplib.IMAP4(host, port, timeout=11)
    session._encoding = "utf-8"
    with session:
        if security == "starttls":
            session.starttls(ssl_context=tls())
        if mechanism == "CRAM-MD5":
            session.login_cram_md5(user, password)
        elif mechanism:
            session.authenticate(mechanism, lambda challenge: (text := answer()) and text.encode())
        elif user is not None:
            session.login(user, password)
            session.select("INBOX", readonly=True)


def pop3():
    session = poplib.POP3_SSL(host, port, context=tls(), timeout=11) if security == "tls" else poplib.POP3(host, port, timeout=11)
    session.encoding = "utf-8"
    if security == "starttls":
        session.stls(context=tls())
    if mechanism == "APOP":
        session.apop(user, password)
    elif user is not None:
        session.user(user)
        session.pass_(password)
        session.stat()
    session.quit()


try:
    {"smtp": smtp, "imap": imap, "pop3": pop3}[order["protocol"]]()
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
print("done")
