#!/bin/sh
# detached.sh ID OFFSET PROGRAM [ARGUMENT...]: runs a program that goes on when this connection breaks, prints what it says from
# byte OFFSET on, and ends with its exit code. Called again with the same ID, it finds that run. By root.
set -eu
folder=/run/hub-operate/$1 from=$(($2 + 1))
shift 2

mkdir -m 700 /run/hub-operate 2>/dev/null || [ -d /run/hub-operate ]
if mkdir "$folder" 2>/dev/null; then
  : >"$folder/output"
  # A session of its own: no signal of the connection's reaches it.
  # shellcheck disable=SC2016 # the inner shell expands it
  setsid sh -c '"$@" >"$0/output" 2>&1; echo $? >"$0/code.new"; mv "$0/code.new" "$0/code"' \
    "$folder" "$@" </dev/null >/dev/null 2>&1 &
  echo $! >"$folder/pid"
fi

if [ ! -e "$folder/code" ]; then
  tail --bytes="+$from" --follow --sleep-interval=0.2 --pid="$(cat "$folder/pid")" "$folder/output"
else
  tail --bytes="+$from" "$folder/output"
fi
code=$(cat "$folder/code" 2>/dev/null) || code=137
if [ "$code" -ge 128 ]; then
  # Such a code of ours would look like the end of the connection.
  echo "$1 was ended by a signal ($((code - 128)))." >&2
  exit 1
fi
exit "$code"
