#!/bin/sh
# One question with curl, by Gradio's simple API: ask.sh API PROMPT. Prints the events as they come.
id=$(curl -s "$1/call/chat" -H 'Content-Type: application/json' -d "{\"data\":[\"$2\",null]}" | cut -d'"' -f4)
exec curl -sN "$1/call/chat/$id"
