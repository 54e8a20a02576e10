#!/bin/sh
# Makes a picture of each state of the preview, light and dark, wide and narrow, with headless Chromium.
# Usage: shots.sh FOLDER [STATE…]; the preview server must listen on port 4173.
set -eu
out=$1
shift
mkdir -p "$out"
states=${*:-onboarding refused keychain offline-key onboarding-gateway onboarding-sent empty rejected chat top middle streaming attachments drop errors picker picker-typed settings settings-answers settings-appearance settings-shortcuts key-dialog search drawer send}
shot() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-prefers-reduced-motion --virtual-time-budget=2500 \
    --window-size="$2" --screenshot="$out/$1.png" "http://127.0.0.1:4173/?state=$3&theme=$4" >/dev/null 2>&1
}
for state in $states; do
  shot "$state-light" 1280,832 "$state" light
  shot "$state-dark" 1280,832 "$state" dark
  shot "$state-narrow" 500,832 "$state" light
done
