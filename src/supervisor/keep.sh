#!/bin/sh
# Keeps a detached supervisor: starts it again, with growing pauses, when it dies. It ends with 0 when it was told to stop, and with 78
# (EX_CONFIG) when it will not start before the operator has changed something; then the keeper ends too.
# usage: keep.sh NODE MAIN
child=
trap 'kill -TERM "$child" 2>/dev/null' TERM INT
pause=1
while :; do
  began=$(date +%s)
  "$1" "$2" up --kept &
  child=$!
  wait "$child"
  code=$?
  # A signal to the keeper interrupts `wait`; the supervisor is still at work.
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  case $code in 0 | 78) exit "$code" ;; esac
  [ $(($(date +%s) - began)) -ge 60 ] && pause=1
  echo "the supervisor ended with $code; it is started again in $pause s" >&2
  sleep "$pause" &
  child=$!
  wait "$child" || exit 0
  pause=$((pause * 2))
  [ "$pause" -gt 60 ] && pause=60
done
