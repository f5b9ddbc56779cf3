#!/bin/bash
# Builds the Debian package of the working tree: build/package/spaceline_VERSION_ARCH.deb, looked over by lintian, whose errors and warnings
# end this with 1. Wants what debian/control's Build-Depends names, and dpkg-dev, debhelper, fakeroot, lintian. Runs no tests.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' "$root/CMakeLists.txt")
package=$root/build/package
source=$package/spaceline-$version

for program in dpkg-buildpackage dh lintian; do
    command -v $program >/dev/null || { echo "package-deb: $program is not installed" >&2; exit 2; }
done

rm -rf "$source"
rm -f "$package"/spaceline*_"$version"_*.{deb,buildinfo,changes}
mkdir -p "$source"
cd "$root"
# What git knows, or would: no build folders, no leftovers. A tree without git is taken whole.
if [[ $(git rev-parse --show-toplevel 2>/dev/null) == "$root" ]]; then
    git ls-files -z --cached --others --exclude-standard | xargs -0 -I{} find {} -maxdepth 0 -print0 | tar --null -T - -c
else
    tar --exclude=./build --exclude=./.git -c .
fi | tar -C "$source" -x
cp -r "$source/packaging/linux/debian" "$source/debian"

cd "$source"
DEB_BUILD_OPTIONS="nocheck noautodbgsym ${DEB_BUILD_OPTIONS:-}" dpkg-buildpackage --no-sign --build=binary
cd "$package"
lintian --fail-on error,warning --tag-display-limit 0 spaceline_"$version"_*.changes
echo "package-deb: $(echo "$package"/spaceline_"$version"_*.deb)"
